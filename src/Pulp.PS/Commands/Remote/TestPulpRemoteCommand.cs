using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Asks a remote's index for a page, as a sync would, and says whether a sync could use it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PulpRemote")]
[OutputType(typeof(bool), typeof(PulpRemoteStatus))]
public sealed class TestPulpRemoteCommand : PipedStoreCmdlet
{
    /// <summary>The remotes: objects, names or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The remote to try.")]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity[] Remote { get; set; } = null!;

    /// <summary>Writes what was found out: the kind of index, its format, the error.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door(Remote);
        var (remotes, detailed) = (Remote.Select(r => r.Reference()).ToArray(), Detailed.IsPresent);
        return pipe => RunAsync(pipe, door, remotes, detailed);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference[] remotes, bool detailed)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var remote in remotes)
        {
            await pipe.TryAsync(async () =>
            {
                var status = await pulp.TestRemoteAsync(remote, pipe.Cancel);
                await pipe.WriteVerboseAsync($"{status} ({status.Url})");
                await pipe.WriteObjectAsync(detailed ? status : status.Error is null);
            });
        }
    }
}
