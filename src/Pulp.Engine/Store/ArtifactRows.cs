namespace Pulp.Engine.Store;

/// <summary>The rows of bytes that are in place.</summary>
internal static class ArtifactRows
{
    /// <summary>Notes bytes that are in place and flushed; <c>touched</c> is what a cleanup's protection counts from.</summary>
    internal static void Put(StoreConnection connection, byte[] sha256, long size, DateTimeOffset now)
    {
        connection.Execute(
            "INSERT INTO artifact(sha256, size, touched) VALUES (?1, ?2, ?3) ON CONFLICT(sha256) DO UPDATE SET size = excluded.size, touched = excluded.touched",
            sha256, size, now);
        connection.Execute("DELETE FROM lost WHERE sha256 = ?1", sha256);
    }

    /// <summary>The size of bytes as they were stored; null: they are not held.</summary>
    internal static long? Size(StoreConnection connection, byte[] sha256) => connection.Int64("SELECT size FROM artifact WHERE sha256 = ?1", sha256);
}
