using Microsoft.Data.Sqlite;

namespace Pulp.Engine.Store.Checking;

/// <summary>
/// Reads of a store that may not open: by a connection of its own, each in one snapshot that ends with it. Errors: StoreCorrupt, StoreBusy, StoreAccessDenied.
/// </summary>
internal sealed class CheckQueries(StoreFolder folder) : IDisposable
{
    private StoreConnection? _idle;

    internal Task<T> ReadAsync<T>(Func<StoreConnection, T> query, CancellationToken cancel) => Task.Run(
        () =>
        {
            StoreConnection? connection = Interlocked.Exchange(ref _idle, null);
            try
            {
                connection ??= new StoreConnection(folder.Database);
                StoreConnection opened = connection;
                T result = BusyWait.Run(() => Read(opened, query, cancel), cancel);
                connection = Interlocked.Exchange(ref _idle, connection);
                return result;
            }
            catch (SqliteException error)
            {
                cancel.ThrowIfCancellationRequested();
                if (StoreErrors.Translate(error, folder, cancel) is { } told) throw told;
                // Tables that are not there, and the like: no store of ours looks so.
                throw StoreErrors.Corrupt(folder, error);
            }
            finally
            {
                connection?.Dispose();
            }
        },
        cancel);

    /// <summary>
    /// When the oldest task began that runs now in a process that is alive; null: none does. What is younger may be on its way into the store: in place, and
    /// its row not committed yet.
    /// </summary>
    internal async Task<DateTimeOffset?> OldestRunningAsync(CancellationToken cancel)
    {
        List<(string Worker, DateTimeOffset Started)> running = await ReadAsync(
            c => c.List("SELECT worker, min(started) FROM task WHERE finished IS NULL AND started IS NOT NULL GROUP BY worker", r => (r.Text(0), r.Time(1))),
            cancel).ConfigureAwait(false);
        DateTimeOffset? oldest = null;
        foreach ((string worker, DateTimeOffset started) in running)
        {
            if (WorkerLock.IsAlive(folder.Workers, worker) && (oldest is null || started < oldest)) oldest = started;
        }

        return oldest;
    }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _idle, null)?.Dispose();

    private static T Read<T>(StoreConnection connection, Func<StoreConnection, T> query, CancellationToken cancel)
    {
        using CancellationTokenRegistration _ = connection.EndsWith(cancel);
        connection.Script("PRAGMA query_only=1; PRAGMA temp_store=MEMORY; BEGIN");
        try
        {
            return query(connection);
        }
        finally
        {
            connection.Try("ROLLBACK");
        }
    }
}
