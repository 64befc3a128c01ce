using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pulp.Engine.Store;

/// <summary>
/// The one thread and connection of this process that write to a store. Work is queued to it; each piece is one IMMEDIATE transaction, whole or not at all.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    // SQLite has no queue for its lock: who writes without a pause starves the other processes. Theirs look every 25 ms or sooner.
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private const int ManyChanges = 20_000;

    private readonly StoreFolder _folder;
    private readonly int _schemaVersion;
    private readonly TimeSpan _patience;
    private readonly BlockingCollection<Action> _queue = [];
    private readonly Thread _thread;
    private StoreConnection? _connection;
    private int _changedAtOptimize;
    private TimeSpan _held;
    private long _lastEnd;

    internal StoreWriter(StoreFolder folder, int schemaVersion, StoreConnection? opened, TimeSpan patience)
    {
        _patience = patience;
        if (opened is not null) _connection = Prepared(opened);
        _folder = folder;
        _schemaVersion = schemaVersion;
        _thread = new Thread(Run) { IsBackground = true, Name = "PulpPS writer" };
        _thread.Start();
    }

    internal Task<T> WriteAsync<T>(Func<StoreConnection, T> write, bool references, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Work()
        {
            try
            {
                done.SetResult(Write(write, references, cancel));
                Optimize();
            }
            catch (OperationCanceledException error)
            {
                done.TrySetCanceled(error.CancellationToken.IsCancellationRequested ? error.CancellationToken : new CancellationToken(canceled: true));
            }
            catch (Exception error)
            {
                done.TrySetException(error);
            }
        }

        try
        {
            _queue.Add(Work, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            done.SetException(new ObjectDisposedException(nameof(StoreWriter)));
        }

        return done.Task;
    }

    /// <summary>Ends the thread after what is queued is done.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    private void Run()
    {
        foreach (Action work in _queue.GetConsumingEnumerable()) work();
        _connection?.Dispose();
    }

    private T Write<T>(Func<StoreConnection, T> write, bool references, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        GiveWay(cancel);
        long start = Stopwatch.GetTimestamp();
        try
        {
            StoreConnection connection = _connection ??= Open();
            // Does nothing within a transaction.
            if (!references) connection.Script("PRAGMA foreign_keys=OFF");
            Begin(connection, cancel);
            start = Stopwatch.GetTimestamp();
            return Commit(connection, write, cancel);
        }
        catch (SqliteException error)
        {
            cancel.ThrowIfCancellationRequested();
            if (StoreErrors.Translate(error, _folder, cancel) is { } told) throw told;
            throw;
        }
        finally
        {
            if (!references) _connection?.Try("PRAGMA foreign_keys=ON");
            _held += Stopwatch.GetElapsedTime(start);
            _lastEnd = Stopwatch.GetTimestamp();
        }
    }

    private T Commit<T>(StoreConnection connection, Func<StoreConnection, T> write, CancellationToken cancel)
    {
        try
        {
            T result;
            // Interrupts the function's statements, never the commit.
            using (connection.EndsWith(cancel))
            {
                int found = connection.UserVersion;
                if (found != _schemaVersion) throw StoreErrors.TooNew(_folder, found, _schemaVersion);
                result = write(connection);
            }

            cancel.ThrowIfCancellationRequested();
            connection.EndsWithNothing();
            connection.Execute("COMMIT");
            return result;
        }
        catch
        {
            connection.EndsWithNothing();
            // Some errors have rolled back already; then this one says so and nothing else.
            connection.Try("ROLLBACK");
            throw;
        }
    }

    private void Begin(StoreConnection connection, CancellationToken cancel)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            // Waits 100 ms in SQLite (busy_timeout).
            int code = connection.Try("BEGIN IMMEDIATE");
            if (code == raw.SQLITE_OK) return;
            if ((code & 0xFF) != raw.SQLITE_BUSY) SqliteException.ThrowExceptionForRC(code, connection.Handle);
            if (Environment.TickCount64 - start >= _patience.TotalMilliseconds) throw StoreErrors.Busy(_folder);
        }
    }

    // Statistics for the planner, after much has changed; the caller has its answer already.
    private void Optimize()
    {
        int changed = raw.sqlite3_total_changes(_connection!.Handle);
        if (changed - _changedAtOptimize < ManyChanges) return;
        _changedAtOptimize = changed;
        // 0x10000: tables without statistics too. A failure costs a plan, no data.
        _connection.Try("PRAGMA optimize=0x10002");
    }

    private void GiveWay(CancellationToken cancel)
    {
        TimeSpan idle = Stopwatch.GetElapsedTime(_lastEnd);
        if (idle < Pause && _held > Turn) cancel.WaitHandle.WaitOne(Pause - idle);
        if (idle >= Pause || _held > Turn) _held = TimeSpan.Zero;
        cancel.ThrowIfCancellationRequested();
    }

    private StoreConnection Open() => Prepared(new StoreConnection(_folder.Database));

    private static StoreConnection Prepared(StoreConnection connection)
    {
        // Some of these read the database.
        BusyWait.Run(
            () => connection.Script(
                """
                PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864;
                PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA cell_size_check=ON;
                """),
            CancellationToken.None);
        if (OperatingSystem.IsMacOS()) connection.Script("PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;");
        return connection;
    }
}
