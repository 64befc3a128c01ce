using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine;

/// <content>Tasks.</content>
internal sealed partial class LocalPulp
{
    /// <inheritdoc/>
    public IAsyncEnumerable<PulpTask> GetTasksAsync(TaskQuery query, CancellationToken cancel) => _tasks.GetAsync(query, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<PulpTask> WatchAsync(IReadOnlyList<Guid> tasks, CancellationToken cancel) => _store.Watch.WatchAsync(tasks, cancel);

    /// <inheritdoc/>
    public async Task<PulpTask> CancelTaskAsync(Guid task, CancellationToken cancel) =>
        await _store.Tasks.CancelAsync(task, cancel).ConfigureAwait(false) ?? throw TaskWatch.NotFound(task);

    /// <inheritdoc/>
    public Task RemoveTaskAsync(Guid task, CancellationToken cancel) => _tasks.RemoveAsync(task, cancel);
}
