using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Pulp.Engine.Store;

/// <summary>
/// Waits, outside the doors of <see cref="StoreDatabase"/>, for a database that another process has for itself: a log that is put in order after a kill or
/// by the last that closes it. SQLite gives up after 100 ms (its busy_timeout here), and with some of these locks at once.
/// </summary>
internal static class BusyWait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it again while the database is busy. After 30 seconds SQLite's error passes through.</summary>
    internal static T Run<T>(Func<T> work, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                return work();
            }
            catch (SqliteException error) when (StoreErrors.IsBusy(error) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                cancel.WaitHandle.WaitOne(Pause);
            }
        }
    }

    /// <summary>As <see cref="Run{T}"/>, without a result.</summary>
    internal static void Run(Action work, CancellationToken cancel) => Run(
        () =>
        {
            work();
            return true;
        },
        cancel);
}
