using System.Management.Automation;

namespace Pulp.PS.Tests.Hosting;

/// <summary>What a script left: objects, errors of both kinds, and the other streams.</summary>
public sealed class Ran
{
    public required IReadOnlyList<object> Output { get; init; }

    /// <summary>Errors that did not end the script.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>The error that ended it.</summary>
    public ErrorRecord? Fatal { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>The ids of all errors, without the class of the cmdlet.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Append(Fatal).OfType<ErrorRecord>().Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    internal static Ran Of(PowerShell shell, Func<ErrorRecord?> fatal)
    {
        var output = new PSDataCollection<PSObject>();
        shell.Invoke(null, output);
        return new()
        {
            Output = [.. output.Select(o => o?.BaseObject is PSCustomObject ? o : o?.BaseObject!)],
            Errors = [.. shell.Streams.Error],
            Fatal = fatal(),
            Warnings = [.. shell.Streams.Warning.Select(w => w.Message)],
            Verbose = [.. shell.Streams.Verbose.Select(v => v.Message)],
            Progress = [.. shell.Streams.Progress],
        };
    }

    /// <summary>The objects of a type; there must be no others.</summary>
    public T[] All<T>() => [.. Output.Select(o => Assert.IsAssignableFrom<T>(o))];

    /// <summary>The only object.</summary>
    public T One<T>() => Assert.IsAssignableFrom<T>(Assert.Single(Output));

    /// <summary>Fails with the errors when there are any.</summary>
    public Ran Succeed()
    {
        Assert.True(Fatal is null && Errors.Count == 0, string.Join("\n", Errors.Append(Fatal).OfType<ErrorRecord>().Select(e => $"{e.FullyQualifiedErrorId}: {e}\n{e.Exception.StackTrace}")));
        return this;
    }

    /// <summary>The only error, of the given id.</summary>
    public ErrorRecord Error(string id)
    {
        var error = Assert.Single(Errors.Append(Fatal).OfType<ErrorRecord>());
        Assert.True(id == error.FullyQualifiedErrorId.Split(',')[0], $"{error.FullyQualifiedErrorId}: {error}");
        return error;
    }
}
