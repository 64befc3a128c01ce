using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>
/// What comes of every fault upstream: a mirror sync over a repository that holds a-1, b-1 loses nothing, says what happened, and the next sync
/// against a well index heals it. Upstream meanwhile has a-2 instead of a-1 (a change that a lie would act on).
/// </summary>
public sealed class SyncFaultTests
{
    public static TheoryData<string, string, string, string> PageFaults => new()
    {
        // fault on the page of a; state, error or non-fatal code, when b is well and when b is broken too
        { "500", "page.status", "Failed page.status", "a-1 b-1" },
        { "404", "project.missing", "Failed project.missing", "b-1" },
        { "410", "project.missing", "Failed project.missing", "b-1" },
        { "401", "page.denied", "Failed page.denied", "a-1 b-1" },
        { "403", "page.denied", "Failed page.denied", "a-1 b-1" },
        { "empty", "page.invalid", "Failed page.invalid", "a-1 b-1" },
        { "html", "page.invalid", "Failed page.invalid", "a-1 b-1" },
        { "cut", "page.unreachable", "Failed page.unreachable", "a-1 b-1" },
        { "other", "page.invalid", "Failed page.invalid", "a-1 b-1" },
        { "silent", "page.unreachable", "Failed index.unreachable", "a-1 b-1" },
    };

    [Theory]
    [MemberData(nameof(PageFaults))]
    public async Task A_fault_of_one_page_is_told_and_the_rest_goes_on(string fault, string code, string whenAll, string held)
    {
        Assert.NotEmpty(whenAll);
        await using var house = await PrepareAsync();
        house.Index.Break(Fault(fault, "^/simple/a/|^/a/"));
        var task = await house.SyncAsync();
        Assert.Equal(PulpTaskState.Completed, task.State);
        var error = Assert.Single(task.NonFatalErrors);
        Assert.Equal((code, "a"), (error.Code, error.Project));
        Assert.NotEmpty(error.Description);
        Assert.Equal(held.Replace("-1", "-1-py3-none-any.whl", StringComparison.Ordinal).Split(' '), await house.FilesAsync());
        await HealAsync(house);
    }

    [Theory]
    [InlineData("500", "Failed page.status")]
    [InlineData("404", "Failed project.missing")]
    [InlineData("403", "Failed page.denied")]
    [InlineData("html", "Failed page.invalid")]
    [InlineData("silent", "Failed index.unreachable")]
    public async Task A_fault_of_every_page_fails_the_sync_and_changes_nothing(string fault, string whenAll)
    {
        await using var house = await PrepareAsync();
        // The root list stays well and lists both: what is listed and not there is no absence.
        house.Index.Break(Fault(fault, "^/simple/[ab]/|^/[ab]/"));
        var task = await house.SyncAsync();
        Assert.Equal(whenAll, $"{task.State} {task.Error?.Code}");
        Assert.Equal(["a-1-py3-none-any.whl", "b-1-py3-none-any.whl"], await house.FilesAsync());
        Assert.All(task.ProgressReports, r => Assert.NotEqual(PulpProgressState.Running, r.State));
        await HealAsync(house);
    }

    [Theory]
    [InlineData("500", "file.status")]
    [InlineData("404", "file.missing")]
    [InlineData("403", "file.denied")]
    [InlineData("cut", "file.cut")]
    [InlineData("silent", "file.cut")]
    [InlineData("corrupt", "file.digest")]
    [InlineData("empty", "file.size")]
    [InlineData("html", "file.size")]
    public async Task A_file_that_cannot_be_had_holds_removals_of_its_project_back(string fault, string code)
    {
        await using var house = await PrepareAsync();
        house.Index["b"].Clear().AddWheels("2");
        house.Index.Break(Fault(fault, "^/files/a-2"));
        var task = await house.SyncAsync();
        Assert.Equal(PulpTaskState.Completed, task.State);
        var error = Assert.Single(task.NonFatalErrors);
        Assert.Equal((code, "a", "a-2-py3-none-any.whl"), (error.Code, error.Project, error.FileName));
        Assert.Equal(["a-1-py3-none-any.whl", "b-2-py3-none-any.whl"], await house.FilesAsync());
        await HealAsync(house, "b-2");
    }

    [Fact]
    public async Task A_closed_port_is_index_unreachable()
    {
        await using var house = await PrepareAsync();
        using var port = new ClosedPort();
        await house.SetAsync(s => s with { Url = port.Url.ToString() });
        var task = await house.SyncAsync();
        Assert.Equal((PulpTaskState.Failed, "index.unreachable"), (task.State, task.Error!.Code));
        Assert.Equal(2, (await house.FilesAsync()).Count);
    }

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
        house.Index.Break(Fault("corrupt", "^/files/"));
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
        var stall = house.Index.Break(Testing.Fault.Stall("^/files/a-2"));
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

    private static async Task HealAsync(SyncHouse house, string b = "b-1")
    {
        house.Index.Heal();
        await house.SyncWellAsync();
        Assert.Equal(["a-2-py3-none-any.whl", $"{b}-py3-none-any.whl"], await house.FilesAsync());
    }

    private static Fault Fault(string kind, string pattern) => kind switch
    {
        "empty" => Testing.Fault.Empty(pattern),
        "html" => Testing.Fault.Html(pattern),
        "cut" => Testing.Fault.Cut(pattern, 0.5),
        "silent" => Testing.Fault.NoAnswer(pattern),
        "corrupt" => Testing.Fault.Corrupt(pattern),
        "other" => Testing.Fault.OtherProject(pattern, "b"),
        _ => Testing.Fault.Status(pattern, int.Parse(kind, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
