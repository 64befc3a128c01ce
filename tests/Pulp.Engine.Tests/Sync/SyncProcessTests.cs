using Pulp.Engine.Tests.Processes;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>Syncs in other processes of the store: killed in the middle, stopped from here, and two at once.</summary>
public sealed class SyncProcessTests
{
    [Theory]
    [InlineData("^/simple/a/")]
    [InlineData("^/files/a-2")]
    public async Task A_killed_sync_leaves_no_version_is_interrupted_and_the_next_fetches_nothing_whole_twice(string stalledAt)
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Concurrency = 1 });
        var stall = house.Index.Break(Fault.Stall(stalledAt));
        Guid id;
        await using (var child = SecondProcess.Start("sync", house.Path))
        {
            id = Guid.Parse((await child.WaitForLineAsync("^task ")).Split(' ')[1]);
            await stall.ReachedAsync();
            await child.KillAsync();
        }

        var task = await house.WaitAsync(id);
        Assert.Equal((PulpTaskState.Failed, "task.interrupted"), (task.State, task.Error!.Code));
        Assert.Equal(0, (await house.LatestAsync()).Number);
        Assert.Empty(await house.FilesAsync());

        house.Index.Heal();
        // Asked for in the page's order, one at a time: a-1 was whole when a-2 stalled.
        var whole = house.Index.Log.Count("^/files/a-1");
        house.Index.Log.Clear();
        var next = await house.SyncWellAsync();
        Assert.Equal(3, next.Result!.Added);
        Assert.Equal(3 - whole, house.Index.Log.Count(FixtureKind.File));
        Assert.Equal(3, (await house.FilesAsync()).Count);
    }

    [Fact]
    public async Task A_sync_of_another_process_stops_when_asked_from_here()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("a");
        var stall = house.Index.Break(Fault.Stall("^/files/"));
        await using var child = SecondProcess.Start("sync", house.Path);
        var id = Guid.Parse((await child.WaitForLineAsync("^task ")).Split(' ')[1]);
        await stall.ReachedAsync();
        var asked = DateTimeOffset.UtcNow;
        await house.Pulp.CancelTaskAsync(id, CancellationToken.None);
        var task = await house.WaitAsync(id);
        // Far below the time-out, which would end a fetch that does not listen.
        Assert.InRange(task.FinishedAt!.Value - asked, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal((PulpTaskState.Canceled, "task.canceled"), (task.State, task.Error!.Code));
        Assert.Equal("ended Canceled task.canceled 0", await child.WaitForLineAsync("^ended"));
    }

    [Fact]
    public async Task Two_processes_that_sync_one_repository_queue_up()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        var stall = house.Index.Break(Fault.Stall("^/files/a-2"));
        await using var first = SecondProcess.Start("sync", house.Path);
        await first.WaitForLineAsync("^task ");
        await stall.ReachedAsync();
        var second = await house.Pulp.StartSyncAsync(
            new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, CancellationToken.None);
        Assert.Equal(PulpTaskState.Waiting, second.State);
        house.Index.Heal();
        Assert.Equal("ended Completed  1", await first.WaitForLineAsync("^ended"));
        var task = await house.WaitAsync(second.Id);
        Assert.Equal((PulpTaskState.Completed, 0, 1), (task.State, task.CreatedResources.Count, task.Result!.NotModified));
        Assert.Equal(1, (await house.LatestAsync()).Number);
    }
}
