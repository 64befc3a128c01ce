using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>What the table of faults (Faults/) has no line for.</summary>
public sealed class SyncFaultTests
{
    [Fact]
    public async Task All_gone_counts_as_gone_when_the_root_list_says_so()
    {
        await using var house = await PrepareAsync();
        house.Index.Remove("a");
        house.Index.Remove("b");
        house.Index["c"].AddWheels("1");
        var task = await house.SyncAsync();
        Assert.Equal(PulpTaskState.Completed, task.State);
        Assert.Equal(["project.missing", "project.missing"], task.NonFatalErrors.Select(e => e.Code));
        Assert.Empty(await house.FilesAsync());
    }

    [Fact]
    public async Task A_replaced_file_keeps_its_old_bytes_until_the_new_ones_are_in_place()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].Add(TestFile.Any("a-1.tar.gz", 100, seed: 1));
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        var before = Assert.Single(await house.ContentAsync()).Sha256;
        house.Index["a"].Replace(TestFile.Any("a-1.tar.gz", 100, seed: 2));
        house.Index.Break(Fault.Corrupt("^/files/"));
        await house.SyncAsync();
        Assert.Equal(before, Assert.Single(await house.ContentAsync()).Sha256);
        house.Index.Heal();
        await house.SyncWellAsync();
        Assert.NotEqual(before, Assert.Single(await house.ContentAsync()).Sha256);
    }

    [Fact]
    public async Task A_stopped_sync_is_canceled_and_leaves_no_version()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        // One at a time: a-1 is in place when a-2 is asked for.
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Concurrency = 1 });
        var stall = house.Index.Break(Fault.Stall("^/files/a-2"));
        var started = await house.Pulp.StartSyncAsync(
            new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, CancellationToken.None);
        await stall.ReachedAsync();
        var asked = DateTimeOffset.UtcNow;
        await house.Pulp.CancelTaskAsync(started.Id, CancellationToken.None);
        var task = await house.WaitAsync(started.Id);
        // Far below the time-out, which would end a fetch that does not listen.
        Assert.InRange(task.FinishedAt!.Value - asked, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal((PulpTaskState.Canceled, "task.canceled"), (task.State, task.Error!.Code));
        Assert.Equal(0, (await house.LatestAsync()).Number);
        house.Index.Heal();
        house.Index.Log.Clear();
        var next = await house.SyncWellAsync();
        Assert.Equal(2, next.Result!.Added);
        Assert.Equal(0, house.Index.Log.Count("a-1-py3"));
    }

    private static async Task<SyncHouse> PrepareAsync()
    {
        var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a", "b");
        await house.SyncWellAsync();
        house.Index["a"].Clear().AddWheels("2");
        return house;
    }
}
