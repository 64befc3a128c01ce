using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>-ErrorPolicy Stop (SYNC rule 13): the first error ends the sync, what is under way ends, nothing changes, and nothing whole is fetched twice.</summary>
public sealed class ErrorPolicyTests
{
    [Theory]
    [InlineData("^/files/a-2", 404, "file.missing")]
    [InlineData("^/files/a-2", 403, "file.denied")]
    [InlineData("^/files/a-2", 500, "file.status")]
    [InlineData("^/simple/b/", 500, "page.status")]
    [InlineData("^/simple/b/", 404, "project.missing")]
    [InlineData("^/simple/b/", 403, "page.denied")]
    public async Task The_first_error_is_that_of_the_task_and_nothing_changes(string pattern, int status, string code)
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a", "b");
        await house.SyncWellAsync();
        house.Index["a"].Remove("a-1-py3-none-any.whl").AddWheels("2", "3");
        house.Index.Break(Fault.Status(pattern, status));
        var task = await house.SyncAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop });
        Assert.Equal((PulpTaskState.Failed, code), (task.State, task.Error!.Code));
        Assert.Contains(task.NonFatalErrors, e => e.Code == code);
        Assert.Empty(task.CreatedResources);
        Assert.Equal(["a-1-py3-none-any.whl", "b-1-py3-none-any.whl"], await house.FilesAsync());
        Assert.Equal(1, (await house.LatestAsync()).Number);
        house.Index.Heal();
        await house.SyncAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop });
        Assert.Equal(["a-2-py3-none-any.whl", "a-3-py3-none-any.whl", "b-1-py3-none-any.whl"], await house.FilesAsync());
    }

    [Fact]
    public async Task What_is_under_way_ends_and_is_kept_and_nothing_further_is_begun()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3", "4", "5", "6");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Concurrency = 2 });
        var stall = house.Index.Break(Fault.Stall("^/files/a-1"));
        var refused = house.Index.Break(Fault.Status("^/files/a-2", 404));
        var task = await house.StartAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop });
        await Task.WhenAll(stall.ReachedAsync(), refused.ReachedAsync());
        await foreach (var now in house.Pulp.WatchAsync([task.Id], CancellationToken.None))
        {
            if (now.NonFatalErrors.Count == 0) continue;
            Assert.False(now.IsFinished);
            break;
        }

        stall.Release();
        var ended = await house.WaitAsync(task.Id);
        Assert.Equal((PulpTaskState.Failed, "file.missing"), (ended.State, ended.Error!.Code));
        Assert.Equal(["/files/a-1-py3-none-any.whl", "/files/a-2-py3-none-any.whl"], house.Index.Log.Paths.Where(p => p.StartsWith("/files/", StringComparison.Ordinal)).Order());
        house.Index.Heal();
        house.Index.Log.Clear();
        Assert.Equal(6, (await house.SyncWellAsync()).Result!.Added);
        Assert.Equal(0, house.Index.Log.Count("^/files/a-1"));
        Assert.Equal(5, house.Index.Log.Count(FixtureKind.File));
    }

    [Fact]
    public async Task An_index_that_does_not_answer_is_unreachable_whatever_the_policy()
    {
        await using var house = await SyncHouse.OpenAsync();
        await house.RemoteAsync("a", "b", "c");
        house.Index.Break(Fault.NoAnswer(".*"));
        Assert.Equal("index.unreachable", (await house.SyncAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop })).Error!.Code);
        Assert.Equal("index.unreachable", (await house.SyncAsync(r => r)).Error!.Code);
    }

    [Fact]
    public async Task A_conflict_stops_too_and_a_warning_does_not()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].Add(new FixtureEntry(TestFile.Any("a-1.tar.gz", 100)) { Hashes = new Dictionary<string, string>() });
        await house.RemoteAsync("a");
        Assert.Equal("file.nodigest", Assert.Single((await house.SyncAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop })).Warnings).Code);
        Assert.Equal(1, (await house.LatestAsync()).Number);
        house.Index["a"].Replace(TestFile.Any("a-1.tar.gz", 100, seed: 2)).Edit("a-1.tar.gz", e => e.Hashes = null);
        var task = await house.SyncAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop, Mirror = false });
        Assert.Equal((PulpTaskState.Failed, "file.conflict"), (task.State, task.Error!.Code));
        // A link's query may be a signature: it is fetched by, and not told.
        house.Index["a"].Edit("a-1.tar.gz", e => e.Url = "/files/a-1.tar.gz?signature=secret");
        var told = Assert.Single((await house.SyncAsync(r => r with { Mirror = false })).NonFatalErrors).Url;
        Assert.Equal($"{house.Index.Url}files/a-1.tar.gz", told);
        Assert.Equal(told, Assert.Single((await house.PlanAsync(r => r with { Mirror = false })).Errors).Url);
    }

    [Fact]
    public async Task A_stop_by_the_user_while_the_rest_ends_is_a_stop()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        var stall = house.Index.Break(Fault.Stall("^/files/a-1"));
        var refused = house.Index.Break(Fault.Status("^/files/a-2", 404));
        var task = await house.StartAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop });
        await Task.WhenAll(stall.ReachedAsync(), refused.ReachedAsync());
        await house.Pulp.CancelTaskAsync(task.Id, CancellationToken.None);
        var ended = await house.WaitAsync(task.Id);
        Assert.Equal(PulpTaskState.Canceled, ended.State);
    }
}
