using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;

namespace Pulp.PS.Tasks;

/// <summary>Starts syncs one after the other; each runs at once. Under -WhatIf it says what each would do, file by file, and starts none.</summary>
/// <param name="pipe">The pipeline.</param>
/// <param name="pulp">The store.</param>
/// <param name="later">Keeps the tasks to be waited for; null: they are written at once.</param>
/// <param name="dryRun">True: -WhatIf.</param>
internal sealed class SyncStart(AsyncPipeline pipe, IPulp pulp, StartedSyncs? later, bool dryRun)
{
    internal async Task RunAsync(IEnumerable<SyncRequest> requests)
    {
        foreach (var request in requests)
        {
            // After an error that ends the cmdlet nothing more is started, but what runs is waited for first.
            if (later is { Fault: not null })
                return;
            try
            {
                await pipe.TryAsync(() => StartAsync(request));
            }
            catch (Exception fault) when (later is { Count: > 0 } && fault is not OperationCanceledException)
            {
                later.Fault = fault;
            }
        }
    }

    private async Task StartAsync(SyncRequest request)
    {
        var repository = await Lookup.RepositoryAsync(pulp, request.Repository, pipe.Cancel);
        var remote = request.Plan?.Remote
            ?? (request.Remote is { } given ? (await Lookup.RemoteAsync(pulp, given, pipe.Cancel)).Name : repository.Remote ?? throw StartedSyncs.NoRemote(repository, request.Repository));
        var found = request with { Repository = Lookup.ById(repository, request.Repository) };
        var mirror = request.Plan?.Mirror ?? request.Mirror;
        var agreed = await pipe.ShouldProcessAsync(repository.Name, $"Sync from {remote}{(mirror ? "" : ", only adding")}{(request.Plan is null ? "" : ", as planned")}");
        if (dryRun)
            await TellAsync(found);
        if (!agreed || dryRun)
            return;
        var task = await pulp.StartSyncAsync(found, pipe.Cancel);
        // Before anything else: a stop at this moment must find it.
        later?.Add(pulp, task);
        await pipe.WriteVerboseAsync($"Started the {TaskWords.Name(task)} (task {task.Id}).");
        if (later is null)
            await pipe.WriteObjectAsync(task);
    }

    private async Task TellAsync(SyncRequest request)
    {
        var plan = await pulp.GetSyncPlanAsync(request, pipe.Cancel);
        foreach (var entry in plan.Entries)
        {
            if (PlanWords.Operation(plan, entry) is { } operation)
                await pipe.ShouldProcessAsync(entry.FileName, operation);
        }
        foreach (var error in plan.Errors)
            await pipe.WriteWarningAsync(error.ToString());
        if (PlanWords.Fault(plan) is { } fault)
            await pipe.WriteErrorAsync(fault);
    }
}
