using Pulp.Engine.Store;

namespace Pulp.Engine.Content;

/// <summary>Where content is looked for: a version of a repository, or whatever some version holds.</summary>
/// <param name="Repository">The row of the repository; null: all.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="Remote">The row of the repository's remote, whose urls come first.</param>
internal sealed record ContentScope(long? Repository, int Version, long? Remote)
{
    private const string Url = "(SELECT o.url FROM source o WHERE o.content = c.id ORDER BY o.remote IS ?4 DESC, o.remote DESC LIMIT 1)";

    /// <summary>A project's files of a version. ?1 repository, ?2 version, ?3 project, ?4 remote.</summary>
    internal const string OfVersion =
        $"""
        SELECT {ContentRow.Columns}, {Url}
        FROM file f CROSS JOIN member m ON m.repository = ?1 AND m.file = f.id AND m.added <= ?2 AND (m.removed IS NULL OR m.removed > ?2)
        JOIN content c ON c.id = m.content JOIN said s ON s.id = m.said LEFT JOIN artifact a ON a.sha256 = c.sha256
        WHERE f.project = ?3 ORDER BY f.sort DESC, f.name
        """;

    /// <summary>A project's files of all versions, each content once, with the words of its newest membership.</summary>
    internal const string OfAll =
        $"""
        SELECT {ContentRow.Columns}, {Url}
        FROM file f CROSS JOIN content c ON c.file = f.id
        JOIN said s ON s.id = (SELECT m.said FROM member m JOIN version v ON v.repository = m.repository AND v.number = m.added
          WHERE m.content = c.id ORDER BY v.created DESC, m.repository DESC, m.added DESC LIMIT 1)
        LEFT JOIN artifact a ON a.sha256 = c.sha256
        WHERE f.project = ?3 ORDER BY f.sort DESC, f.name, c.sha256
        """;

    /// <summary>Goes on from content c to its members here.</summary>
    internal const string HeldHere = "JOIN member m ON m.content = c.id AND (?1 IS NULL OR m.repository = ?1 AND m.added <= ?2 AND (m.removed IS NULL OR m.removed > ?2))";

    /// <summary>A project's rows, newest version first.</summary>
    internal List<ContentRow> Rows(StoreConnection connection, long project, string name) =>
        connection.List(Repository is null ? OfAll : OfVersion, r => ContentRow.From(r, name), Repository, Version, project, Remote);
}
