using System.Runtime.CompilerServices;
using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Content;

/// <summary>The projects a query may find something in, by name: those it names exactly, those of a small version, or page after page all there are.</summary>
internal sealed class ProjectWalk(StoreDatabase database, ContentQuery query, ContentScope scope)
{
    private const int PageSize = 1000;

    // Below one file of the version for so many projects of the store, its own list is the shorter way.
    private const int Sparse = 4;

    private readonly Wildcard[] _patterns = [.. query.Names.Where(Wildcard.IsPattern).Select(n => new Wildcard(Spelling(n)))];
    private readonly HashSet<string> _names = query.Names.Where(n => !Wildcard.IsPattern(n)).Select(n => ProjectName.Normalize(Wildcard.Unescape(n))).ToHashSet(StringComparer.Ordinal);

    internal async IAsyncEnumerable<List<(long Id, string Name)>> PagesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (await database.ReadAsync(Listed, cancel).ConfigureAwait(false) is { } list)
        {
            yield return [.. list.Where(p => Fits(p.Name)).DistinctBy(p => p.Id).OrderBy(p => p.Name, StringComparer.Ordinal)];
            yield break;
        }

        string last = "";
        while (true)
        {
            string after = last;
            List<(long Id, string Name)> page = await database.ReadAsync(
                c => c.List("SELECT id, name FROM project WHERE name > ?1 ORDER BY name LIMIT ?2", Project, after, PageSize), cancel).ConfigureAwait(false);
            yield return page.FindAll(p => Fits(p.Name));
            if (page.Count < PageSize) yield break;
            last = page[^1].Name;
        }
    }

    // Names are normalised in the store: other separators in a pattern mean the same.
    private static string Spelling(string pattern) => pattern.Contains('[', StringComparison.Ordinal) ? pattern : pattern.Replace('_', '-').Replace('.', '-');

    private static (long Id, string Name) Project(Rows r) => (r.Int64(0), r.Text(1));

    private bool Fits(string name) => query.Names.Count == 0 || _names.Contains(name) || Array.Exists(_patterns, p => p.IsMatch(name));

    private List<(long Id, string Name)>? Listed(StoreConnection connection)
    {
        if (_names.Count > 0 && _patterns.Length == 0) return [.. _names.SelectMany(n => connection.List("SELECT id, name FROM project WHERE name = ?1", Project, n))];
        if (query.Sha256.Count > 0) return [.. query.Sha256.SelectMany(d => OfDigest(connection, d))];
        if (query.FileNames.Count > 0 && !query.FileNames.Any(Wildcard.IsPattern)) return [.. query.FileNames.SelectMany(n => OfFile(connection, n))];
        return IsSparse(connection) ? OfMembers(connection) : null;
    }

    private static List<(long Id, string Name)> OfDigest(StoreConnection connection, string digest) => Sha256Text.TryRead(digest) is { } sha256
        ? connection.List("SELECT p.id, p.name FROM content c JOIN file f ON f.id = c.file JOIN project p ON p.id = f.project WHERE c.sha256 = ?1", Project, sha256)
        : [];

    private static List<(long Id, string Name)> OfFile(StoreConnection connection, string name) => connection.List(
        "SELECT p.id, p.name FROM file f JOIN project p ON p.id = f.project WHERE f.name = ?1 COLLATE NOCASE", Project, Wildcard.Unescape(name));

    private bool IsSparse(StoreConnection connection)
    {
        if (scope.Repository is null) return false;
        long files = connection.Int64("SELECT present FROM version WHERE repository = ?1 AND number = ?2", scope.Repository, scope.Version) ?? 0;
        // Not a count of all: a store may have hundreds of thousands.
        return (connection.Int64("SELECT count(*) FROM (SELECT 1 FROM project LIMIT ?1)", (files * Sparse) + 1) ?? 0) > files * Sparse;
    }

    private List<(long Id, string Name)> OfMembers(StoreConnection connection) => connection.List(
        """
        SELECT DISTINCT p.id, p.name FROM member m JOIN file f ON f.id = m.file JOIN project p ON p.id = f.project
        WHERE m.repository = ?1 AND m.added <= ?2 AND (m.removed IS NULL OR m.removed > ?2)
        """,
        Project,
        scope.Repository,
        scope.Version);
}

/// <summary>A sha256 as users write it.</summary>
internal static class Sha256Text
{
    /// <summary>32 bytes; null when it is not 64 hex digits.</summary>
    internal static byte[]? TryRead(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
}
