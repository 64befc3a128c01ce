using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;
using Pulp.PS.Tasks;

namespace Pulp.PS.Commands;

/// <summary>Starts a sync: the repository gets a new version with what the remote offers and its filters admit, or exactly what a plan says. Returns the task at once.</summary>
[Cmdlet(VerbsLifecycle.Start, "PulpSync", SupportsShouldProcess = true, DefaultParameterSetName = OfRepository)]
[OutputType(typeof(PulpTask))]
public sealed class StartPulpSyncCommand : StoreCmdlet
{
    private const string OfRepository = "Repository";
    private const string OfPlan = "Plan";

    // Records only start tasks; with -Wait they are waited for at the end, so that a pipeline's syncs run side by side.
    private readonly StartedSyncs _started = new();
    private StoreDoor? _door;

    /// <summary>The repositories: objects, names or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = OfRepository, HelpMessage = "The repository to sync.")]
    [RepositoryItself]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity[] Repository { get; set; } = null!;

    /// <summary>Plans of Get-PulpSyncPlan: exactly what they say is done.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = OfPlan, HelpMessage = "The plan to carry out, of Get-PulpSyncPlan.")]
    public PulpSyncPlan[]? Plan { get; set; }

    /// <summary>The remote to sync from. Without it: the repository's.</summary>
    [Parameter(ParameterSetName = OfRepository)]
    [NotEmpty]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity? Remote { get; set; }

    /// <summary>$true, and not given: what the remote no longer offers or admits goes. $false: the sync only adds.</summary>
    [Parameter(ParameterSetName = OfRepository)]
    public bool? Mirror { get; set; }

    /// <summary>Only these projects are asked for and touched.</summary>
    [Parameter(ParameterSetName = OfRepository)]
    [NotEmpty]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Continue, and not given: what goes wrong with a project or file is told, and the others are synced. Stop: it ends the sync, and nothing changes.</summary>
    [Parameter]
    public PulpErrorPolicy ErrorPolicy { get; set; }

    /// <summary>The most files that may be removed: a number, or a share of the repository's files such as '10%'. When more would go, nothing changes.</summary>
    [Parameter]
    public string? MaximumRemoval { get; set; }

    /// <summary>Asks the index for everything again, whether it has changed or not.</summary>
    [Parameter(ParameterSetName = OfRepository)]
    public SwitchParameter Refresh { get; set; }

    /// <summary>Waits with progress, and writes the tasks as they end. Ctrl+C stops them.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override PipelineWork Process()
    {
        var door = _door = Plan is null ? Door([.. Repository, Remote]) : Door(Plan.Select(PulpRepositoryIdentity.Of));
        var requests = Requests();
        var (started, dryRun) = (Wait.IsPresent ? _started : null, IsDryRun());
        return async pipe => await new SyncStart(pipe, await door.OpenAsync(pipe), started, dryRun).RunAsync(requests);
    }

    private protected override PipelineWork? End()
    {
        if (!Wait.IsPresent || _door is not { } door)
            return null;
        var started = _started;
        return async pipe => await started.WaitAsync(pipe, await door.OpenAsync(pipe));
    }

    private protected override void Abandon() => _started.Abandon();

    private SyncRequest[] Requests()
    {
        // An empty text, as from a variable that was never set, is no limit and not the absence of one: the store refuses it.
        var limit = IsGiven(nameof(MaximumRemoval)) ? MaximumRemoval ?? "" : null;
        PulpRepositoryIdentity[] subjects = Plan is null ? Repository : Array.ConvertAll(Plan, PulpRepositoryIdentity.Of);
        var common = new SyncRequest
        {
            Repository = subjects[0].Reference(),
            Remote = Remote?.Reference(),
            Mirror = Mirror ?? true,
            Names = Name ?? [],
            ErrorPolicy = ErrorPolicy,
            MaximumRemoval = limit,
            Refresh = Refresh.IsPresent,
        };
        return Plan is null
            ? Array.ConvertAll(Repository, r => common with { Repository = r.Reference() })
            : Array.ConvertAll(Plan, p => common with { Repository = PulpRepositoryIdentity.Of(p).Reference(), Plan = p });
    }
}
