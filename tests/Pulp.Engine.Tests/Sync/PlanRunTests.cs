using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>A plan that is carried out: exactly what it says, or PlanStale.</summary>
public sealed class PlanRunTests
{
    [Theory]
    [InlineData(PulpPolicy.Immediate)]
    [InlineData(PulpPolicy.OnDemand)]
    public async Task What_the_plan_says_is_done_without_a_page_and_is_what_a_sync_would_have_made(PulpPolicy policy)
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, policy);
        Change(house);
        var plan = await house.PlanAsync();
        Assert.Equal((2, 1, 1, 1), (plan.Add, plan.Remove, plan.Replace, plan.Change));
        house.Index.Log.Clear();
        var task = await house.SyncAsync(r => r with { Plan = plan });
        Assert.Equal((PulpTaskState.Completed, "foo", "bar"), (task.State, task.Repository, task.Remote));
        Assert.Equal((3, 2, 1), (task.Result!.Added, task.Result.Removed, task.Result.Changed));
        Assert.Equal(
            ["sync.fetching.project 0/0", $"sync.downloading.artifacts {task.Result.Fetched}/{task.Result.Fetched}", "associating.content 3/3", "unassociating.content 2/2"],
            task.ProgressReports.Select(r => $"{r.Code} {r.Done}/{r.Total}"));
        Assert.Equal(policy == PulpPolicy.Immediate ? 3 : 0, house.Index.Log.Count(FixtureKind.File));
        Assert.Equal(house.Index.Log.Count(FixtureKind.File), house.Index.Log.Count());
        var applied = await house.ContentAsync();
        // The same again by a sync of another repository, to the last word of the index.
        await house.Pulp.NewRepositoryAsync(new NewRepository("twin", null, null), CancellationToken.None);
        await house.SyncAsync(repository: "twin");
        Assert.Equal((await house.ContentAsync(repository: "twin")).Select(Told), applied.Select(Told));
        Assert.Empty((await house.SyncWellAsync()).CreatedResources);
    }

    [Fact]
    public async Task Only_the_plan_is_done_whatever_the_index_says_by_then()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        house.Index["a"].AddWheels("4");
        var plan = await house.PlanAsync();
        house.Index["a"].AddWheels("5").Remove("a-1-py3-none-any.whl");
        house.Index["b"].Clear();
        var task = await house.SyncAsync(r => r with { Plan = plan });
        Assert.Equal((1, 0, 0), (task.Result!.Added, task.Result.Removed, task.Result.Changed));
        Assert.Contains("a-4-py3-none-any.whl", await house.FilesAsync());
        Assert.DoesNotContain("a-5-py3-none-any.whl", await house.FilesAsync());
        // The next sync reads the pages anew.
        var next = await house.SyncWellAsync();
        Assert.Equal((1, 3), (next.Result!.Added, next.Result.Removed));
    }

    [Fact]
    public async Task A_plan_of_nothing_makes_no_version_and_the_next_sync_looks_at_everything()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        var plan = await house.PlanAsync();
        var task = await house.SyncAsync(r => r with { Plan = plan });
        Assert.Equal((PulpTaskState.Completed, 0), (task.State, task.CreatedResources.Count));
        Assert.Empty((await house.SyncWellAsync()).CreatedResources);
        Assert.Equal(1, (await house.LatestAsync()).Number);
    }

    [Fact]
    public async Task Entries_that_were_taken_out_are_not_done_and_come_with_the_next_sync()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        Change(house);
        var plan = await house.PlanAsync();
        var some = plan with { Entries = [.. plan.Entries.Where(e => e.Action == PulpPlanAction.Remove)] };
        var task = await house.SyncAsync(r => r with { Plan = some });
        Assert.Equal((0, 1, 0), (task.Result!.Added, task.Result.Removed, task.Result.Changed));
        var next = await house.SyncWellAsync();
        Assert.Equal((3, 1, 1), (next.Result!.Added, next.Result.Removed, next.Result.Changed));
    }

    [Fact]
    public async Task A_file_that_cannot_be_had_holds_back_what_its_project_loses()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        Change(house);
        house.Index["b"].Clear();
        var plan = await house.PlanAsync();
        house.Index.Break(Fault.Status("^/files/a-4", 404));
        var task = await house.SyncAsync(r => r with { Plan = plan });
        Assert.Equal(PulpTaskState.Completed, task.State);
        Assert.Equal(("file.missing", "a", "a-4-py3-none-any.whl"), (task.NonFatalErrors[0].Code, task.NonFatalErrors[0].Project, task.NonFatalErrors[0].FileName));
        var files = await house.FilesAsync();
        Assert.Contains("a-1-py3-none-any.whl", files);
        Assert.DoesNotContain("b-1-py3-none-any.whl", files);
        house.Index.Heal();
        await house.SyncWellAsync();
        Assert.DoesNotContain("a-1-py3-none-any.whl", await house.FilesAsync());
    }

    [Fact]
    public async Task What_an_exclude_names_goes_all_the_same_and_with_the_policy_Stop_nothing_does()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        house.Index["a"].AddWheels("4");
        await house.SetAsync(s => s with { Exclude = SyncHouse.Items("a==1") });
        var plan = await house.PlanAsync();
        house.Index.Break(Fault.Status("^/files/a-4", 404));
        var stopped = await house.SyncAsync(r => r with { Plan = plan, ErrorPolicy = PulpErrorPolicy.Stop });
        Assert.Equal((PulpTaskState.Failed, "file.missing"), (stopped.State, stopped.Error!.Code));
        Assert.Equal(1, (await house.LatestAsync()).Number);
        Assert.Equal("removal.limit", (await house.SyncAsync(r => r with { Plan = plan, MaximumRemoval = "0" })).Error!.Code);
        Assert.Equal((0, 1), ((await house.SyncAsync(r => r with { Plan = plan })).Result!.Added, (await house.LatestAsync()).Removed));
        Assert.DoesNotContain("a-1-py3-none-any.whl", await house.FilesAsync());
    }

    [Fact]
    public async Task A_file_that_only_fetching_can_name_is_taken_as_it_comes()
    {
        await using var house = await SyncHouse.OpenAsync();
        var file = TestFile.Any("a-1.tar.gz", 1000);
        house.Index["a"].Add(new FixtureEntry(file) { Hashes = new Dictionary<string, string>() });
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Policy = PulpPolicy.OnDemand });
        var plan = await house.PlanAsync();
        Assert.Null(Assert.Single(plan.Entries).Sha256);
        var task = await house.SyncAsync(r => r with { Plan = plan });
        Assert.Equal((1, 1, "file.nodigest"), (task.Result!.Added, task.Result.Fetched, Assert.Single(task.Warnings).Code));
        Assert.Equal(file.Sha256, Assert.Single(await house.ContentAsync()).Sha256);
        Assert.Empty((await house.SyncAsync()).CreatedResources);
    }

    [Fact]
    public async Task A_plan_of_a_local_folder_is_done_too()
    {
        await using var house = await SyncHouse.OpenAsync();
        using var folder = new TemporaryFolder();
        var file = TestWheel.Create("a", "1");
        folder.Write(file.FileName, file.Bytes);
        await house.RemoteAsync("bar", r => r with { Url = folder.Path, Include = SyncHouse.Items("a") });
        var plan = await house.PlanAsync();
        var task = await house.SyncAsync(r => r with { Plan = plan });
        Assert.Equal((PulpTaskState.Completed, 1), (task.State, task.Result!.Added));
        Assert.Equal(file.Sha256, Assert.Single(await house.ContentAsync()).Sha256);
        Assert.Empty((await house.SyncAsync()).CreatedResources);
    }

    [Fact]
    public async Task A_plan_is_stale_once_the_repository_or_the_remote_is_another()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        house.Index["a"].AddWheels("4");
        var plan = await house.PlanAsync();

        // A name is no setting.
        await house.SetAsync(s => s with { Name = "other" });
        await house.Pulp.SetRemoteAsync(SyncHouse.Named("other"), new RemoteSettings { Name = "bar" }, CancellationToken.None);
        Assert.Same(plan, await house.PlanAsync(r => r with { Plan = plan }));

        await house.SetAsync(s => s with { Include = SyncHouse.Items("a") });
        await StaleAsync();
        await house.SetAsync(s => s with { Include = SyncHouse.Items("a", "b") });
        Assert.Same(plan, await house.PlanAsync(r => r with { Plan = plan }));
        await house.SetAsync(s => s with { Url = house.Index.UrlAt("localhost").ToString() });
        await StaleAsync();
        await house.Pulp.RemoveRemoteAsync(SyncHouse.Named("bar"), CancellationToken.None);
        await StaleAsync();
        await house.RemoteAsync("a", "b");
        await StaleAsync();

        plan = await house.PlanAsync();
        await house.SyncWellAsync();
        await StaleAsync();

        async Task StaleAsync()
        {
            var error = await Assert.ThrowsAsync<PulpException>(() => house.StartAsync(r => r with { Plan = plan }));
            Assert.Equal(PulpErrors.PlanStale, error.Id);
            Assert.Same(plan, error.Target);
        }
    }

    [Fact]
    public async Task A_plan_that_became_stale_while_its_task_waited_fails_and_changes_nothing()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        house.Index["a"].AddWheels("4");
        var plan = await house.PlanAsync();
        var stall = house.Index.Break(Fault.Stall("^/files/a-4"));
        var first = await house.StartAsync(r => r);
        await stall.ReachedAsync();
        var second = await house.StartAsync(r => r with { Plan = plan });
        stall.Release();
        Assert.Equal(PulpTaskState.Completed, (await house.WaitAsync(first.Id)).State);
        var ended = await house.WaitAsync(second.Id);
        Assert.Equal((PulpTaskState.Failed, "plan.stale"), (ended.State, ended.Error!.Code));
        Assert.Equal(2, (await house.LatestAsync()).Number);
    }

    [Fact]
    public async Task What_does_not_fit_the_repository_fails_and_changes_nothing()
    {
        await using var house = await SyncHouse.OpenAsync();
        await HoldAsync(house, PulpPolicy.Immediate);
        Change(house);
        var plan = await house.PlanAsync();
        var forged = plan with { Entries = [.. plan.Entries, plan.Entries.First(e => e.Action == PulpPlanAction.Remove) with { FileName = "a-77-py3-none-any.whl" }] };
        var task = await house.SyncAsync(r => r with { Plan = forged });
        Assert.Equal((PulpTaskState.Failed, "plan.invalid"), (task.State, task.Error!.Code));
        Assert.Contains("a-77", task.Error.Description, StringComparison.Ordinal);
        Assert.Equal(1, (await house.LatestAsync()).Number);
        Assert.Equal(PulpErrors.InvalidPlan, (await Assert.ThrowsAsync<PulpException>(() => house.StartAsync(r => r with { Plan = plan with { Entries = [null!] } }))).Id);
        house.Index.Break(Fault.Status(".*", 503));
        var broken = await house.PlanAsync();
        Assert.Equal(PulpErrors.PageStatus, (await Assert.ThrowsAsync<PulpException>(() => house.StartAsync(r => r with { Plan = broken }))).Id);
    }

    private static async Task HoldAsync(SyncHouse house, PulpPolicy policy)
    {
        house.Index["a"].AddWheels("1", "2", "3").Add(TestFile.Any("a-9.tar.gz", 100));
        house.Index["b"].AddWheels("1", "2");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a", "b"), Policy = policy });
        await house.SyncWellAsync();
    }

    /// <summary>Two come, one goes, one is replaced, one is yanked.</summary>
    private static void Change(SyncHouse house)
    {
        house.Index["a"].Remove("a-1-py3-none-any.whl").AddWheels("4").Replace(TestFile.Any("a-9.tar.gz", 100, seed: 2)).Yank("a-2-py3-none-any.whl", "broken");
        house.Index["b"].AddSdists("3");
    }

    private static object Told(PulpPythonPackage p) => (p.Name, p.FileName, p.Sha256, p.Size, p.RequiresPython, p.Yanked, p.YankedReason, p.UploadTime, p.PackageType, p.Version, p.Url);
}
