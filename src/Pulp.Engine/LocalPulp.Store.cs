using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine;

/// <content>The store itself.</content>
internal sealed partial class LocalPulp
{
    /// <inheritdoc/>
    public Task<PulpStore> GetStoreAsync(CancellationToken cancel) => StoreSummary.ReadAsync(_store, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<PulpStoreProblem> RepairAsync(RepairRequest request, CancellationToken cancel) => _repair.RunAsync(request, cancel);

    /// <inheritdoc/>
    public Task<PulpOrphans> GetOrphansAsync(TimeSpan protectionTime, CancellationToken cancel) => _cleanup.LookAsync(protectionTime, cancel);

    /// <inheritdoc/>
    public Task<PulpCleanup> ClearOrphansAsync(TimeSpan protectionTime, IProgress<PulpStoreProgress>? progress, CancellationToken cancel) =>
        _cleanup.RunAsync(protectionTime, progress, cancel);
}
