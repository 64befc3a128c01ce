using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Says of each file of a remote's index whether a sync would take it, and which rule decided.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PulpFilter")]
[OutputType(typeof(PulpFilterDecision))]
public sealed class TestPulpFilterCommand : PipedStoreCmdlet
{
    /// <summary>The remotes: objects, names or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The remote whose filters to try.")]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity[] Remote { get; set; } = null!;

    /// <summary>Only these projects. Without it: those the remote asks for.</summary>
    [Parameter]
    [NotEmpty]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only these files.</summary>
    [Parameter]
    [NotEmpty]
    public string[]? FileName { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door(Remote);
        var (remotes, query) = (Remote.Select(r => r.Reference()).ToArray(), new FilterQuery { Names = Name ?? [], FileNames = FileName ?? [] });
        return pipe => RunAsync(pipe, door, remotes, query);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference[] remotes, FilterQuery query)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var remote in remotes)
            await pipe.TryAsync(() => WriteAsync(pipe, pulp, remote, query));
    }

    private static async Task WriteAsync(AsyncPipeline pipe, IPulp pulp, PulpReference remote, FilterQuery query)
    {
        var missing = new HashSet<string>(query.FileNames, StringComparer.OrdinalIgnoreCase);
        PulpException? fault = null;
        try
        {
            await foreach (var decision in pulp.TestFilterAsync(remote, query, pipe.Cancel))
            {
                missing.Remove(decision.FileName);
                await pipe.WriteObjectAsync(decision);
            }
        }
        catch (PulpException error) when (PulpErrors.IsOfIndex(error.Id))
        {
            // Comes after all decisions, and says why a file may be missing: written before those that are.
            fault = error;
        }
        if (fault is not null)
            await pipe.WriteErrorAsync(fault);
        foreach (var file in missing)
            await pipe.WriteErrorAsync(new PulpException(PulpErrors.ContentNotFound, $"No page of the remote '{remote}' has the file '{file}'.", file));
    }
}
