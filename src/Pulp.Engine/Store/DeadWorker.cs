using Pulp.Engine.Tasks;

namespace Pulp.Engine.Store;

/// <summary>What is left to do for a worker that died, in one transaction, while its lock is held.</summary>
internal static class DeadWorker
{
    /// <summary>Ends its tasks as interrupted and removes its tickets, pins and row. Gives the number of tasks.</summary>
    internal static int End(StoreConnection connection, string worker)
    {
        int ended = TaskRows.Interrupt(connection, worker);
        connection.Execute("DELETE FROM writer WHERE worker = ?1", worker);
        connection.Execute("DELETE FROM worker WHERE id = ?1", worker);
        return ended;
    }
}
