using Pulp.Model;

namespace Pulp.Engine;

/// <content>What asks an index.</content>
internal sealed partial class LocalPulp
{
    /// <inheritdoc/>
    public Task<PulpRemoteStatus> TestRemoteAsync(PulpReference which, CancellationToken cancel) => throw NotYet();

    /// <inheritdoc/>
    public IAsyncEnumerable<PulpFilterDecision> TestFilterAsync(PulpReference remote, FilterQuery query, CancellationToken cancel) => throw NotYet();

    /// <inheritdoc/>
    public Task<PulpTask> StartSyncAsync(SyncRequest request, CancellationToken cancel) => throw NotYet();

    /// <inheritdoc/>
    public Task<PulpSyncPlan> GetSyncPlanAsync(SyncRequest request, CancellationToken cancel) => throw NotYet();

    private static PulpException NotYet() => new(PulpErrors.ServerUnavailable, "Syncs are not built yet.");
}
