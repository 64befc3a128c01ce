using System.Runtime.CompilerServices;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>Snapshots of tasks as they move: signalled for those of this process, asked every 200 ms for others.</summary>
internal sealed class TaskWatch(StoreDatabase database, Workers workers, TaskRunner runner)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>The first snapshot of each at once, then one whenever it has moved; ends after the last of each. Errors: TaskNotFound.</summary>
    internal async IAsyncEnumerable<PulpTask> WatchAsync(IReadOnlyList<Guid> ids, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = new Dictionary<Guid, PulpTask>();
        List<Guid> open = [.. ids.Distinct()];
        while (open.Count > 0)
        {
            Task next = runner.Moved.Next;
            bool elsewhere = false;
            foreach (Guid id in open.ToArray())
            {
                PulpTask task = await ReadAsync(id, cancel).ConfigureAwait(false);
                if (task.IsFinished) open.Remove(id);
                else if (runner.Find(id) is null) elsewhere = true;
                if (last.TryGetValue(id, out PulpTask? before) && Same(before, task)) continue;
                last[id] = task;
                yield return task;
            }

            if (open.Count == 0) yield break;
            if (elsewhere) await Pulse.WaitAsync(next, Poll, cancel).ConfigureAwait(false);
            else await next.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>A task as it is now; one whose worker has died is ended first. Errors: TaskNotFound.</summary>
    internal async Task<PulpTask> ReadAsync(Guid id, CancellationToken cancel)
    {
        while (true)
        {
            if (runner.Find(id) is { } live) return live;
            PulpTask? task = await database.ReadAsync(c => TaskReader.Read(c, database.Folder.Path, id), cancel).ConfigureAwait(false);
            if (task is null) throw NotFound(id);
            if (task.IsFinished || task.Worker == workers.Id) return task;
            if (!await workers.BuryIfDeadAsync(database, task.Worker!, cancel).ConfigureAwait(false)) return task;
        }
    }

    internal static PulpException NotFound(Guid id) => new(
        PulpErrors.TaskNotFound, $"No task has the id '{id}'. Get-PulpTask lists those there are.", id);

    private static bool Same(PulpTask a, PulpTask b) =>
        a.State == b.State
        && a.WaitingFor == b.WaitingFor
        && a.NonFatalErrors.Count == b.NonFatalErrors.Count
        && a.Warnings.Count == b.Warnings.Count
        && a.ProgressReports.SequenceEqual(b.ProgressReports);
}
