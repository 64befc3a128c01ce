using System.Security.Cryptography;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Upstream;

namespace Pulp.Engine.Sync.Rows;

/// <summary>What a sync reads of a store. Every function reads to the end and keeps nothing open.</summary>
internal static class SyncReads
{
    // CROSS: in this order, whatever the statistics say; from the members of a large repository it would take 100 ms.
    internal const string MembersQuery =
        """
        SELECT f.id, f.name, f.version, c.id, c.sha256, c.size, s.requires, s.yanked, s.core, s.uploaded, m.hand, a.sha256 IS NOT NULL
        FROM project p
        CROSS JOIN file f ON f.project = p.id
        CROSS JOIN member m INDEXED BY member_now ON m.repository = ?1 AND m.file = f.id AND m.removed IS NULL
        CROSS JOIN content c ON c.id = m.content
        CROSS JOIN said s ON s.id = m.said
        LEFT JOIN artifact a ON a.sha256 = c.sha256
        WHERE p.name = ?2
        """;

    /// <summary>The number of a repository's latest version.</summary>
    internal static int LatestVersion(StoreConnection connection, long repository) =>
        (int)(connection.Int64("SELECT max(number) FROM version WHERE repository = ?1", repository) ?? 0);

    /// <summary>How many files a version holds.</summary>
    internal static long Present(StoreConnection connection, long repository, int version) =>
        connection.Int64("SELECT present FROM version WHERE repository = ?1 AND number = ?2", repository, version) ?? 0;

    /// <summary>A file's name.</summary>
    internal static string FileName(StoreConnection connection, long file) => connection.Text("SELECT name FROM file WHERE id = ?1", file) ?? "";

    /// <summary>Tells the settings of a remote from all others that it had or will have (PulpSyncPlan.RemoteRevision): url, settings and secrets count, its name does not.</summary>
    internal static string RemoteRevision(StoreConnection connection, long remote)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var rows = connection.Query("SELECT url, settings, secrets FROM remote WHERE id = ?1", remote);
        if (!rows.Next()) return "";
        for (var column = 0; column < 3; column++)
        {
            // With its length before it, no end of one can be taken for the beginning of the next.
            var value = rows.IsNull(column) ? default : rows.Bytes(column);
            hash.AppendData(BitConverter.GetBytes(rows.IsNull(column) ? -1 : value.Length));
            hash.AppendData(value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What the latest version holds of a project, and which bytes of it are in the store: one query a project.</summary>
    internal static List<Member> Members(StoreConnection connection, long repository, string project) => connection.List(
        MembersQuery,
        r => new Member(
            r.Int64(0), r.Text(1), r.TextOrNull(2) ?? "", r.Int64(3), r.Blob(4), r.Int64OrNull(5),
            new Words(r.TextOrNull(6), r.TextOrNull(7), r.TextOrNull(8), r.Int64OrNull(9)), r.Bool(10), r.Bool(11)),
        repository,
        project);

    /// <summary>The projects of which the latest version holds something that a sync brought.</summary>
    internal static List<string> HeldProjects(StoreConnection connection, long repository) => connection.List(
        """
        SELECT p.name FROM project p WHERE p.id IN (
            SELECT f.project FROM member m INDEXED BY member_now JOIN file f ON f.id = m.file
            WHERE m.repository = ?1 AND m.removed IS NULL AND m.hand = 0)
        ORDER BY p.name
        """,
        r => r.Text(0),
        repository);

    /// <summary>True when the bytes of a digest are in place.</summary>
    internal static bool IsHeld(StoreConnection connection, byte[] sha256) =>
        connection.Int64("SELECT 1 FROM artifact WHERE sha256 = ?1", sha256) is not null;

    /// <summary>A page as it is kept of a remote, with its revision; null: it is not.</summary>
    internal static StoredPage? Page(StoreConnection connection, long remote, string name, PageKind kind)
    {
        using var rows = connection.Query(
            "SELECT revision, url, type, etag, modified, body, serial FROM page WHERE remote = ?1 AND name = ?2 AND kind = ?3", remote, name, (int)kind);
        if (!rows.Next() || rows.IsNull(5)) return null;
        return new StoredPage(
            rows.Int32(0), new KeptPage(rows.Text(1), rows.TextOrNull(2) ?? "", rows.TextOrNull(3), rows.TextOrNull(4), rows.Blob(5)), rows.Int64OrNull(6));
    }

    /// <summary>What a file without sha256 turned out to be when it was last fetched; null: not known, or the page says other things of it now.</summary>
    internal static byte[]? Sight(StoreConnection connection, long remote, string project, string file, string key)
    {
        using var rows = connection.Query(
            "SELECT sha256 FROM sight WHERE remote = ?1 AND project = ?2 AND file = ?3 AND key = ?4", remote, project, file, key);
        return rows.Next() && !rows.IsNull(0) ? rows.Blob(0) : null;
    }

    /// <summary>What this repository's last sync from this remote left.</summary>
    internal static LastSync? Last(StoreConnection connection, long repository, long remote)
    {
        int version;
        byte[] selection;
        using (var rows = connection.Query("SELECT version, selection FROM synced WHERE repository = ?1 AND remote = ?2", repository, remote))
        {
            if (!rows.Next()) return null;
            version = rows.Int32(0);
            selection = rows.Blob(1);
        }

        var revisions = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var rows = connection.Query("SELECT name, revision FROM synced_page WHERE repository = ?1 AND remote = ?2", repository, remote))
        {
            while (rows.Next()) revisions[rows.Text(0)] = rows.Int32(1);
        }

        var unfinished = new HashSet<string>(StringComparer.Ordinal);
        using (var rows = connection.Query("SELECT name FROM unfinished WHERE repository = ?1 AND remote = ?2", repository, remote))
        {
            while (rows.Next()) unfinished.Add(rows.Text(0));
        }

        // Bytes that went missing and that no repair could get again: as unfinished as if they had never come.
        unfinished.UnionWith(LostRows.Projects(connection, repository));
        return new LastSync(version, selection, revisions, unfinished);
    }
}

/// <summary>A kept page with what counts its changes.</summary>
/// <param name="Revision">Grows with each change of the body, of the simple page or the legacy JSON.</param>
/// <param name="Page">The page.</param>
/// <param name="Serial">The serial that the root list gave when it was read; null: none.</param>
internal sealed record StoredPage(int Revision, KeptPage Page, long? Serial);

/// <summary>What a repository's last sync from a remote left.</summary>
/// <param name="Version">The latest version after it.</param>
/// <param name="Selection">A digest of the filters, policy and mode it used.</param>
/// <param name="Revisions">The revisions of the pages it read, by project.</param>
/// <param name="Unfinished">Projects it could not finish.</param>
internal sealed record LastSync(int Version, byte[] Selection, IReadOnlyDictionary<string, int> Revisions, IReadOnlySet<string> Unfinished);
