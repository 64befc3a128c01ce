namespace Pulp.Engine.Store;

/// <summary>An artifact that no version needs.</summary>
/// <param name="Sha256">The digest.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="FileName">A name it had; null: none is known.</param>
/// <param name="Replaceable">True: a remote of the store could fetch it again.</param>
internal sealed record OrphanArtifact(byte[] Sha256, long Size, string? FileName, bool Replaceable);

/// <summary>Finds what no version needs. Files are needed by the members of versions and by nothing else (STORE, Garbage).</summary>
internal static class OrphanRows
{
    private const string Unneeded = "NOT EXISTS(SELECT 1 FROM content c JOIN member m ON m.content = c.id WHERE c.sha256 = a.sha256)";

    /// <summary>A page of artifacts, by digest, that were stored or used before a time.</summary>
    internal static List<OrphanArtifact> Page(StoreConnection connection, byte[] after, DateTimeOffset before, int count) => connection.List(
        $"""
        SELECT a.sha256, a.size, (SELECT min(f.name) FROM content c JOIN file f ON f.id = c.file WHERE c.sha256 = a.sha256),
            EXISTS(SELECT 1 FROM content c JOIN source s ON s.content = c.id WHERE c.sha256 = a.sha256)
        FROM artifact a WHERE a.sha256 > ?1 AND a.touched < ?2 AND length(a.sha256) = 32 AND {Unneeded} ORDER BY a.sha256 LIMIT ?3
        """,
        r => new OrphanArtifact(r.Blob(0), r.Int64(1), r.TextOrNull(2), r.Bool(3)),
        after,
        before,
        count);

    /// <summary>True: still so, under the write lock.</summary>
    internal static bool IsOrphan(StoreConnection connection, byte[] sha256, DateTimeOffset before) =>
        connection.Int64($"SELECT 1 FROM artifact a WHERE a.sha256 = ?1 AND a.touched < ?2 AND {Unneeded}", sha256, before) is not null;

    /// <summary>A page of content, by row, that no version needs and that has no bytes, made before a time.</summary>
    internal static List<(long Id, byte[] Sha256, string FileName)> ContentPage(StoreConnection connection, long after, DateTimeOffset before, int count) => connection.List(
        """
        SELECT c.id, c.sha256, f.name FROM content c JOIN file f ON f.id = c.file
        WHERE c.id > ?1 AND c.created < ?2 AND NOT EXISTS(SELECT 1 FROM member m WHERE m.content = c.id) AND NOT EXISTS(SELECT 1 FROM artifact a WHERE a.sha256 = c.sha256)
        ORDER BY c.id LIMIT ?3
        """,
        r => (r.Int64(0), r.Blob(1), r.Text(2)),
        after,
        before,
        count);
}
