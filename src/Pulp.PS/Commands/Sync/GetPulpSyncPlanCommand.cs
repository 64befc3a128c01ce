using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;
using Pulp.PS.Tasks;

namespace Pulp.PS.Commands;

/// <summary>Says what a sync would do now, file by file and why. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "PulpSyncPlan")]
[OutputType(typeof(PulpSyncPlan))]
public sealed class GetPulpSyncPlanCommand : PipedStoreCmdlet
{
    /// <summary>The repositories: objects, names with wildcards, or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The repository to plan a sync of.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity[] Repository { get; set; } = null!;

    /// <summary>The remote to sync from. Without it: the repository's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity? Remote { get; set; }

    /// <summary>$true, and not given: what the remote no longer offers or admits would go. $false: the sync would only add.</summary>
    [Parameter]
    public bool? Mirror { get; set; }

    /// <summary>Only these projects are asked for.</summary>
    [Parameter]
    [NotEmpty]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Name { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door([.. Repository, Remote]);
        var common = new SyncRequest { Repository = Repository[0].Reference(), Remote = Remote?.Reference(), Mirror = Mirror ?? true, Names = Name ?? [] };
        var requests = Repository.Select(r => common with { Repository = r.Pattern() }).ToArray();
        return pipe => RunAsync(pipe, door, requests);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, SyncRequest[] requests)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var request in requests)
        {
            await pipe.TryAsync(async () =>
            {
                await foreach (var repository in pulp.GetRepositoriesAsync(request.Repository, pipe.Cancel))
                    await pipe.TryAsync(() => PlanAsync(pipe, pulp, request, repository));
            });
        }
    }

    private static async Task PlanAsync(AsyncPipeline pipe, IPulp pulp, SyncRequest request, PulpRepository repository)
    {
        if (request.Remote is null && repository.Remote is null)
            throw StartedSyncs.NoRemote(repository, request.Repository);
        var plan = await pulp.GetSyncPlanAsync(request with { Repository = Lookup.ById(repository, request.Repository) }, pipe.Cancel);
        await pipe.WriteObjectAsync(plan);
        if (PlanWords.Fault(plan) is { } fault)
            await pipe.WriteErrorAsync(fault);
    }
}
