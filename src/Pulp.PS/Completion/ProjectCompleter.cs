using System.Management.Automation;
using System.Runtime.CompilerServices;
using Pulp.Model;
using Pulp.PS.Binding;

namespace Pulp.PS.Completion;

/// <summary>Completes names of projects: those the remote on the line names, and those the repository on the line holds; of content without a repository, those the store holds.</summary>
public sealed class ProjectCompleter : PulpCompleter
{
    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(IPulp pulp, CompletionQuery asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var name in NamesAsync(pulp, asked, cancel))
        {
            if (asked.Word.Fits(name) && seen.Add(name))
                yield return asked.Word.Result(name, name);
        }
    }

    private static async IAsyncEnumerable<string> NamesAsync(IPulp pulp, CompletionQuery asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await RemoteAsync(pulp, asked, cancel) is { } remote)
        {
            var entries = asked.Parameter.Equals("RemoveExclude", StringComparison.OrdinalIgnoreCase) ? remote.Exclude : remote.Include;
            foreach (var name in entries.Select(e => e.Name).OfType<string>())
                yield return name;
        }
        var query = new ContentQuery { Latest = true };
        if (asked.Repository is { } repository)
            query = query with { Version = new(repository.Reference(), asked.Version ?? repository.Number) };
        else if (!asked.Command.Equals("Get-PulpContent", StringComparison.OrdinalIgnoreCase))
            yield break;
        await foreach (var package in pulp.GetContentAsync(query, cancel))
            yield return package.Name;
    }

    /// <summary>The remote on the line, else for a sync that of the repository.</summary>
    private static async Task<PulpPythonRemote?> RemoteAsync(IPulp pulp, CompletionQuery asked, CancellationToken cancel)
    {
        var which = asked.Remote?.Reference();
        if (which is null && asked.Repository is { } repository && asked.Command.Contains("Sync", StringComparison.OrdinalIgnoreCase))
            which = (await Lookup.RepositoryAsync(pulp, repository.Reference(), cancel)).Remote is { } name ? new PulpReference { Name = name } : null;
        return which is null ? null : await Lookup.RemoteAsync(pulp, which, cancel);
    }
}
