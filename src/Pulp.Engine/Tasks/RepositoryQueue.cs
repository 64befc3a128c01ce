using Pulp.Engine.Store;

namespace Pulp.Engine.Tasks;

/// <summary>Who may change a repository: tickets, of which the lowest holds it. Between processes of a store, in the database; nothing waits in a transaction.</summary>
internal sealed class RepositoryQueue(StoreDatabase database, Workers workers)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly Pulse _released = new();

    /// <summary>Takes a ticket, in the caller's transaction.</summary>
    internal long Enqueue(StoreConnection connection, long repository, long? task, string what)
    {
        workers.EnsureRow(connection);
        connection.Execute("INSERT INTO writer(repository, task, worker, what) VALUES(?1, ?2, ?3, ?4)", repository, task, workers.Id, what);
        return connection.LastId;
    }

    /// <summary>True when nobody holds or waits for the repository.</summary>
    internal static bool IsFree(StoreConnection connection, long repository) =>
        connection.Int64("SELECT 1 FROM writer WHERE repository = ?1 LIMIT 1", repository) is null;

    /// <summary>True when the ticket is the lowest.</summary>
    internal static bool Holds(StoreConnection connection, long repository, long ticket) =>
        connection.Int64("SELECT min(ticket) FROM writer WHERE repository = ?1", repository) == ticket;

    /// <summary>Gives a ticket back, in the caller's transaction; call <see cref="Signal"/> after it.</summary>
    internal static void Release(StoreConnection connection, long ticket) => connection.Execute("DELETE FROM writer WHERE ticket = ?1", ticket);

    /// <summary>Tells those of this process who wait that tickets were given back.</summary>
    internal void Signal() => _released.Signal();

    /// <summary>
    /// Waits until the ticket is the lowest. <paramref name="waitingFor"/> is told what it waits for, whenever that changes. False: the ticket is gone,
    /// because the repository was removed or this worker was taken for dead.
    /// </summary>
    internal async Task<bool> WaitTurnAsync(long repository, long ticket, Action<string>? waitingFor, CancellationToken cancel)
    {
        string? told = null;
        while (true)
        {
            Task next = _released.Next;
            Head head = await database.ReadAsync(c => ReadHead(c, repository, ticket), cancel).ConfigureAwait(false);
            if (!head.Queued) return false;
            if (head.Ticket == ticket) return true;
            if (head.What != told) waitingFor?.Invoke(told = head.What);
            // Tickets of this process are signalled; another's may belong to a process that died.
            if (await workers.BuryIfDeadAsync(database, head.Worker, cancel).ConfigureAwait(false)) continue;
            if (head.Worker == workers.Id) await next.WaitAsync(cancel).ConfigureAwait(false);
            else await Pulse.WaitAsync(next, Poll, cancel).ConfigureAwait(false);
        }
    }

    private static Head ReadHead(StoreConnection connection, long repository, long own)
    {
        bool queued = connection.Int64("SELECT 1 FROM writer WHERE ticket = ?1", own) is not null;
        using Rows rows = connection.Query("SELECT ticket, worker, what FROM writer WHERE repository = ?1 ORDER BY ticket LIMIT 1", repository);
        return rows.Next() ? new Head(queued, rows.Int64(0), rows.Text(1), rows.Text(2)) : new Head(queued, 0, "", "");
    }

    private readonly record struct Head(bool Queued, long Ticket, string Worker, string What);
}
