using Pulp.Engine.Store;
using Pulp.Engine.Sync.Upstream;

namespace Pulp.Engine.Sync.Rows;

/// <summary>
/// The look at the bytes that a version newly relies on, under the write lock: a cleanup may have taken them since the plan was made or they were placed
/// (STORE, Garbage). Once the version is committed its members keep them.
/// </summary>
internal static class Reliance
{
    /// <summary>What is to be fetched again; empty: all is there.</summary>
    internal static List<FileRequest> FindGone(StoreConnection connection, ArtifactStore artifacts, long remote, IReadOnlyList<Staged> changes)
    {
        var gone = new List<FileRequest>();
        foreach (var change in changes)
        {
            if (change.Kind is StagedKind.Add or StagedKind.Replace && Find(connection, artifacts, remote, change.Content) is { } request) gone.Add(request);
        }

        return gone;
    }

    private static FileRequest? Find(StoreConnection connection, ArtifactStore artifacts, long remote, long content)
    {
        byte[] sha256;
        using (var rows = connection.Query("SELECT c.sha256, a.sha256 IS NOT NULL FROM content c LEFT JOIN artifact a ON a.sha256 = c.sha256 WHERE c.id = ?1", content))
        {
            // A row that is not there is the foreign key's to refuse.
            if (!rows.Next()) return null;
            sha256 = rows.Blob(0);
            if (rows.Bool(1) && File.Exists(artifacts.PathOf(sha256))) return null;
        }

        using var file = connection.Query(
            """
            SELECT p.name, f.name, s.url, c.size FROM content c JOIN file f ON f.id = c.file JOIN project p ON p.id = f.project
            JOIN source s ON s.content = c.id AND s.remote = ?2 WHERE c.id = ?1
            """,
            content,
            remote);
        return file.Next() ? new FileRequest(file.Text(0), file.Text(1), file.Text(2), file.Int64OrNull(3), sha256, []) : null;
    }
}
