using System.Runtime.CompilerServices;
using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Content;

/// <summary>Reads content: by project name, version newest first, file name. Page after page, no statement open in between.</summary>
internal sealed class ContentReader(StoreDatabase database, ArtifactStore artifacts)
{
    private const int PageSize = 1000;

    /// <summary>Content that fits. The version is fixed at the start, so that the answer is one state. Errors: RepositoryNotFound, VersionNotFound, InvalidSpecifier.</summary>
    internal async IAsyncEnumerable<PulpPythonPackage> GetAsync(ContentQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var filter = new ContentFilter(query);
        ContentScope scope = await database.ReadAsync(c => Scope(c, query), cancel).ConfigureAwait(false);
        await foreach (List<(long Id, string Name)> projects in new ProjectWalk(database, query, scope).PagesAsync(cancel).ConfigureAwait(false))
        {
            for (int next = 0; next < projects.Count;)
            {
                int from = next;
                (next, List<ContentRow> rows) = await database.ReadAsync(c => Page(c, scope, filter, projects, from, cancel), cancel).ConfigureAwait(false);
                await foreach (PulpPythonPackage package in new MetadataReader(database, artifacts).FillAsync(rows, query.Metadata, cancel).ConfigureAwait(false))
                    yield return package;
            }
        }
    }

    /// <summary>Of the exact names, file names and digests of a query, those that nothing in its version has, as given.</summary>
    internal Task<IReadOnlyList<string>> GetMissingAsync(ContentQuery query, CancellationToken cancel) => database.ReadAsync(
        c =>
        {
            ContentScope scope = Scope(c, query);
            List<string> missing =
            [
                .. query.Names.Where(n => !Wildcard.IsPattern(n) && !HasProject(c, scope, n)),
                .. query.FileNames.Where(n => !Wildcard.IsPattern(n) && !HasFile(c, scope, n)),
                .. query.Sha256.Where(d => !HasDigest(c, scope, d)),
            ];
            return (IReadOnlyList<string>)missing;
        },
        cancel);

    private static (int Next, List<ContentRow> Rows) Page(
        StoreConnection connection, ContentScope scope, ContentFilter filter, List<(long Id, string Name)> projects, int from, CancellationToken cancel)
    {
        var rows = new List<ContentRow>();
        int next = from;
        while (next < projects.Count && rows.Count < PageSize)
        {
            cancel.ThrowIfCancellationRequested();
            (long id, string name) = projects[next++];
            rows.AddRange(filter.Choose(scope.Rows(connection, id, name)));
        }

        return (next, rows);
    }

    private ContentScope Scope(StoreConnection connection, ContentQuery query)
    {
        if (query.Version is null) return new ContentScope(null, 0, null);
        (long row, int number) = VersionReader.Find(connection, database.Folder.Path, query.Version);
        return new ContentScope(row, number, connection.Int64("SELECT remote FROM repository WHERE id = ?1", row));
    }

    private static bool HasProject(StoreConnection connection, ContentScope scope, string name) => connection.Int64(
        $"SELECT 1 FROM project p JOIN file f ON f.project = p.id JOIN content c ON c.file = f.id {ContentScope.HeldHere} WHERE p.name = ?3 LIMIT 1",
        scope.Repository,
        scope.Version,
        ProjectName.Normalize(Wildcard.Unescape(name))) is not null;

    private static bool HasFile(StoreConnection connection, ContentScope scope, string name) => connection.Int64(
        $"SELECT 1 FROM file f JOIN content c ON c.file = f.id {ContentScope.HeldHere} WHERE f.name = ?3 COLLATE NOCASE LIMIT 1",
        scope.Repository,
        scope.Version,
        Wildcard.Unescape(name)) is not null;

    private static bool HasDigest(StoreConnection connection, ContentScope scope, string digest) => Sha256Text.TryRead(digest) is { } sha256 && connection.Int64(
        $"SELECT 1 FROM content c {ContentScope.HeldHere} WHERE c.sha256 = ?3 LIMIT 1", scope.Repository, scope.Version, sha256) is not null;
}
