using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>A sync against a well index: what comes, what goes, what stays, and what is asked for.</summary>
public sealed class SyncTests
{
    [Fact]
    public async Task The_first_sync_brings_what_the_filters_admit_and_says_so()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["Django"].AddWheels("1.11", "2.0", "2.0.1", "2.1rc1", "2.2", "3.0").AddSdists("2.0");
        await house.RemoteAsync("django~=2.0,!=2.0.1");
        var task = await house.SyncWellAsync();

        Assert.Equal(["django-2.0.tar.gz", "django-2.0-py3-none-any.whl", "django-2.2-py3-none-any.whl"], [.. (await house.FilesAsync()).OrderBy(f => f.Length)]);
        Assert.Equal(new PulpSyncResult { Added = 3, Fetched = 3, Bytes = task.Result!.Bytes }, task.Result);
        Assert.Equal(
            ["sync.fetching.project 1/1", "sync.downloading.artifacts 3/3", "associating.content 3/3", "unassociating.content 0/0"],
            task.ProgressReports.Select(r => $"{r.Code} {r.Done}/{r.Total}"));
        Assert.All(task.ProgressReports, r => Assert.Equal(PulpProgressState.Completed, r.State));
        var created = Assert.Single(task.CreatedResources);
        Assert.Equal(("foo", 1), (created.Repository, created.Number));
        var version = await house.LatestAsync();
        Assert.Equal((1, 3, 0, 0, 3), (version.Number, version.Added, version.Removed, version.Changed, version.Present));
        Assert.Equal(task.Id, version.Task);
        Assert.Equal(created.Href, version.Href);
    }

    [Fact]
    public async Task Every_file_is_in_place_with_the_bytes_of_its_digest()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2").Add(TestFile.Any("a-3.tar.gz", 300_000));
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        foreach (var package in await house.ContentAsync())
        {
            var bytes = await File.ReadAllBytesAsync(package.Path!);
            Assert.Equal(package.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
            Assert.Equal(package.Size, bytes.Length);
            Assert.True(package.IsDownloaded);
        }
    }

    [Fact]
    public async Task A_sync_of_nothing_new_makes_no_version_and_asks_for_no_file()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        house.Index["b"].AddSdists("1");
        await house.RemoteAsync("a", "b");
        await house.SyncWellAsync();
        house.Index.Log.Clear();
        var task = await house.SyncWellAsync();
        Assert.Empty(task.CreatedResources);
        Assert.Equal(2, task.Result!.NotModified);
        Assert.Equal(0, house.Index.Log.Count(FixtureKind.File));
        Assert.Equal(2, house.Index.Log.Count());
        Assert.Equal(1, (await house.LatestAsync()).Number);
    }

    [Fact]
    public async Task An_index_without_validators_makes_no_version_either()
    {
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { ETags = false });
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Index.Log.Clear();
        Assert.Empty((await house.SyncWellAsync()).CreatedResources);
        Assert.Equal(0, house.Index.Log.Count(FixtureKind.File));
    }

    [Fact]
    public async Task Mirror_removes_what_is_no_longer_offered_and_additive_never_does()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Index["a"].Remove("a-1-py3-none-any.whl").AddWheels("3");
        var additive = await house.SyncWellAsync(mirror: false);
        Assert.Equal(["a-1-py3-none-any.whl", "a-2-py3-none-any.whl", "a-3-py3-none-any.whl"], await house.FilesAsync());
        Assert.DoesNotContain(additive.ProgressReports, r => r.Code == "unassociating.content");
        var mirror = await house.SyncWellAsync();
        Assert.Equal(["a-2-py3-none-any.whl", "a-3-py3-none-any.whl"], await house.FilesAsync());
        Assert.Equal(1, mirror.Result!.Removed);
        Assert.Equal(["a-1-py3-none-any.whl", "a-2-py3-none-any.whl"], await house.FilesAsync(1));
        Assert.Equal(3, (await house.FilesAsync(2)).Count);
    }

    [Fact]
    public async Task Other_filters_act_though_no_page_has_changed()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a", "b");
        await house.SyncWellAsync();
        await house.SetAsync(s => s with { Include = SyncHouse.Items("a>=2") });
        house.Index.Log.Clear();
        var task = await house.SyncWellAsync();
        Assert.Equal(["a-2-py3-none-any.whl", "a-3-py3-none-any.whl"], await house.FilesAsync());
        Assert.Equal(2, task.Result!.Removed);
        Assert.Equal(1, house.Index.Log.Count());
        await house.SetAsync(s => s with { Exclude = SyncHouse.Items("a") });
        await house.SyncWellAsync();
        Assert.Empty(await house.FilesAsync());
    }

    [Fact]
    public async Task Other_bytes_under_a_name_replace_in_a_mirror_and_conflict_in_an_additive_sync()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].Add(TestFile.Any("a-1.tar.gz", 100, seed: 1));
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Index["a"].Replace(TestFile.Any("a-1.tar.gz", 100, seed: 2));
        var additive = await house.SyncAsync(mirror: false);
        Assert.Equal(PulpTaskState.Completed, additive.State);
        Assert.Equal("file.conflict", Assert.Single(additive.NonFatalErrors).Code);
        Assert.Empty(additive.CreatedResources);
        var mirror = await house.SyncWellAsync();
        Assert.Equal((1, 1, 0), (mirror.Result!.Added, mirror.Result.Removed, mirror.Result.Changed));
        Assert.Equal(house.Index["a"].Entries[0].File.Sha256, Assert.Single(await house.ContentAsync()).Sha256);
    }

    [Fact]
    public async Task A_yank_makes_a_version_and_is_counted_as_changed()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Index["a"].Yank("a-1-py3-none-any.whl", "broken");
        var task = await house.SyncWellAsync(mirror: false);
        Assert.Equal((0, 0, 1, 0), (task.Result!.Added, task.Result.Removed, task.Result.Changed, task.Result.Fetched));
        Assert.Equal("broken", (await house.ContentAsync()).Single(p => p.Version == "1").YankedReason);
        Assert.False((await house.ContentAsync(1)).Single(p => p.Version == "1").Yanked);
        Assert.Equal((1, 2), ((await house.LatestAsync()).Changed, (await house.LatestAsync()).Present));
    }

    [Fact]
    public async Task On_demand_names_files_without_their_bytes_and_immediate_fetches_them_later_without_a_version()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Policy = PulpPolicy.OnDemand });
        await house.SyncWellAsync();
        Assert.All(await house.ContentAsync(), p => Assert.False(p.IsDownloaded));
        Assert.Equal(0, house.Index.Log.Count(FixtureKind.File));
        await house.SetAsync(s => s with { Policy = PulpPolicy.Immediate });
        var task = await house.SyncWellAsync();
        Assert.Equal((2, 0), (task.Result!.Fetched, task.CreatedResources.Count));
        Assert.All(await house.ContentAsync(), p => Assert.True(p.IsDownloaded));
    }

    [Fact]
    public async Task Names_limit_what_is_asked_for_and_touched()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a", "b");
        await house.SyncWellAsync();
        house.Index["a"].Clear().AddWheels("2");
        house.Index["b"].Clear().AddWheels("2");
        house.Index.Log.Clear();
        await house.SyncWellAsync(names: ["B"]);
        Assert.Equal(["a-1-py3-none-any.whl", "b-2-py3-none-any.whl"], await house.FilesAsync());
        Assert.Equal(0, house.Index.Log.Count("^/simple/a/"));
        await house.SyncWellAsync();
        Assert.Equal(["a-2-py3-none-any.whl", "b-2-py3-none-any.whl"], await house.FilesAsync());
        var refused = await Assert.ThrowsAsync<PulpException>(() => house.SyncAsync(names: ["c"]));
        Assert.Equal(PulpErrors.InvalidFilter, refused.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_projects_follow_the_root_list(bool serials)
    {
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { Serials = serials });
        house.Index["a"].AddWheels("1");
        house.Index["b"].AddWheels("1");
        house.Index["c"].AddWheels("1");
        await house.RemoteAsync("bar", r => r with { AllProjects = true, Exclude = SyncHouse.Items("c") });
        await house.SyncWellAsync();
        Assert.Equal(["a-1-py3-none-any.whl", "b-1-py3-none-any.whl"], await house.FilesAsync());
        house.Index.Log.Clear();
        var again = await house.SyncWellAsync();
        Assert.Equal(serials ? 0 : 2, house.Index.Log.Count(FixtureKind.Page));
        Assert.Empty(again.CreatedResources);
        house.Index["a"].AddWheels("2");
        house.Index.Remove("b");
        house.Index["d"].AddWheels("1");
        var changed = await house.SyncAsync();
        Assert.Equal("project.missing b", string.Join(' ', changed.NonFatalErrors.Select(e => $"{e.Code} {e.Project}")));
        Assert.Equal(["a-1-py3-none-any.whl", "a-2-py3-none-any.whl", "d-1-py3-none-any.whl"], await house.FilesAsync());
    }

    [Fact]
    public async Task Digests_that_only_the_legacy_json_knows_select_files()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        var wanted = house.Index["a"].Entries[1].File;
        var md5 = wanted.Content.Hash(System.Security.Cryptography.HashAlgorithmName.MD5);
        await house.RemoteAsync("bar", r => r with { Include = [new PulpFilterItem { Name = "a", Digests = [new PulpDigest { Type = "md5", Digest = md5 }] }] });
        await house.SyncWellAsync();
        Assert.Equal([wanted.FileName], await house.FilesAsync());
        house.Index.Log.Clear();
        Assert.Empty((await house.SyncWellAsync()).CreatedResources);
        Assert.Equal(0, house.Index.Log.Count(FixtureKind.File));
        house.Index.Options.Legacy = false;
        house.Index["a"].AddWheels("3");
        var task = await house.SyncAsync();
        Assert.Equal((PulpTaskState.Failed, "page.invalid"), (task.State, task.Error!.Code));
        Assert.Equal([wanted.FileName], await house.FilesAsync());
    }

    [Fact]
    public async Task A_file_without_digest_is_fetched_told_and_remembered()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].Add(new FixtureEntry(TestFile.Any("a-1.tar.gz", 1000)) { Hashes = new Dictionary<string, string>() });
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Policy = PulpPolicy.OnDemand });
        var task = await house.SyncWellAsync();
        Assert.Equal("file.nodigest", Assert.Single(task.Warnings).Code);
        Assert.Equal(1, house.Index.Log.Count(FixtureKind.File));
        house.Index["a"].AddWheels("2");
        house.Index.Log.Clear();
        await house.SyncWellAsync();
        Assert.Equal(0, house.Index.Log.Count(FixtureKind.File));
        Assert.Equal(["a-1.tar.gz", "a-2-py3-none-any.whl"], await house.FilesAsync());
    }

    [Fact]
    public async Task Content_of_another_remote_goes_in_a_mirror()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.RemoteAsync("other", r => r with { Include = SyncHouse.Items("b") });
        await house.SyncWellAsync();
        await house.SyncWellAsync(remote: "other");
        Assert.Equal(["b-1-py3-none-any.whl"], await house.FilesAsync());
        await house.SyncWellAsync();
        Assert.Equal(["a-1-py3-none-any.whl"], await house.FilesAsync());
        Assert.Equal(3, (await house.LatestAsync()).Number);
    }

    [Fact]
    public async Task A_sync_of_some_names_does_not_hide_what_another_remote_left()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        house.Index["b"].AddWheels("1");
        await house.RemoteAsync("a");
        await house.RemoteAsync("other", r => r with { Include = SyncHouse.Items("b") });
        await house.SyncWellAsync();
        await house.SyncWellAsync(remote: "other");
        await house.SyncWellAsync(names: ["a"]);
        Assert.Equal(["a-1-py3-none-any.whl", "b-1-py3-none-any.whl"], await house.FilesAsync());
        await house.SyncWellAsync();
        Assert.Equal(["a-1-py3-none-any.whl"], await house.FilesAsync());
    }

    [Fact]
    public async Task The_same_bytes_of_two_projects_are_fetched_once()
    {
        await using var house = await SyncHouse.OpenAsync();
        var bytes = TestFile.Any("a-1.tar.gz", 50_000).Bytes;
        house.Index["a"].Add(TestFile.Any("a-1.tar.gz", bytes));
        house.Index["b"].Add(TestFile.Any("b-1.tar.gz", bytes));
        await house.RemoteAsync("a", "b");
        var task = await house.SyncWellAsync();
        Assert.Equal((2, 1), (task.Result!.Added, house.Index.Log.Count(FixtureKind.File)));
        Assert.All(await house.ContentAsync(), p => Assert.True(p.IsDownloaded));
    }

    [Fact]
    public async Task A_plan_says_what_the_sync_then_does_and_changes_nothing()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2", "3");
        await house.RemoteAsync("a<3");
        await house.SyncWellAsync();
        house.Index["a"].Remove("a-1-py3-none-any.whl").AddWheels("2.5").Yank("a-2-py3-none-any.whl");
        var request = new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") };
        var plan = await house.Pulp.GetSyncPlanAsync(request, CancellationToken.None);
        Assert.Equal(
            ["Skip a-3-py3-none-any.whl", "Add a-2.5-py3-none-any.whl", "Change a-2-py3-none-any.whl", "Remove a-1-py3-none-any.whl"],
            plan.Entries.Select(e => e.ToString()));
        Assert.Equal((1, 1, 0, 1, 0, 1), (plan.Add, plan.Remove, plan.Replace, plan.Change, plan.Keep, plan.Skip));
        Assert.Equal(1, (await house.LatestAsync()).Number);
        var again = await house.Pulp.GetSyncPlanAsync(request, CancellationToken.None);
        Assert.Equal(plan.Entries.Select(e => e with { Digests = [] }), again.Entries.Select(e => e with { Digests = [] }));
        Assert.Equal(plan.Entries.Select(e => e.Digests), again.Entries.Select(e => e.Digests));
        var task = await house.SyncWellAsync();
        Assert.Equal((plan.Add, plan.Remove, plan.Change), (task.Result!.Added, task.Result.Removed, task.Result.Changed));
    }
}
