using Pulp.Engine.Store;
using Pulp.Engine.Tests.Processes;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Store;

/// <summary>What the check of a store tells of real damage, of what lies about, and of work that is under way.</summary>
public sealed class StoreProblemTests
{
    [Fact]
    public async Task Each_kind_of_damage_is_told_with_its_file_name_and_repositories()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3", "4");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        Assert.Empty(await house.CheckAsync());
        DamagedStore.Delete(await house.PathOfAsync("a-1-py3-none-any.whl"));
        DamagedStore.Flip(await house.PathOfAsync("a-2-py3-none-any.whl"));
        DamagedStore.Truncate(await house.PathOfAsync("a-3-py3-none-any.whl"));
        string[] expected = ["Damaged a-2-py3-none-any.whl", "Damaged a-3-py3-none-any.whl", "Missing a-1-py3-none-any.whl"];
        Assert.Equal(expected, await house.TellAsync());
        Assert.Equal(expected, await house.TellAsync(detailed: false));
        Assert.All(await house.CheckAsync(), p => Assert.Equal(("foo", null, 64), (Assert.Single(p.Repositories), p.Repaired, p.Sha256!.Length)));
    }

    [Fact]
    public async Task What_lies_about_is_told_in_detail_only()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        string[] strays = [$"artifacts/bb/{new string('a', 62)}", "artifacts/bb/notes.txt", "artifacts/copied.whl", "artifacts/old/x.whl", "tmp/1-dead/7", "tmp/loose", "backup.zip", "workers/1-dead"];
        foreach (string stray in strays)
        {
            string path = System.IO.Path.Combine(house.Path, stray);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "x");
        }

        // Evidence that a repair kept is nobody's problem.
        Directory.CreateDirectory(System.IO.Path.Combine(house.Path, "damaged"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(house.Path, "damaged", "x"), "x");
        Assert.Empty(await house.CheckAsync(detailed: false));
        List<PulpStoreProblem> told = await house.CheckAsync();
        Assert.All(told, p => Assert.Equal(PulpStoreProblemKind.Stray, p.Kind));
        Assert.Equal(strays.Order(StringComparer.Ordinal), told.Select(p => System.IO.Path.GetRelativePath(house.Path, p.Path).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Orphans_are_told_downloaded_or_not()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.RemoteAsync("later", r => r with { Include = SyncHouse.Items("b"), Policy = PulpPolicy.OnDemand });
        await house.SyncWellAsync();
        await house.SyncWellAsync(mirror: false, remote: "later");
        Assert.Empty(await house.CheckAsync());
        await house.Pulp.RemoveRepositoryAsync(SyncHouse.Named("foo"), null, CancellationToken.None);
        Assert.Equal(["Orphan a-1-py3-none-any.whl", "Orphan b-1-py3-none-any.whl"], await house.TellAsync());
        Assert.Empty(await house.CheckAsync(detailed: false));
    }

    [Theory]
    [InlineData("DELETE FROM content", "name a row of content that is not there")]
    [InlineData("UPDATE version SET present = 7 WHERE number = 1", "says that it has 7 files, and it has 2")]
    [InlineData("INSERT INTO member SELECT repository, file, 2, NULL, content, said, hand FROM member; DROP INDEX member_now", "twice at a time")]
    [InlineData("UPDATE member SET removed = 1", "backwards")]
    [InlineData("DELETE FROM version WHERE number = 1", "came or went with version 1")]
    [InlineData("DELETE FROM version", "has no version")]
    [InlineData("UPDATE repository SET next_version = 1", "a number that was used")]
    [InlineData("UPDATE artifact SET size = size + 1; UPDATE content SET size = size + 2", "is said to have")]
    [InlineData("UPDATE artifact SET sha256 = x'00' WHERE sha256 = (SELECT min(sha256) FROM artifact)", "for a sha256")]
    [InlineData("UPDATE member SET content = (SELECT max(content) FROM member)", "the bytes of another file name")]
    public async Task Rows_that_disagree_are_a_problem_of_the_database(string sql, string told)
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Tamper(sql.Replace("; DROP INDEX member_now", "", StringComparison.Ordinal).Insert(0, sql.Contains("DROP INDEX", StringComparison.Ordinal) ? "DROP INDEX member_now; " : ""));
        List<PulpStoreProblem> problems = await house.CheckAsync(detailed: false);
        Assert.Contains(problems, p => p.Kind == PulpStoreProblemKind.Database && p.Description.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_database_the_names_of_files_still_tell_damage()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        string path = await house.PathOfAsync("a-1-py3-none-any.whl");
        await house.CloseAsync();
        DamagedStore.Flip(path);
        await File.WriteAllTextAsync(System.IO.Path.Combine(house.Path, "pulp.db"), "this is no database");
        List<PulpStoreProblem> told = await house.CheckAsync();
        Assert.Equal([(PulpStoreProblemKind.Database, house.Path), (PulpStoreProblemKind.Damaged, System.IO.Path.GetDirectoryName(path))], told.Select(p => (p.Kind, System.IO.Path.GetDirectoryName(p.Path))));
    }

    [Fact]
    public async Task What_is_being_placed_is_no_stray_and_what_a_dead_process_placed_is_one()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("a");
        // A file of the sync is in place, and its row cannot be written: another process writes.
        using var other = new StoreConnection(System.IO.Path.Combine(house.Path, StoreFolder.DatabaseName));
        Fault stall = house.Index.Break(Fault.Stall("a-1"));
        PulpTask task = await house.Pulp.StartSyncAsync(new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, CancellationToken.None);
        await stall.ReachedAsync();
        other.Script("BEGIN IMMEDIATE");
        stall.Release();
        string[] placed;
        do placed = Directory.GetFiles(System.IO.Path.Combine(house.Path, "artifacts"), "*", SearchOption.AllDirectories);
        while (placed.Length == 0);
        Assert.Empty(await house.CheckAsync());
        other.Script("ROLLBACK");
        Assert.Equal(PulpTaskState.Completed, (await house.WaitAsync(task.Id)).State);
        Assert.Empty(await house.CheckAsync());

        await using (ChildProcess dead = SecondProcess.Start("place", house.Path))
        {
            await dead.WaitForLineAsync("placed");
            await dead.KillAsync();
        }

        // Placed, without a row; one on its way; and the lock.
        Assert.Equal(3, (await house.CheckAsync()).Count(p => p.Kind == PulpStoreProblemKind.Stray));
    }

    [Fact]
    public async Task A_check_ends_soon_when_it_is_cancelled()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        using var stop = new CancellationTokenSource();
        var progress = new Stopper(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await new PulpHost().CheckAsync(house.Path, true, progress, stop.Token).ToListAsync());
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<PulpStoreProgress>
    {
        public void Report(PulpStoreProgress value)
        {
            if (value.Done > 0) stop.Cancel();
        }
    }
}
