using System.Diagnostics;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Pulp.Engine.Diagnostics;
using Pulp.Model;
using SQLitePCL;

namespace Pulp.Engine.Store;

/// <summary>The numbered migrations (Schema/0001.sql …): makes a new database and brings an older one up to date.</summary>
/// <param name="migrations">The scripts, in order; their count is the schema's number.</param>
internal sealed class StoreSchema(IReadOnlyList<string> migrations)
{
    /// <summary>"Pulp" in ASCII: tells our databases from others (PRAGMA application_id).</summary>
    internal const int ApplicationId = 0x50756C70;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The migrations of this build.</summary>
    internal static StoreSchema Current { get; } = new(Embedded());

    /// <summary>The number of the newest.</summary>
    internal int Version => migrations.Count;

    /// <summary>
    /// Looks at the database and makes or migrates it. <paramref name="othersAlive"/>: the workers that would be alive beside a migration.
    /// Errors: StoreCorrupt, StoreTooNew, StoreBusy.
    /// </summary>
    internal void Prepare(StoreConnection connection, StoreFolder folder, Func<IReadOnlyList<string>> othersAlive, bool create, CancellationToken cancel)
    {
        if (!BusyWait.Run(() => IsOurs(connection, folder, create), cancel)) Refuse(folder);
        int found = BusyWait.Run(() => connection.UserVersion, cancel);
        if (found > Version) throw StoreErrors.TooNew(folder, found, Version);
        // Only before the first page is written: a cleanup gives pages back in small steps, where VACUUM would keep every other process from writing.
        if (found == 0) Retry(folder, () => connection.Try("PRAGMA auto_vacuum=INCREMENTAL"), connection, cancel);
        UseLog(connection, folder, cancel);
        if (found == Version) return;
        Exclusively(connection, folder, () => Migrate(connection, folder, othersAlive), cancel);
        EngineSteps.Log.MigrationCommitted(Version);
    }

    private static void Refuse(StoreFolder folder) => throw new PulpException(
        PulpErrors.StoreCorrupt,
        $"'{folder.Database}' is a database of another application, not a store of PulpPS. It was not touched; give another folder.",
        folder.Path);

    // A new database has neither id nor table until its first transaction is committed.
    private static bool IsOurs(StoreConnection connection, StoreFolder folder, bool create)
    {
        long application = connection.Int64("PRAGMA application_id") ?? 0;
        if (application == ApplicationId) return true;
        bool empty = application == 0 && connection.UserVersion == 0 && connection.Int64("SELECT count(*) FROM sqlite_schema") == 0;
        if (empty && !create)
        {
            throw new PulpException(
                PulpErrors.StoreNotFound,
                $"The folder '{folder}' holds a database that was never finished. Connect-PulpStore -Create makes it a store.",
                folder.Path);
        }

        return empty;
    }

    private void Migrate(StoreConnection connection, StoreFolder folder, Func<IReadOnlyList<string>> othersAlive)
    {
        int found = connection.UserVersion;
        if (found == Version) return;
        if (found > Version) throw StoreErrors.TooNew(folder, found, Version);
        // A new database has no one who could know an older schema.
        if (found > 0 && othersAlive() is { Count: > 0 } alive)
        {
            throw new PulpException(
                PulpErrors.StoreBusy,
                $"The store '{folder}' must be brought from schema {found} to {Version}, which waits for the processes that have it open: {string.Join(", ", alive)}. End them and try again.",
                folder.Path);
        }

        EngineSteps.Log.MigrationBegun(found, Version);
        for (int number = found; number < Version; number++)
        {
            connection.Script(migrations[number]);
            EngineSteps.Log.MigrationScriptRun(number + 1);
        }

        if (found == 0)
        {
            connection.Execute("INSERT INTO store(id, created) VALUES(?1, ?2)", Guid.NewGuid(), StoreTime.Now);
            connection.Script($"PRAGMA application_id={ApplicationId}");
        }

        connection.Script($"PRAGMA user_version={Version}");
    }

    // The change to WAL needs the file alone for a moment; it stays a WAL database from then on.
    private static void UseLog(StoreConnection connection, StoreFolder folder, CancellationToken cancel)
    {
        Retry(folder, () => connection.Try("PRAGMA journal_mode=WAL"), connection, cancel);
        if (BusyWait.Run(() => connection.Text("PRAGMA journal_mode"), cancel) != "wal") throw StoreErrors.AccessDenied(folder);
    }

    private static void Exclusively(StoreConnection connection, StoreFolder folder, Action work, CancellationToken cancel)
    {
        connection.Script("PRAGMA synchronous=FULL");
        Retry(folder, () => connection.Try("BEGIN EXCLUSIVE"), connection, cancel);
        try
        {
            work();
            connection.Execute("COMMIT");
        }
        catch
        {
            connection.Try("ROLLBACK");
            throw;
        }
    }

    private static void Retry(StoreFolder folder, Func<int> attempt, StoreConnection connection, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int code = attempt();
            if (code == raw.SQLITE_OK) return;
            if ((code & 0xFF) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED)) SqliteException.ThrowExceptionForRC(code, connection.Handle);
            if (Stopwatch.GetElapsedTime(start) > Patience) throw StoreErrors.Busy(folder);
            // SQLite does not wait in every case (a deadlock it sees).
            cancel.WaitHandle.WaitOne(20);
        }
    }

    private static string[] Embedded()
    {
        Assembly assembly = typeof(StoreSchema).Assembly;
        string[] names = [.. assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return [.. names.Select(Read)];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }
}
