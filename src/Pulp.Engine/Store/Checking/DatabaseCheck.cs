using System.Globalization;
using Pulp.Model;

namespace Pulp.Engine.Store.Checking;

/// <summary>Whether the database is sound by SQLite's rules and by ours. Reads only; each check can be interrupted, and ends after a hundred faults.</summary>
internal static class DatabaseCheck
{
    private const int Most = 100;

    /// <summary>Faults in sentences; empty: none. Errors: StoreCorrupt, StoreTooNew, StoreBusy, StoreAccessDenied.</summary>
    internal static async Task<IReadOnlyList<string>> RunAsync(CheckQueries queries, StoreFolder folder, CancellationToken cancel)
    {
        List<string> faults = await queries.ReadAsync(c => Structure(c, folder), cancel).ConfigureAwait(false);
        // What rows say is only worth a look when they can be read.
        if (faults.Count == 0) faults.AddRange(await queries.ReadAsync(Rules, cancel).ConfigureAwait(false));
        return faults;
    }

    private static List<string> Structure(StoreConnection connection, StoreFolder folder)
    {
        if (connection.Int64("PRAGMA application_id") != StoreSchema.ApplicationId) throw NotOurs(folder);
        int found = connection.UserVersion;
        if (found > StoreSchema.Current.Version) throw StoreErrors.TooNew(folder, found, StoreSchema.Current.Version);
        if (found < StoreSchema.Current.Version) return [$"Its schema is {found}, and this PulpPS needs {StoreSchema.Current.Version}. Any command that opens the store brings it up to date; check it again then."];
        List<string> faults = connection.List($"PRAGMA quick_check({Most})", r => r.Text(0));
        return [.. faults.Where(f => f != "ok").Select(f => $"SQLite: {f}.")];
    }

    private static List<string> Rules(StoreConnection connection)
    {
        List<string> faults = ForeignKeys(connection);
        foreach ((string sql, string text) in RowRules.All)
        {
            using Rows rows = connection.Query($"{sql} LIMIT {Most}");
            while (rows.Next()) faults.Add(string.Format(CultureInfo.InvariantCulture, text, rows.TextOrNull(0), rows.TextOrNull(1), rows.TextOrNull(2)));
        }

        PresentCounts(connection, faults);
        return faults;
    }

    private static List<string> ForeignKeys(StoreConnection connection)
    {
        var counts = new Dictionary<(string Table, string Parent), int>();
        using Rows rows = connection.Query("PRAGMA foreign_key_check");
        while (rows.Next())
        {
            (string, string) key = (rows.Text(0), rows.Text(2));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return [.. counts.Select(c => $"{c.Value} row(s) of the table {c.Key.Table} name a row of {c.Key.Parent} that is not there.")];
    }

    // Version by version the members that came and went are added up: the cost is that of one look at all members, not one for each version.
    private static void PresentCounts(StoreConnection connection, List<string> faults)
    {
        List<(long Id, string Name)> repositories = connection.List("SELECT id, name FROM repository ORDER BY name", r => (r.Int64(0), r.Text(1)));
        foreach ((long id, string name) in repositories)
        {
            var changes = new Dictionary<long, long>();
            Add("SELECT added, count(*) FROM member WHERE repository = ?1 GROUP BY added", 1);
            Add("SELECT removed, count(*) FROM member WHERE repository = ?1 AND removed IS NOT NULL GROUP BY removed", -1);
            long present = 0;
            using Rows versions = connection.Query("SELECT number, present FROM version WHERE repository = ?1 ORDER BY number", id);
            while (versions.Next() && faults.Count < Most)
            {
                present += changes.GetValueOrDefault(versions.Int64(0));
                if (versions.Int64(1) != present) faults.Add($"Version {versions.Int64(0)} of '{name}' says that it has {versions.Int64(1)} files, and it has {present}.");
            }

            void Add(string sql, int sign)
            {
                using Rows rows = connection.Query(sql, id);
                while (rows.Next()) changes[rows.Int64(0)] = changes.GetValueOrDefault(rows.Int64(0)) + (sign * rows.Int64(1));
            }
        }
    }

    private static PulpException NotOurs(StoreFolder folder) =>
        new(PulpErrors.StoreCorrupt, $"'{folder.Database}' is not a database of PulpPS.", folder.Path);
}
