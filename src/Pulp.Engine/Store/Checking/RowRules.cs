namespace Pulp.Engine.Store.Checking;

/// <summary>What holds of the rows of a sound store, as queries for those that break it. The columns fill the sentence.</summary>
internal static class RowRules
{
    internal static IReadOnlyList<(string Sql, string Text)> All { get; } =
    [
        (
            """
            SELECT r.name, f.name, o.added FROM (
                SELECT repository, file, added, removed, lead(added) OVER (PARTITION BY repository, file ORDER BY added) AS next FROM member) o
            JOIN repository r ON r.id = o.repository JOIN file f ON f.id = o.file
            WHERE o.removed <= o.added OR (o.next IS NOT NULL AND ifnull(o.removed, o.next + 1) > o.next)
            """,
            "'{0}' has '{1}' twice at a time, or backwards, from version {2} on."),
        (
            """
            SELECT r.name, o.number, NULL FROM (
                SELECT DISTINCT repository, added AS number FROM member
                UNION SELECT DISTINCT repository, removed FROM member WHERE removed IS NOT NULL) o
            JOIN repository r ON r.id = o.repository
            WHERE NOT EXISTS(SELECT 1 FROM version v WHERE v.repository = o.repository AND v.number = o.number)
            """,
            "Files of '{0}' came or went with version {1}, which is not there."),
        (
            """
            SELECT r.name, f.name, NULL FROM member m JOIN content c ON c.id = m.content AND c.file <> m.file
            JOIN repository r ON r.id = m.repository JOIN file f ON f.id = m.file
            """,
            "'{0}' has '{1}' with the bytes of another file name."),
        (
            "SELECT name, NULL, NULL FROM repository r WHERE NOT EXISTS(SELECT 1 FROM version v WHERE v.repository = r.id)",
            "The repository '{0}' has no version."),
        (
            "SELECT name, next_version, NULL FROM repository r WHERE next_version <= (SELECT max(number) FROM version v WHERE v.repository = r.id)",
            "The next version of '{0}' would be {1}, a number that was used."),
        (
            "SELECT f.name, c.size, a.size FROM content c JOIN artifact a ON a.sha256 = c.sha256 JOIN file f ON f.id = c.file WHERE c.size <> a.size",
            "'{0}' is said to have {1} bytes, and the file of its digest {2}."),
        (
            "SELECT 'artifact', hex(sha256), NULL FROM artifact WHERE length(sha256) <> 32 UNION ALL SELECT 'content', hex(sha256), NULL FROM content WHERE length(sha256) <> 32",
            "A row of the table {0} has '{1}' for a sha256."),
    ];
}
