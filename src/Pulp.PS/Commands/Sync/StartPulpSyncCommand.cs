using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;
using Pulp.PS.Tasks;

namespace Pulp.PS.Commands;

/// <summary>Starts a sync: the repository gets a new version with what the remote offers and its filters admit. Returns the task at once.</summary>
[Cmdlet(VerbsLifecycle.Start, "PulpSync", SupportsShouldProcess = true)]
[OutputType(typeof(PulpTask))]
public sealed class StartPulpSyncCommand : StoreCmdlet
{
    // Records only start tasks; with -Wait they are waited for at the end, so that a pipeline's syncs run side by side.
    private readonly StartedSyncs _started = new();
    private StoreDoor? _door;

    /// <summary>The repositories: objects, names or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The repository to sync.")]
    [RepositoryItself]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity[] Repository { get; set; } = null!;

    /// <summary>The remote to sync from. Without it: the repository's.</summary>
    [Parameter]
    [NotEmpty]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity? Remote { get; set; }

    /// <summary>$true, and not given: what the remote no longer offers or admits goes. $false: the sync only adds.</summary>
    [Parameter]
    public bool? Mirror { get; set; }

    /// <summary>Only these projects are asked for and touched.</summary>
    [Parameter]
    [NotEmpty]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Waits with progress, and writes the tasks as they end. Ctrl+C stops them.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override PipelineWork Process()
    {
        var door = _door = Door([.. Repository, Remote]);
        var common = new SyncRequest { Repository = Repository[0].Reference(), Remote = Remote?.Reference(), Mirror = Mirror ?? true, Names = Name ?? [] };
        var requests = Repository.Select(r => common with { Repository = r.Reference() }).ToArray();
        var started = Wait.IsPresent ? _started : null;
        return async pipe => await StartedSyncs.StartAsync(pipe, await door.OpenAsync(pipe), requests, started);
    }

    private protected override PipelineWork? End()
    {
        if (!Wait.IsPresent || _door is not { } door)
            return null;
        var started = _started;
        return async pipe => await started.WaitAsync(pipe, await door.OpenAsync(pipe));
    }

    private protected override void Abandon() => _started.Abandon();
}
