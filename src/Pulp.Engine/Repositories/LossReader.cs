using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Repositories;

/// <summary>What removing something would lose for good.</summary>
internal sealed class LossReader(StoreDatabase database)
{
    private string Store => database.Folder.Path;

    /// <summary>Files of a repository that no remote has and no other repository holds. Errors: RepositoryNotFound.</summary>
    internal Task<PulpLoss> OfRepositoryAsync(PulpReference which, CancellationToken cancel) => database.ReadAsync(
        c =>
        {
            (long row, _, string name) = RepositoryFinder.Find(c, Store, which);
            long files = c.Int64(
                """
                SELECT count(DISTINCT m.content) FROM member m WHERE m.repository = ?1
                AND NOT EXISTS(SELECT 1 FROM source s WHERE s.content = m.content)
                AND NOT EXISTS(SELECT 1 FROM member o WHERE o.content = m.content AND o.repository <> ?1)
                """,
                row) ?? 0;
            return new PulpLoss((int)files, files == 0 ? [] : [name]);
        },
        cancel);

    /// <summary>Files that are not downloaded and that no other remote has, held by a version. Errors: RemoteNotFound.</summary>
    internal Task<PulpLoss> OfRemoteAsync(PulpReference which, CancellationToken cancel) => database.ReadAsync(
        c =>
        {
            const string Lost =
                """
                FROM source s JOIN content t ON t.id = s.content JOIN member m ON m.content = s.content WHERE s.remote = ?1
                AND NOT EXISTS(SELECT 1 FROM artifact a WHERE a.sha256 = t.sha256)
                AND NOT EXISTS(SELECT 1 FROM source o WHERE o.content = s.content AND o.remote <> ?1)
                """;
            long row = RepositoryFinder.FindRemote(c, Store, which).Row;
            long files = c.Int64($"SELECT count(DISTINCT s.content) {Lost}", row) ?? 0;
            List<string> names = files == 0
                ? []
                : c.List($"SELECT name FROM repository WHERE id IN (SELECT m.repository {Lost}) ORDER BY name", r => r.Text(0), row);
            return new PulpLoss((int)files, names);
        },
        cancel);
}
