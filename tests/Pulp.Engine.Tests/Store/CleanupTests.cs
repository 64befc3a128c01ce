using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Diagnostics;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Store;

/// <summary>What a cleanup takes, what it leaves, and that work beside it loses nothing.</summary>
public sealed class CleanupTests
{
    [Fact]
    public async Task What_no_version_needs_goes_and_the_rest_stays()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.RemoteAsync("other", r => r with { Include = SyncHouse.Items("b") });
        await house.Pulp.NewRepositoryAsync(new NewRepository("two", null, null), CancellationToken.None);
        await house.SyncWellAsync();
        await house.SyncAsync(remote: "other", repository: "two");
        long size = (await house.ContentAsync(repository: "two")).Sum(c => c.Size!.Value);

        Assert.Equal(0, (await house.CleanAsync()).Files);
        await house.Pulp.RemoveRepositoryAsync(SyncHouse.Named("two"), null, CancellationToken.None);
        Assert.Equal(0, (await house.CleanAsync(TimeSpan.FromDays(1))).Files);
        Assert.Equal(new PulpOrphans(1, size, 0, 0, 0), await house.Pulp.GetOrphansAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(new PulpCleanup { Files = 1, Size = size, Store = house.Path }, await house.CleanAsync());
        Assert.Empty(await house.CheckAsync());
        Assert.Equal(2, (await house.Pulp.GetStoreAsync(CancellationToken.None)).Files);
        Assert.All(await house.ContentAsync(), c => Assert.True(File.Exists(c.Path)));
        // What the store knew of it is gone too, and the next sync brings it again.
        Assert.Equal(["1", "2", "1", "2"], Rows(house, "project", "file", "said", "content").ToArray());
        await house.Pulp.NewRepositoryAsync(new NewRepository("two", null, null), CancellationToken.None);
        Assert.Equal(1, (await house.SyncAsync(remote: "other", repository: "two")).Result!.Fetched);
    }

    [Fact]
    public async Task What_a_remote_cannot_fetch_again_is_counted()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        await house.Pulp.RemoveRepositoryAsync(SyncHouse.Named("foo"), null, CancellationToken.None);
        await house.Pulp.RemoveRemoteAsync(SyncHouse.Named("bar"), CancellationToken.None);
        // Its pages went with it.
        Assert.Equal(["0"], Rows(house, "page").ToArray());
        Assert.Equal((1, 1), ((await house.Pulp.GetOrphansAsync(TimeSpan.Zero, CancellationToken.None)) is var o ? (o.Files, o.Irreplaceable) : default));
        PulpException error = await Assert.ThrowsAsync<PulpException>(() => house.CleanAsync(TimeSpan.FromDays(-1)));
        Assert.Equal(PulpErrors.InvalidSetting, error.Id);
    }

    [Fact]
    public async Task Strays_go_when_they_are_old_enough_and_what_is_beside_the_store_stays()
    {
        await using var house = await SyncHouse.OpenAsync();
        string[] strays = [$"artifacts/bb/{new string('a', 62)}", "artifacts/copied.whl", "artifacts/old/x.whl", "tmp/loose"];
        foreach (string path in strays.Append("notes.txt").Append("damaged/evidence").Select(s => System.IO.Path.Combine(house.Path, s)))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "stray");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-30));
        }

        string young = System.IO.Path.Combine(house.Path, "artifacts", "cc", new string('b', 62));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(young)!);
        await File.WriteAllTextAsync(young, "young");
        Assert.Equal(new PulpOrphans(0, 0, 4, 20, 0), await house.Pulp.GetOrphansAsync(TimeSpan.FromDays(1), CancellationToken.None));
        Assert.Equal((4, 20), (await house.CleanAsync(TimeSpan.FromDays(1))) is var c ? (c.Files, c.Size) : default);
        Assert.All(strays, s => Assert.False(File.Exists(System.IO.Path.Combine(house.Path, s))));
        Assert.True(File.Exists(young));
        Assert.True(File.Exists(System.IO.Path.Combine(house.Path, "notes.txt")));
        Assert.True(File.Exists(System.IO.Path.Combine(house.Path, "damaged", "evidence")));
    }

    [Fact]
    public async Task A_sync_that_relies_on_bytes_while_they_are_cleaned_has_them_in_its_version()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3");
        await house.RemoteAsync("a<3");
        await house.SyncWellAsync();
        await house.Pulp.RemoveRepositoryAsync(SyncHouse.Named("foo"), null, CancellationToken.None);
        await house.Pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        await house.SetAsync(r => r with { Include = SyncHouse.Items("a") });
        house.Index.Log.Clear();

        // It has found the bytes of two files in the store, and waits for the third.
        Fault stall = house.Index.Break(Fault.Stall("a-3"));
        PulpTask task = await house.Pulp.StartSyncAsync(new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, CancellationToken.None);
        await stall.ReachedAsync();
        Assert.Equal(2, (await house.CleanAsync()).Files);
        stall.Release();

        task = await house.WaitAsync(task.Id);
        Assert.True(task.State == PulpTaskState.Completed, task.Error?.ToString());
        Assert.Equal((3, 3), (task.Result!.Added, task.Result.Fetched));
        Assert.Equal(3, house.Index.Log.Count(FixtureKind.File));
        Assert.Equal(3, (await house.FilesAsync()).Count);
        Assert.Empty(await house.CheckAsync());
    }

    [Fact]
    public async Task A_sync_that_cannot_fetch_again_what_was_cleaned_makes_no_version()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a<2");
        await house.SyncWellAsync();
        await house.Pulp.RemoveRepositoryAsync(SyncHouse.Named("foo"), null, CancellationToken.None);
        await house.Pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        await house.SetAsync(r => r with { Include = SyncHouse.Items("a") });
        Fault stall = house.Index.Break(Fault.Stall("a-2"));
        house.Index.Break(Fault.Status("a-1", 503));
        PulpTask task = await house.Pulp.StartSyncAsync(new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, CancellationToken.None);
        await stall.ReachedAsync();
        await house.CleanAsync();
        stall.Release();
        task = await house.WaitAsync(task.Id);
        Assert.Equal((PulpTaskState.Failed, "file.status"), (task.State, task.Error!.Code));
        Assert.Equal(0, (await house.LatestAsync()).Number);
        house.Index.Heal();
        Assert.Equal(2, (await house.SyncWellAsync()).Result!.Added);
        Assert.Empty(await house.CheckAsync());
    }

    [Fact]
    public async Task A_running_sync_keeps_what_it_has_noted_and_the_database_shrinks_after_it()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["big"].Add([.. Enumerable.Range(0, 3000).Select(i => TestFile.Any($"big-{i}.tar.gz", 10))]);
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("big"), Policy = PulpPolicy.OnDemand });
        await house.RemoteAsync("other", r => r with { Include = SyncHouse.Items("a") });
        await house.Pulp.NewRepositoryAsync(new NewRepository("two", null, null), CancellationToken.None);
        await house.SyncWellAsync();
        await house.Pulp.RemoveRepositoryAsync(SyncHouse.Named("foo"), null, CancellationToken.None);

        Fault stall = house.Index.Break(Fault.Stall("a-1"));
        PulpTask task = await house.Pulp.StartSyncAsync(new SyncRequest { Repository = SyncHouse.Named("two"), Remote = SyncHouse.Named("other") }, CancellationToken.None);
        await stall.ReachedAsync();
        // What is noted is committed beside the download, a moment later at most.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!Rows(house, "content").SequenceEqual(["3001"])) await Task.Delay(10, limit.Token);
        await house.CleanAsync();
        Assert.Equal(["3001"], Rows(house, "content").ToArray());
        stall.Release();
        Assert.Equal(PulpTaskState.Completed, (await house.WaitAsync(task.Id)).State);
        long before = Pages(house);
        await house.CleanAsync();
        Assert.Equal(["1", "1", "1", "1"], Rows(house, "content", "file", "project", "said").ToArray());
        Assert.True(Pages(house) < before / 2, $"{Pages(house)} of {before} pages");
        Assert.Empty(await house.CheckAsync());
    }

    [Fact]
    public async Task A_cleanup_that_is_stopped_leaves_a_whole_store()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        await house.Pulp.RemoveRepositoryAsync(SyncHouse.Named("foo"), null, CancellationToken.None);
        // Right in the middle of a batch.
        using var stop = new CancellationTokenSource();
        using (new StepListener((step, told) =>
        {
            if (step == nameof(EngineSteps.CleanupMoved) && told.Contains(house.Path, StringComparison.Ordinal)) stop.Cancel();
        }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => house.Pulp.ClearOrphansAsync(TimeSpan.Zero, null, stop.Token));
        }

        Assert.All(await house.CheckAsync(), p => Assert.Equal(PulpStoreProblemKind.Orphan, p.Kind));
        Assert.Equal(3, (await house.CheckAsync()).Count);
        Assert.Equal(3, (await house.CleanAsync()).Files);
        Assert.Empty(await house.CheckAsync());
    }

    private static IEnumerable<string> Rows(SyncHouse house, params string[] tables)
    {
        using var connection = new StoreConnection(System.IO.Path.Combine(house.Path, StoreFolder.DatabaseName));
        foreach (string table in tables) yield return connection.Int64($"SELECT count(*) FROM {table}").ToString()!;
    }

    private static long Pages(SyncHouse house)
    {
        using var connection = new StoreConnection(System.IO.Path.Combine(house.Path, StoreFolder.DatabaseName));
        return connection.Int64("PRAGMA page_count")!.Value;
    }
}
