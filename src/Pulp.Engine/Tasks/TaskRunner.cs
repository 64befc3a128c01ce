using System.Collections.Concurrent;
using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>Starts tasks and runs them in the background of this process, one at a time for a repository.</summary>
internal sealed class TaskRunner : IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly Workers _workers;
    private readonly RepositoryQueue _queue;
    private readonly ConcurrentDictionary<Guid, RunningTask> _running = new();
    private readonly TaskTicker _ticker;
    private volatile bool _closed;

    internal TaskRunner(StoreDatabase database, Workers workers, RepositoryQueue queue)
    {
        _database = database;
        _workers = workers;
        _queue = queue;
        _ticker = new TaskTicker(database, workers, _running, Moved);
        workers.Buried += OnBuried;
    }

    /// <summary>Signalled when a task of this process has moved, or the tasks of a dead worker were ended.</summary>
    internal Pulse Moved { get; } = new();

    /// <summary>Tasks of this process that have not ended.</summary>
    internal IReadOnlyList<PulpTask> Running => [.. _running.Values.Select(t => t.Snapshot()).Where(t => !t.IsFinished).OrderBy(t => t.CreatedAt)];

    /// <summary>A task of this process as it is now; null: it has ended, or runs elsewhere.</summary>
    internal PulpTask? Find(Guid id) => _running.TryGetValue(id, out RunningTask? task) ? task.Snapshot() : null;

    /// <summary>
    /// Makes a task and returns it at once; its work starts when it holds the repository. Work that ends normally completes the task, with
    /// <see cref="TaskContext.CompleteIn"/> in its own last transaction; <see cref="PulpTaskFailure"/> fails it with its code, any other exception with task.failed.
    /// Errors: RepositoryNotFound.
    /// </summary>
    internal async Task<PulpTask> StartAsync(TaskSpec spec, Func<TaskContext, CancellationToken, Task> work, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        Guid id = Guid.CreateVersion7();
        var reports = new TaskContext(0, id, spec).SnapshotReports();
        (long row, long ticket, PulpTask made) = await _database.WriteAsync(c => Insert(c, spec, id, reports), cancel).ConfigureAwait(false);
        _workers.RowIsThere();
        EngineSteps.Log.TaskMade(id);
        var task = new RunningTask(made, new TaskContext(row, id, spec), ticket);
        _running[id] = task;
        task.Completion = Task.Run(() => RunAsync(task, work), CancellationToken.None);
        _ticker.Wake();
        Moved.Signal();
        if (_closed) task.Stop(closing: true);
        return made;
    }

    /// <summary>Asks a task to stop, wherever it runs. Null: there is none.</summary>
    internal async Task<PulpTask?> CancelAsync(Guid id, CancellationToken cancel)
    {
        if (_running.TryGetValue(id, out RunningTask? own)) own.Stop(closing: false);
        string? worker = await _database.ReadAsync(
            c => c.Text("SELECT worker FROM task WHERE guid = ?1 AND finished IS NULL", id), cancel).ConfigureAwait(false);
        if (worker is not null && !await _workers.BuryIfDeadAsync(_database, worker, cancel).ConfigureAwait(false))
        {
            await _database.WriteAsync(c => TaskRows.Cancel(c, id), cancel).ConfigureAwait(false);
            Moved.Signal();
        }

        return Find(id) ?? await _database.ReadAsync(c => TaskReader.Read(c, _database.Folder.Path, id), cancel).ConfigureAwait(false);
    }

    /// <summary>Stops the tasks of this process and waits a moment; those that have not ended then are Failed, task.interrupted.</summary>
    internal async Task CloseAsync(TimeSpan grace)
    {
        _closed = true;
        RunningTask[] open = [.. _running.Values];
        foreach (RunningTask task in open) task.Stop(closing: true);
        await Task.WhenAny(Task.WhenAll(open.Select(t => t.Completion)), Task.Delay(grace)).ConfigureAwait(false);
        await _ticker.DisposeAsync().ConfigureAwait(false);
        // A process that only looked has nothing to end.
        if (_workers.HasRow) await _database.WriteAsync(c => DeadWorker.End(c, _workers.Id), CancellationToken.None).ConfigureAwait(false);
        Moved.Signal();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _workers.Buried -= OnBuried;
        if (!_closed) await CloseAsync(TimeSpan.Zero).ConfigureAwait(false);
    }

    private void OnBuried()
    {
        Moved.Signal();
        _queue.Signal();
    }

    private (long Row, long Ticket, PulpTask Made) Insert(StoreConnection connection, TaskSpec spec, Guid id, PulpProgressReport[] reports)
    {
        _workers.EnsureRow(connection);
        long row = TaskRows.Insert(connection, spec, id, _workers.Id, StoreTime.Now, reports)
            ?? throw new PulpException(PulpErrors.RepositoryNotFound, "The repository was removed before its task could start.");
        long ticket = _queue.Enqueue(connection, spec.RepositoryId, row, $"{spec.What ?? spec.Name} (task {id}, worker {_workers.Id})");
        return (row, ticket, TaskReader.Read(connection, _database.Folder.Path, id)!);
    }

    private async Task RunAsync(RunningTask task, Func<TaskContext, CancellationToken, Task> work)
    {
        PulpTaskState state = PulpTaskState.Completed;
        PulpTaskError? error = null;
        try
        {
            await BeginAsync(task).ConfigureAwait(false);
            await work(task.Context, task.Token).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            (state, error) = TaskOutcome.Of(thrown, task);
        }

        bool written = false;
        try
        {
            written = await TaskOutcome.WriteAsync(_database, task, state, error, Moved.Signal).ConfigureAwait(false);
        }
        finally
        {
            // What could not be written is still told as it ended to those who ask here; the row is ended by whoever finds this worker gone.
            if (written)
            {
                EngineSteps.Log.TaskEnded(task.Context.Id, state);
                _running.TryRemove(task.Context.Id, out _);
            }

            _queue.Signal();
            Moved.Signal();
            task.Dispose();
        }
    }

    private async Task BeginAsync(RunningTask task)
    {
        TaskContext context = task.Context;
        bool turn = await _queue.WaitTurnAsync(context.RepositoryId, task.Ticket, what => Told(task, what), task.Token).ConfigureAwait(false);
        if (!turn) throw new PulpTaskFailure(TaskCodes.Failed, "The repository was removed while the task waited for it.");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        bool runs = await _database.WriteAsync(c => TaskRows.Run(c, context.RowId, StoreTime.From(now)), task.Token).ConfigureAwait(false);
        if (!runs)
        {
            // Asked to stop by another process, seen here first; or ended by one.
            task.Stop(closing: false);
            task.Token.ThrowIfCancellationRequested();
        }

        EngineSteps.Log.TaskBegun(context.Id);
        task.Runs(now);
        Moved.Signal();
    }

    private void Told(RunningTask task, string what)
    {
        task.Waits(what);
        Moved.Signal();
    }
}
