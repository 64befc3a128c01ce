using Pulp.Engine.Content;
using Pulp.Engine.Tests.Store;

namespace Pulp.Engine.Tests.Content;

/// <summary>The plans of the hot queries: one index wrongly chosen costs a thousand times (STORE).</summary>
public sealed class PlanTests
{
    [Fact]
    public async Task A_projects_files_of_a_version_go_by_project_and_key()
    {
        string[] plan = await PlanAsync(ContentScope.OfVersion);
        Assert.Contains(plan, s => s.StartsWith("SEARCH f USING INDEX sqlite_autoindex_file", StringComparison.Ordinal) && s.Contains("(project=?)", StringComparison.Ordinal));
        Assert.Contains(plan, s => s.StartsWith("SEARCH m USING PRIMARY KEY (repository=? AND file=?", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, s => s.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_projects_files_of_all_versions_go_by_content()
    {
        string[] plan = await PlanAsync(ContentScope.OfAll);
        Assert.Contains(plan, s => s.StartsWith("SEARCH c USING INDEX sqlite_autoindex_content", StringComparison.Ordinal) && s.Contains("(file=?)", StringComparison.Ordinal));
        Assert.Contains(plan, s => s.Contains("m USING", StringComparison.Ordinal) && s.Contains("member_content", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, s => s.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT id, name FROM project WHERE name > ?1 ORDER BY name LIMIT ?2", "sqlite_autoindex_project")]
    [InlineData("SELECT guid FROM task WHERE worker = ?1 AND finished IS NULL AND cancel = 1", "task_open")]
    [InlineData("SELECT ticket, worker, what FROM writer WHERE repository = ?1 ORDER BY ticket LIMIT 1", "writer_repository")]
    [InlineData("SELECT p.id, p.name FROM file f JOIN project p ON p.id = f.project WHERE f.name = ?1 COLLATE NOCASE", "file_name")]
    [InlineData("SELECT p.id, p.name FROM content c JOIN file f ON f.id = c.file JOIN project p ON p.id = f.project WHERE c.sha256 = ?1", "content_sha256")]
    [InlineData("SELECT max(number) FROM version WHERE repository = ?1", "PRIMARY KEY (repository=?)")]
    public async Task A_short_query_takes_its_index(string sql, string index)
    {
        string[] plan = await PlanAsync(sql);
        Assert.Contains(plan, s => s.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, s => s.StartsWith("SCAN", StringComparison.Ordinal) || s.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sync.Rows.SyncReads.MembersQuery, "p f m c s a")]
    [InlineData(Engine.Store.LostRows.ProjectsQuery, "l c m f p")]
    public async Task A_query_of_each_sync_goes_from_the_few_to_the_many(string sql, string order)
    {
        string[] plan = await PlanAsync(sql);
        Assert.Equal(order, string.Join(' ', plan.Select(s => s.Split(' ')).Where(s => s[0] is "SEARCH" or "SCAN").Select(s => s[1])));
        Assert.DoesNotContain(plan.Skip(1), s => s.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private static async Task<string[]> PlanAsync(string sql)
    {
        await using TestStore test = await TestStore.NewAsync();
        // With rows and their statistics: what a grown store would choose.
        await Holdings.CommitAsync(test, await test.RepositoryAsync("foo"), [.. Enumerable.Range(0, 2000).Select(i => ($"p{i % 40}", $"p{i % 40}-{i}.tar.gz", 1))]);
        await test.Database.WriteAsync(c => c.Script("ANALYZE"), CancellationToken.None);
        return [.. await test.Database.ReadAsync(c => c.List($"EXPLAIN QUERY PLAN {sql}", r => r.Text(3)), CancellationToken.None)];
    }
}
