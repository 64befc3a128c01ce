using Pulp.Engine.Store;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Processes;

/// <summary>Many at once on one store: eight processes, two for each repository, and as many syncs within one process.</summary>
public sealed class EightProcessesTests
{
    private const int Processes = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Eight_processes_sync_side_by_side_queue_for_a_repository_and_stop_when_asked()
    {
        await using var house = await PrepareAsync();
        // Whoever holds a repository stops at its first file until all are there.
        house.Index.Break(Fault.Stall("^/files/"));
        var children = Enumerable.Range(0, Processes).Select(i => SecondProcess.Start("sync", house.Path, $"r{i / 2}", $"r{i / 2}")).ToList();
        try
        {
            var ids = new List<Guid>();
            foreach (var child in children) ids.Add(Guid.Parse((await child.WaitForLineAsync("^task ", Patience)).Split(' ')[1]));

            // One of each two runs, the other waits and says for whom.
            var tasks = await UntilAsync(house, ids, all => all.Count(t => t.State == PulpTaskState.Running) == Processes / 2);
            var waiting = tasks.Where(t => t.State == PulpTaskState.Waiting).ToList();
            Assert.Equal(Processes / 2, waiting.Count);
            Assert.All(waiting, w => Assert.Contains(tasks.Single(t => t.Repository == w.Repository && t.Id != w.Id).Id.ToString(), w.WaitingFor!, StringComparison.Ordinal));

            // One that waits and one that runs are stopped from here; who waited for the latter comes to its turn.
            var stopped = new[] { waiting[0].Id, tasks.Single(t => t.State == PulpTaskState.Running && t.Repository == waiting[1].Repository).Id };
            foreach (var id in stopped) await house.Pulp.CancelTaskAsync(id, CancellationToken.None);
            await UntilAsync(house, stopped, all => all.TrueForAll(t => t.State == PulpTaskState.Canceled));

            // Meanwhile somebody holds the write lock for longer than SQLite waits of itself.
            using (var other = new StoreConnection(new StoreFolder(house.Path).Database))
            {
                while (other.Try("BEGIN IMMEDIATE") != 0) await Task.Yield();
                house.Index.Heal();
                await Task.Delay(TimeSpan.FromSeconds(2));
                other.Script("ROLLBACK");
            }

            var ended = new List<string>();
            foreach (var child in children) ended.Add(await child.WaitForLineAsync("^ended|^error", Patience));
            Assert.Equal(2, ended.Count(e => e == "ended Canceled task.canceled 0"));
            // One version for each repository, whoever made it.
            Assert.Equal(Processes / 2, ended.Count(e => e == "ended Completed  1"));
            Assert.Equal(2, ended.Count(e => e == "ended Completed  0"));
        }
        finally
        {
            foreach (var child in children) await child.DisposeAsync();
        }

        await CheckAsync(house);
    }

    [Fact]
    public async Task Syncs_of_one_process_queue_for_a_repository_too()
    {
        await using var house = await PrepareAsync();
        var tasks = await Task.WhenAll(Enumerable.Range(0, Processes).Select(i => house.SyncAsync(remote: $"r{i / 2}", repository: $"r{i / 2}")));
        Assert.All(tasks, t => Assert.Equal(PulpTaskState.Completed, t.State));
        Assert.All(tasks.GroupBy(t => t.Repository), r => Assert.Equal(1, r.Sum(t => t.CreatedResources.Count)));
        // Of two of one repository the second begins when the first has ended.
        Assert.All(tasks.GroupBy(t => t.Repository), r => Assert.True(r.Min(t => t.FinishedAt) <= r.Max(t => t.StartedAt)));
        await CheckAsync(house);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("check")]
    [InlineData("make")]
    public async Task A_store_that_another_has_for_itself_for_seconds_is_waited_for(string work)
    {
        using var folder = new TemporaryFolder();
        var place = new StoreFolder(folder["store"]);
        await (await LocalStore.OpenAsync(place, create: true, StoreSchema.Current, CancellationToken.None)).CloseAsync(TimeSpan.Zero);
        var other = new StoreConnection(place.Database);
        // As the last process does that closes it, with a large log to be put in order, and a migration.
        other.Script("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO project(name) VALUES('a')");
        var done = work == "check" ? CheckAsync() : OpenAsync(create: work == "make");
        await Task.WhenAny(done, Task.Delay(TimeSpan.FromSeconds(1)));
        if (done.IsCompleted) await done;
        Assert.False(done.IsCompleted);
        other.Script("COMMIT");
        other.Dispose();
        await done;

        async Task OpenAsync(bool create) =>
            await (await LocalStore.OpenAsync(place, create, StoreSchema.Current, CancellationToken.None)).CloseAsync(TimeSpan.Zero);

        async Task CheckAsync() => Assert.Empty(await new PulpHost().CheckAsync(place.Path, detailed: false, null, CancellationToken.None).ToListAsync());
    }

    private static async Task<SyncHouse> PrepareAsync()
    {
        var house = await SyncHouse.OpenAsync();
        for (var i = 0; i < Processes / 2; i++)
        {
            var name = $"r{i}";
            house.Index[$"p{i}"].AddWheels("1", "2", "3");
            // And one that all share.
            house.Index["shared"].AddWheels($"{i}");
            await house.Pulp.NewRepositoryAsync(new NewRepository(name, null, null), CancellationToken.None);
            await house.RemoteAsync(name, r => r with { Include = SyncHouse.Items($"p{i}", "shared"), TimeoutSec = 600 });
        }

        return house;
    }

    private static async Task CheckAsync(SyncHouse house)
    {
        for (var i = 0; i < Processes / 2; i++)
        {
            Assert.Equal(
                [.. new[] { $"p{i}-1", $"p{i}-2", $"p{i}-3", "shared-0", "shared-1", "shared-2", "shared-3" }.Select(f => $"{f}-py3-none-any.whl")],
                await house.FilesAsync(repository: $"r{i}"));
            var latest = await house.Pulp.GetRepositoryVersionsAsync(SyncHouse.Named($"r{i}"), new VersionQuery { Latest = true }, CancellationToken.None).FirstAsync();
            Assert.Equal(1, latest.Number);
        }

        Assert.Empty(await new PulpHost().CheckAsync(house.Path, detailed: false, null, CancellationToken.None).ToListAsync());
    }

    private static async Task<List<PulpTask>> UntilAsync(SyncHouse house, IReadOnlyList<Guid> ids, Func<List<PulpTask>, bool> reached)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var tasks = await house.Pulp.GetTasksAsync(new TaskQuery { Ids = ids }, limit.Token).ToListAsync(limit.Token);
            if (reached(tasks)) return tasks;
            await Task.Delay(50, limit.Token);
        }
    }
}
