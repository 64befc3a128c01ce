namespace Pulp.Engine.Store;

/// <summary>
/// Bytes that were held, were found missing or damaged, and could not be had again. They have no artifact row any more (a row says that bytes are in
/// place), so that whatever needs them next fetches them; the check of the store still tells them while a version needs them.
/// </summary>
internal static class LostRows
{
    // CROSS: from the few that are lost, whatever the statistics say; from the members of a large repository it would take 100 ms.
    internal const string ProjectsQuery =
        """
        SELECT DISTINCT p.name FROM lost l CROSS JOIN content c ON c.sha256 = l.sha256
        CROSS JOIN member m INDEXED BY member_content ON m.content = c.id AND m.repository = ?1 AND m.removed IS NULL
        CROSS JOIN file f ON f.id = m.file CROSS JOIN project p ON p.id = f.project
        """;

    /// <summary>Notes that bytes are lost. False: they are not held any more, or another has put them in place meanwhile.</summary>
    internal static bool Put(StoreConnection connection, byte[] sha256, string path, DateTimeOffset now)
    {
        if (File.Exists(path) || ArtifactRows.Size(connection, sha256) is not { } size) return false;
        connection.Execute("INSERT INTO lost(sha256, size, since) VALUES (?1, ?2, ?3) ON CONFLICT(sha256) DO NOTHING", sha256, size, now);
        connection.Execute("DELETE FROM artifact WHERE sha256 = ?1", sha256);
        return true;
    }

    /// <summary>The projects of which a repository's latest version has lost something.</summary>
    internal static List<string> Projects(StoreConnection connection, long repository) => connection.List(ProjectsQuery, r => r.Text(0), repository);

    /// <summary>A page of what a version still needs, by digest.</summary>
    internal static List<(byte[] Sha256, long Size)> Page(StoreConnection connection, byte[] after, int count) => connection.List(
        """
        SELECT l.sha256, l.size FROM lost l WHERE l.sha256 > ?1 AND EXISTS(SELECT 1 FROM content c JOIN member m ON m.content = c.id WHERE c.sha256 = l.sha256)
        ORDER BY l.sha256 LIMIT ?2
        """,
        r => (r.Blob(0), r.Int64(1)),
        after,
        count);
}
