using System.Text.Json;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Upstream;

namespace Pulp.Engine.Sync.Rows;

/// <summary>A page that came: its body, validators and serial. The revision grows when the body is another one.</summary>
internal sealed class PageFact(long remote, string name, PageKind kind, KeptPage page, long? serial) : Fact
{
    /// <summary>The revision after it was written.</summary>
    internal int Revision { get; private set; }

    internal override int Rows => 1;

    internal override void Write(StoreConnection connection)
    {
        using (var rows = connection.Query(
            """
            INSERT INTO page(remote, name, kind, revision, url, etag, modified, type, body, serial) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT(remote, name, kind) DO UPDATE SET
                revision = page.revision + (page.body IS NOT excluded.body OR page.url <> excluded.url),
                url = excluded.url, etag = excluded.etag, modified = excluded.modified, type = excluded.type, body = excluded.body, serial = excluded.serial
            RETURNING revision
            """,
            remote, name, (int)kind, page.Url, page.ETag, page.LastModified, page.ContentType, page.Body, serial))
        {
            rows.Next();
            Revision = rows.Int32(0);
        }
    }
}

/// <summary>The serial of a page that had not changed.</summary>
internal sealed class SerialFact(long remote, string name, long serial) : Fact
{
    internal override int Rows => 1;

    internal override void Write(StoreConnection connection) =>
        connection.Execute("UPDATE page SET serial = ?3 WHERE remote = ?1 AND name = ?2 AND kind = 0", remote, name, serial);
}

/// <summary>Bytes that are in place and flushed.</summary>
internal sealed class ArtifactFact(byte[] sha256, long size, string path, DateTimeOffset now) : Fact
{
    internal override int Rows => 1;

    internal override void Write(StoreConnection connection)
    {
        connection.Execute("UPDATE content SET size = ?2 WHERE sha256 = ?1 AND size IS NULL", sha256, size);
        // A cleanup may have taken the file since it was placed; it works under the write lock too, so that this look is the last word (STORE, Garbage).
        if (File.Exists(path)) ArtifactRows.Put(connection, sha256, size, now);
    }
}

/// <summary>What a file without sha256 turned out to be (SYNC rule 9).</summary>
internal sealed class SightFact(long remote, string project, string file, string key, byte[] sha256, DateTimeOffset now) : Fact
{
    internal override int Rows => 1;

    internal override void Write(StoreConnection connection) => connection.Execute(
        """
        INSERT INTO sight(remote, project, file, key, first, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT(remote, project, file, key) DO UPDATE SET sha256 = excluded.sha256
        """,
        remote, project, file, key, now, sha256);
}

/// <summary>The rows of a file that a version will name.</summary>
/// <param name="File">Its name's row.</param>
/// <param name="Content">Its bytes' row.</param>
/// <param name="Said">The row of what the page says.</param>
internal readonly record struct FileRows(long File, long Content, long Said);

/// <summary>Files of one project that a version will name: their names, bytes, words and where they come from.</summary>
internal sealed class FilesFact(long remote, string project, IReadOnlyList<OfferedFile> files, DateTimeOffset now) : Fact
{
    private readonly Dictionary<Words, long> _said = [];

    /// <summary>The rows, in the order of the files.</summary>
    internal FileRows[] Ids { get; } = new FileRows[files.Count];

    internal override int Rows => files.Count * 3;

    internal override void Write(StoreConnection connection)
    {
        var (owner, fresh) = Id(
            connection,
            false,
            1,
            "SELECT id FROM project WHERE name = ?1",
            "INSERT INTO project(name) VALUES (?1)",
            project);
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            var (row, freshFile) = Id(
                connection,
                fresh,
                2,
                "SELECT id FROM file WHERE project = ?1 AND name = ?2",
                "INSERT INTO file(project, name, type, version, sort) VALUES (?1, ?2, ?3, ?4, ?5)",
                owner, file.FileName, file.PackageType, file.Version, file.Sort);
            var (content, _) = Id(
                connection,
                freshFile,
                2,
                "SELECT id FROM content WHERE file = ?1 AND sha256 = ?2",
                "INSERT INTO content(file, sha256, size, digests, created) VALUES (?1, ?2, ?3, ?4, ?5)",
                row, file.Sha256, file.Size, DigestsText(file.Digests), now);
            connection.Get("INSERT INTO source(content, remote, url) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET url = excluded.url WHERE url <> excluded.url")
                .Run(content, remote, file.Url);
            if (!_said.TryGetValue(file.Words, out var said))
                _said[file.Words] = said = SaidId(connection, file.Words);
            Ids[i] = new FileRows(row, content, said);
        }
    }

    private static long SaidId(StoreConnection connection, Words words) => Id(
        connection,
        false,
        4,
        "SELECT id FROM said WHERE ifnull(requires, '') = ifnull(?1, '') AND ifnull(yanked, char(0)) = ifnull(?2, char(0)) AND ifnull(core, '') = ifnull(?3, '') AND ifnull(uploaded, -1) = ifnull(?4, -1)",
        "INSERT INTO said(requires, yanked, core, uploaded) VALUES (?1, ?2, ?3, ?4)",
        words.RequiresPython, words.Yanked, words.CoreMetadata, words.Uploaded).Row;

    /// <summary>Finds a row by the first <paramref name="keys"/> values, or makes it of all. What belongs to a row just made is not looked for.</summary>
    private static (long Row, bool Made) Id(StoreConnection connection, bool fresh, int keys, string select, string insert, params ReadOnlySpan<SqlValue> values)
    {
        if (!fresh && connection.Int64(select, values[..keys]) is { } found) return (found, false);
        connection.Get(insert).Run(values);
        return (connection.LastId, true);
    }

    private static string? DigestsText(IReadOnlyList<KeyValuePair<string, string>> digests) =>
        digests.Count == 0 ? null : JsonSerializer.Serialize(digests.ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal));
}

/// <summary>Where held content can be fetched now: kept for downloaded content too, for repairs.</summary>
internal sealed class SourcesFact(long remote, IReadOnlyList<(long Content, string Url)> sources) : Fact
{
    internal override int Rows => sources.Count;

    internal override void Write(StoreConnection connection)
    {
        var source = connection.Get("INSERT INTO source(content, remote, url) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET url = excluded.url WHERE url <> excluded.url");
        foreach (var (content, url) in sources) source.Run(content, remote, url);
    }
}

/// <summary>Where the pages of a remote lie.</summary>
internal sealed class LayoutFact(long remote, string layout) : Fact
{
    internal override int Rows => 1;

    internal override void Write(StoreConnection connection) => connection.Execute("UPDATE remote SET layout = ?2 WHERE id = ?1", remote, layout);
}
