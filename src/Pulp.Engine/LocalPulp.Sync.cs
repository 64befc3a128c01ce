using Pulp.Model;

namespace Pulp.Engine;

/// <content>What asks an index.</content>
internal sealed partial class LocalPulp
{
    /// <inheritdoc/>
    public Task<PulpRemoteStatus> TestRemoteAsync(PulpReference which, CancellationToken cancel) => _syncs.TestRemoteAsync(which, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<PulpFilterDecision> TestFilterAsync(PulpReference remote, FilterQuery query, CancellationToken cancel) =>
        _syncs.TestFilterAsync(remote, query, cancel);

    /// <inheritdoc/>
    public Task<PulpTask> StartSyncAsync(SyncRequest request, CancellationToken cancel) => _syncs.StartAsync(request, cancel);

    /// <inheritdoc/>
    public Task<PulpSyncPlan> GetSyncPlanAsync(SyncRequest request, CancellationToken cancel) => _syncs.PlanAsync(request, cancel);
}
