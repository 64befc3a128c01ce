using Pulp.Engine.Store;

namespace Pulp.Engine.Repair;

/// <summary>One place where lost bytes may be had.</summary>
/// <param name="Remote">The remote's row.</param>
/// <param name="RemoteName">Its name.</param>
/// <param name="Project">The project, normalised.</param>
/// <param name="FileName">The file name there.</param>
/// <param name="Url">The address the last sync saw; null: the project's page must be asked.</param>
internal sealed record RepairSource(long Remote, string RemoteName, string Project, string FileName, string? Url)
{
    /// <summary>
    /// The places for a digest: where the store knows that they came from or could have come from, by remote. <paramref name="remotes"/>: only these, which are
    /// asked also when none of their syncs has seen the file; empty: all that have. Others are never asked: they would learn the names of projects.
    /// </summary>
    internal static List<RepairSource> Find(StoreConnection connection, byte[] sha256, IReadOnlyList<(long Row, string Name)> remotes)
    {
        List<RepairSource> known = connection.List(
            """
            SELECT r.id, r.name, p.name, f.name, s.url FROM content c JOIN file f ON f.id = c.file JOIN project p ON p.id = f.project
            JOIN source s ON s.content = c.id JOIN remote r ON r.id = s.remote WHERE c.sha256 = ?1 ORDER BY r.name, f.name
            """,
            r => new RepairSource(r.Int64(0), r.Text(1), r.Text(2), r.Text(3), r.Text(4)),
            sha256);
        if (remotes.Count == 0) return known;
        List<(string Project, string File)> names = connection.List(
            "SELECT p.name, f.name FROM content c JOIN file f ON f.id = c.file JOIN project p ON p.id = f.project WHERE c.sha256 = ?1 ORDER BY f.name",
            r => (r.Text(0), r.Text(1)),
            sha256);
        return
        [
            .. remotes.SelectMany(remote => known.Exists(k => k.Remote == remote.Row)
                ? known.Where(k => k.Remote == remote.Row)
                : names.Select(n => new RepairSource(remote.Row, remote.Name, n.Project, n.File, null))),
        ];
    }
}
