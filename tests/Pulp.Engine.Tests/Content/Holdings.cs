using System.Security.Cryptography;
using System.Text;
using Pulp.Engine.Content;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Store;
using Pulp.Python;

namespace Pulp.Engine.Tests.Content;

/// <summary>Makes versions by the rule of STORE (intervals), for tests that read them. Bytes are told by a number.</summary>
internal static class Holdings
{
    internal static byte[] Digest(string file, int bytes) => SHA256.HashData(Encoding.UTF8.GetBytes($"{file}/{bytes}"));

    /// <summary>Commits the next version; a file that is added under a held name replaces it. Gives its number.</summary>
    internal static Task<int> CommitAsync(
        TestStore test,
        long repository,
        IReadOnlyList<(string Project, string File, int Bytes)>? add = null,
        IReadOnlyList<(string Project, string File)>? remove = null,
        string? yanked = null,
        long? uploaded = null) => test.Database.WriteAsync(
        c =>
        {
            long number = c.Int64("SELECT next_version FROM repository WHERE id = ?1", repository)!.Value;
            c.Execute("UPDATE repository SET next_version = next_version + 1 WHERE id = ?1", repository);
            long said = Said(c, yanked, uploaded);
            int removed = 0;
            foreach ((string project, string file) in remove ?? []) removed += Close(c, repository, number, File(c, project, file));
            foreach ((string project, string file, int bytes) in add ?? [])
            {
                long row = File(c, project, file);
                removed += Close(c, repository, number, row);
                c.Execute(
                    "INSERT INTO member(repository, file, added, content, said) VALUES(?1, ?2, ?3, ?4, ?5)", repository, row, number, ContentRow(c, row, Digest(file, bytes)), said);
            }

            c.Execute(
                "INSERT INTO version(repository, number, created, added, removed, changed, present) SELECT ?1, ?2, ?3, ?4, ?5, 0, count(*) FROM member WHERE repository = ?1 AND removed IS NULL",
                repository,
                number,
                StoreTime.Now,
                add?.Count ?? 0,
                removed);
            return (int)number;
        },
        CancellationToken.None);

    private static int Close(StoreConnection c, long repository, long number, long file) =>
        c.Execute("UPDATE member SET removed = ?3 WHERE repository = ?1 AND file = ?2 AND removed IS NULL", repository, file, number);

    private static long File(StoreConnection c, string project, string file)
    {
        c.Execute("INSERT OR IGNORE INTO project(name) VALUES(?1)", project);
        long row = c.Int64("SELECT id FROM project WHERE name = ?1", project)!.Value;
        (string? type, string? version) = DistributionFileName.Read(project, file);
        c.Execute("INSERT OR IGNORE INTO file(project, name, type, version, sort) VALUES(?1, ?2, ?3, ?4, ?5)", row, file, type, version, FileSort.Of(version));
        return c.Int64("SELECT id FROM file WHERE project = ?1 AND name = ?2", row, file)!.Value;
    }

    private static long ContentRow(StoreConnection c, long file, byte[] sha256)
    {
        c.Execute("INSERT OR IGNORE INTO content(file, sha256, size, digests, created) VALUES(?1, ?2, 10, ?3, 0)", file, sha256, DigestsJson.Write([new("md5", "00ff")]));
        return c.Int64("SELECT id FROM content WHERE file = ?1 AND sha256 = ?2", file, sha256)!.Value;
    }

    private static long Said(StoreConnection c, string? yanked, long? uploaded)
    {
        c.Execute("INSERT OR IGNORE INTO said(requires, yanked, uploaded) VALUES('>=3.8', ?1, ?2)", yanked, uploaded);
        return c.Int64("SELECT id FROM said WHERE yanked IS ?1 AND uploaded IS ?2", yanked, uploaded)!.Value;
    }
}
