using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>-MaximumRemoval and -Refresh in a sync.</summary>
public sealed class RemovalAndRefreshTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("0%")]
    [InlineData("49%")]
    public async Task More_removals_than_may_be_change_nothing_and_what_was_fetched_is_kept(string limit)
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3").Add(TestFile.Any("a-9.tar.gz", 100));
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        // Two go, one comes, one is replaced: a replacement is no removal.
        house.Index["a"].Remove("a-1-py3-none-any.whl").Remove("a-2-py3-none-any.whl").Replace(TestFile.Any("a-9.tar.gz", 100, seed: 2)).AddWheels("4");
        var task = await house.SyncAsync(r => r with { MaximumRemoval = limit });
        Assert.Equal((PulpTaskState.Failed, "removal.limit"), (task.State, task.Error!.Code));
        foreach (var told in new[] { "remove 2 of the 4 files of version 1 of 'foo'", "a-1-py3-none-any.whl", "a-2-py3-none-any.whl", $"limit is {limit}", "Get-PulpSyncPlan foo" })
            Assert.Contains(told, task.Error.Description, StringComparison.Ordinal);
        Assert.Equal(1, (await house.LatestAsync()).Number);
        Assert.Equal(4, (await house.FilesAsync()).Count);
        var plan = await house.PlanAsync(r => r with { MaximumRemoval = limit });
        Assert.Equal(("removal.limit", 2), (plan.Fault!.Code, plan.Remove));

        house.Index.Log.Clear();
        var allowed = await house.SyncAsync(r => r with { MaximumRemoval = "50%" });
        Assert.Equal((2, 3, 0), (allowed.Result!.Added, allowed.Result.Removed, allowed.Result.Fetched));
        Assert.Equal(0, house.Index.Log.Count(FixtureKind.File));
        Assert.Equal(PulpTaskState.Completed, (await house.SyncAsync(r => r with { MaximumRemoval = "0" })).State);
    }

    [Fact]
    public async Task A_bad_limit_is_refused_before_a_task_is_made()
    {
        await using var house = await SyncHouse.OpenAsync();
        await house.RemoteAsync("a");
        foreach (var text in new[] { "", "many", "101%" })
        {
            Assert.Equal(PulpErrors.InvalidSetting, (await Assert.ThrowsAsync<PulpException>(() => house.StartAsync(r => r with { MaximumRemoval = text }))).Id);
            Assert.Equal(PulpErrors.InvalidSetting, (await Assert.ThrowsAsync<PulpException>(() => house.PlanAsync(r => r with { MaximumRemoval = text }))).Id);
        }

        await foreach (var task in house.Pulp.GetTasksAsync(new TaskQuery(), CancellationToken.None)) Assert.Fail(task.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refresh_asks_for_everything_whole_and_the_same_again_changes_nothing(bool all)
    {
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { LastModified = true, Serials = all });
        house.Index["a"].AddWheels("1", "2");
        house.Index["b"].AddSdists("1");
        await house.RemoteAsync("bar", r => all ? r with { AllProjects = true } : r with { Include = SyncHouse.Items("a", "b") });
        await house.SyncWellAsync();
        house.Index.Log.Clear();
        var task = await house.SyncAsync(r => r with { Refresh = true });
        Assert.Equal((PulpTaskState.Completed, 0, 0), (task.State, task.CreatedResources.Count, task.Result!.NotModified));
        Assert.Equal(2, house.Index.Log.Count(FixtureKind.Page));
        Assert.All(house.Index.Log.All, r => Assert.False(r.Headers.ContainsKey("If-None-Match") || r.Headers.ContainsKey("If-Modified-Since")));
        Assert.Equal(0, house.Index.Log.Count(FixtureKind.File));
        // What it kept of the pages serves the next plain sync.
        Assert.Equal(2, (await house.SyncWellAsync()).Result!.NotModified);
        Assert.Equal(1, (await house.LatestAsync()).Number);
    }

    [Fact]
    public async Task Refresh_brings_what_a_lying_304_hides()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Index["a"].AddWheels("2");
        var lie = house.Index.Break(Fault.Status("^/simple/a/", 304));
        Assert.Empty((await house.SyncAsync(r => r)).CreatedResources);
        lie.Release();
        house.Index.Heal();
        Assert.Equal(1, (await house.SyncAsync(r => r with { Refresh = true })).Result!.Added);
    }

    [Fact]
    public async Task Refresh_finds_pages_that_moved_to_the_other_place()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Index.Options.Simple = "";
        Assert.Equal("project.missing", (await house.SyncAsync(r => r)).Error!.Code);
        Assert.Equal(PulpTaskState.Completed, (await house.SyncAsync(r => r with { Refresh = true })).State);
        Assert.Equal(PulpTaskState.Completed, (await house.SyncAsync(r => r)).State);
    }
}
