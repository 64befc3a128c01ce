namespace Pulp.Engine.Store.Cleanup;

/// <summary>
/// Deletes what is known of content that no version names: content with its sources, file names, projects, words of pages, notes of lost bytes; then gives the
/// database's free pages back. A task that runs may have found or made such rows for the version it is about to make, so nothing goes while one runs: it
/// is looked for in each transaction. Waiting tasks have not begun, and find what is there then.
/// </summary>
internal sealed class RowCleanup(StoreDatabase database)
{
    private const int BatchSize = 2_000;
    private const int PagesAtOnce = 2_000;

    internal async Task RunAsync(DateTimeOffset before, CancellationToken cancel)
    {
        bool quiet = await DeleteAsync(
                """
                DELETE FROM content WHERE id IN (
                    SELECT c.id FROM content c WHERE c.id > ?1 AND c.created < ?3 AND NOT EXISTS(SELECT 1 FROM member m WHERE m.content = c.id)
                    AND NOT EXISTS(SELECT 1 FROM artifact a WHERE a.sha256 = c.sha256 AND a.touched >= ?3)
                    ORDER BY c.id LIMIT ?2)
                RETURNING id
                """,
                before,
                references: true,
                cancel).ConfigureAwait(false)
            // Members name files through content: what has no content has no member. With foreign keys on each row would be looked for in all members.
            && await DeleteAsync(
                """
                DELETE FROM file WHERE id IN (
                    SELECT f.id FROM file f WHERE f.id > ?1 AND NOT EXISTS(SELECT 1 FROM content c WHERE c.file = f.id) ORDER BY f.id LIMIT ?2)
                RETURNING id
                """,
                before: null,
                references: false,
                cancel).ConfigureAwait(false)
            && await DeleteAsync(
                """
                DELETE FROM project WHERE id IN (
                    SELECT p.id FROM project p WHERE p.id > ?1 AND NOT EXISTS(SELECT 1 FROM file f WHERE f.project = p.id) ORDER BY p.id LIMIT ?2)
                RETURNING id
                """,
                before: null,
                references: true,
                cancel).ConfigureAwait(false)
            && await DeleteSaidAsync(cancel).ConfigureAwait(false);
        if (quiet)
        {
            await database.WriteAsync(
                c => c.Execute("DELETE FROM lost WHERE NOT EXISTS(SELECT 1 FROM content c JOIN member m ON m.content = c.id WHERE c.sha256 = lost.sha256)"),
                cancel).ConfigureAwait(false);
        }

        while (await ShrinkAsync(cancel).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Deletes batch by batch, by row. False: a task runs, and nothing more may go.</summary>
    private async Task<bool> DeleteAsync(string sql, DateTimeOffset? before, bool references, CancellationToken cancel)
    {
        long last = 0;
        while (true)
        {
            long after = last;
            (bool quiet, List<long> gone) = await database.WriteAsync(
                c => !IsQuiet(c) ? (false, [])
                    : (true, before is { } time ? c.List(sql, r => r.Int64(0), after, BatchSize, time) : c.List(sql, r => r.Int64(0), after, BatchSize)),
                cancel,
                references).ConfigureAwait(false);
            if (!quiet || gone.Count < BatchSize) return quiet;
            last = gone.Max();
        }
    }

    // Members have no index by their words, and are too many for one: they are read through once, without the lock; that nothing became a member since is
    // looked at under it.
    private async Task<bool> DeleteSaidAsync(CancellationToken cancel)
    {
        (List<long> unused, string versions) = await database.ReadAsync(
            c => (c.List("SELECT id FROM said WHERE id NOT IN (SELECT said FROM member)", r => r.Int64(0)), Versions(c)), cancel).ConfigureAwait(false);
        for (int from = 0; from < unused.Count; from += BatchSize)
        {
            List<long> batch = unused.GetRange(from, Math.Min(BatchSize, unused.Count - from));
            bool deleted = await database.WriteAsync(
                c =>
                {
                    if (!IsQuiet(c) || Versions(c) != versions) return false;
                    foreach (long id in batch) c.Get("DELETE FROM said WHERE id = ?1").Run(id);
                    return true;
                },
                cancel,
                references: false).ConfigureAwait(false);
            if (!deleted) return false;
        }

        return true;
    }

    private static bool IsQuiet(StoreConnection connection) =>
        connection.Int64("SELECT 1 FROM task WHERE finished IS NULL AND started IS NOT NULL LIMIT 1") is null;

    // Every new version takes a number, and numbers are never used again.
    private static string Versions(StoreConnection connection) =>
        connection.Text("SELECT group_concat(id || ':' || next_version) FROM (SELECT id, next_version FROM repository ORDER BY id)") ?? "";

    /// <summary>Gives some free pages back. False: there are none, or the database does not give any.</summary>
    private Task<bool> ShrinkAsync(CancellationToken cancel) => database.WriteAsync(
        c =>
        {
            long free = c.Int64("PRAGMA freelist_count") ?? 0;
            if (free == 0) return false;
            c.Script($"PRAGMA incremental_vacuum({PagesAtOnce})");
            return c.Int64("PRAGMA freelist_count") < free;
        },
        cancel);
}
