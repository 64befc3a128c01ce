using System.Collections.Concurrent;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>
/// While tasks of this process run: tells those who watch that counters have moved (every 100 ms), writes progress and messages for other processes, and
/// reads whether one of them asked for a stop (every 500 ms).
/// </summary>
internal sealed class TaskTicker(StoreDatabase database, Workers workers, ConcurrentDictionary<Guid, RunningTask> running, Pulse moved) : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private const int TicksPerWrite = 5;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private Task _loop = Task.CompletedTask;
    private bool _awake;

    /// <summary>A task was started.</summary>
    internal void Wake()
    {
        lock (_gate)
        {
            if (_awake || _end.IsCancellationRequested) return;
            _awake = true;
            _loop = Task.Run(LoopAsync, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        int tick = 0;
        while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
        {
            if (Sleeps()) return;
            Tell();
            if (++tick % TicksPerWrite != 0) continue;
            try
            {
                await WriteAsync().ConfigureAwait(false);
                await StopAskedAsync().ConfigureAwait(false);
            }
            catch (PulpException)
            {
                // Busy or full: progress can wait, and the task itself will meet the error.
            }
        }
    }

    private bool Sleeps()
    {
        lock (_gate)
        {
            if (!running.IsEmpty) return false;
            _awake = false;
            return true;
        }
    }

    private void Tell()
    {
        bool any = false;
        foreach (RunningTask task in running.Values)
        {
            PulpProgressReport[] now = task.Context.SnapshotReports();
            if (now.AsSpan().SequenceEqual(task.LastTold)) continue;
            task.LastTold = now;
            any = true;
        }

        if (any) moved.Signal();
    }

    private async Task WriteAsync()
    {
        (RunningTask Task, PulpProgressReport[] Reports)[] changed =
        [
            .. running.Values.Select(t => (Task: t, Reports: t.Context.SnapshotReports())).Where(t => !t.Reports.AsSpan().SequenceEqual(t.Task.LastWritten)),
        ];
        if (changed.Length == 0) return;
        int[] stored = await database.WriteAsync(
            c =>
            {
                foreach ((RunningTask task, PulpProgressReport[] reports) in changed) TaskRows.Progress(c, task.Context.RowId, reports);
                return changed.Select(t => t.Task.Context.StoreMessages(c)).ToArray();
            },
            _end.Token).ConfigureAwait(false);
        for (int i = 0; i < changed.Length; i++)
        {
            changed[i].Task.LastWritten = changed[i].Reports;
            changed[i].Task.Context.MessagesStored(stored[i]);
        }
    }

    private async Task StopAskedAsync()
    {
        List<Guid> asked = await database.ReadAsync(
            c => c.List("SELECT guid FROM task WHERE worker = ?1 AND finished IS NULL AND cancel = 1", r => r.Guid(0), workers.Id), _end.Token).ConfigureAwait(false);
        foreach (Guid id in asked)
        {
            if (!running.TryGetValue(id, out RunningTask? task) || task.Asked) continue;
            task.Stop(closing: false);
            moved.Signal();
        }
    }
}
