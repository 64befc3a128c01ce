using System.Security.Cryptography;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Store;

/// <summary>Repairs against an index, well and broken: what comes again, what is kept aside, and that nothing is lost.</summary>
public sealed class RepairTests
{
    private const string First = "a-1-py3-none-any.whl";
    private const string Second = "a-2-py3-none-any.whl";

    [Fact]
    public async Task Missing_and_damaged_files_come_again_and_the_evidence_is_kept()
    {
        await using var house = await HouseAsync();
        (string missing, string damaged) = (await house.PathOfAsync(First), await house.PathOfAsync(Second));
        DamagedStore.Delete(missing);
        DamagedStore.Flip(damaged);
        byte[] bad = await File.ReadAllBytesAsync(damaged);
        house.Index.Log.Clear();

        List<PulpStoreProblem> problems = await house.RepairAsync();
        Assert.All(problems, p => Assert.True(p.Repaired, p.Description));
        Assert.Equal([First, Second], problems.Select(p => p.FileName!).Order(StringComparer.Ordinal));
        Assert.All(problems, p => Assert.Contains("Fetched again from 'bar'", p.Description, StringComparison.Ordinal));
        Assert.Equal((2, 2), (house.Index.Log.Count(FixtureKind.File), house.Index.Log.Count()));
        string aside = Assert.Single(house.Aside());
        Assert.Equal(bad, await File.ReadAllBytesAsync(aside));
        Assert.StartsWith(problems.Single(p => p.FileName == Second).Sha256!, System.IO.Path.GetFileName(aside), StringComparison.Ordinal);
        Assert.Empty(await house.CheckAsync());
        Assert.Empty(await house.RepairAsync());
    }

    [Fact]
    public async Task With_a_broken_index_nothing_is_lost_and_the_next_sync_heals()
    {
        await using var house = await HouseAsync();
        string damaged = await house.PathOfAsync(Second);
        DamagedStore.Delete(await house.PathOfAsync(First));
        DamagedStore.Truncate(damaged);
        house.Index.Break(Fault.Status("a-1", 500));
        house.Index.Break(Fault.Corrupt("a-2"));
        List<PulpStoreProblem> problems = await house.RepairAsync();
        Assert.All(problems, p => Assert.False(p.Repaired));
        Assert.Contains("file.status", problems.Single(p => p.FileName == First).Description, StringComparison.Ordinal);
        Assert.Contains("file.digest", problems.Single(p => p.FileName == Second).Description, StringComparison.Ordinal);
        Assert.Single(house.Aside());

        // It is still told, by every check, and it is not served: the version is whole, the bytes are not there.
        Assert.Equal([$"Missing {First}", $"Missing {Second}"], await house.TellAsync());
        Assert.Equal([First, Second], await house.FilesAsync());
        Assert.All(await house.ContentAsync(), c => Assert.False(c.IsDownloaded));
        Assert.All(await house.RepairAsync(), p => Assert.False(p.Repaired));
        Assert.Single(house.Aside());

        // Nothing has changed upstream, and yet the sync looks: the bytes it should hold are not there.
        house.Index.Heal();
        PulpTask task = await house.SyncWellAsync();
        Assert.Equal((2, 0), (task.Result!.Fetched, task.CreatedResources.Count));
        Assert.Empty(await house.CheckAsync());
        Assert.All(await house.ContentAsync(), c => Assert.True(c.IsDownloaded));
    }

    [Fact]
    public async Task A_repair_that_could_not_is_done_by_the_next()
    {
        await using var house = await HouseAsync();
        DamagedStore.Delete(await house.PathOfAsync(First));
        house.Index.Break(Fault.NoAnswer("a-1"));
        Assert.False(Assert.Single(await house.RepairAsync()).Repaired);
        house.Index.Heal();
        Assert.True(Assert.Single(await house.RepairAsync()).Repaired);
        Assert.Empty(await house.CheckAsync());
    }

    [Fact]
    public async Task A_file_that_has_moved_is_found_by_its_page()
    {
        await using var house = await HouseAsync();
        DamagedStore.Delete(await house.PathOfAsync(First));
        house.Tamper("UPDATE source SET url = replace(url, 'a-1', 'gone/a-1')");
        Assert.True(Assert.Single(await house.RepairAsync()).Repaired);
        Assert.Empty(await house.CheckAsync());
    }

    [Fact]
    public async Task Another_remote_helps_only_when_it_is_named()
    {
        await using var house = await HouseAsync();
        await using var other = await FixtureIndex.StartAsync();
        other["a"].AddWheels("1", "2");
        await house.Pulp.NewRemoteAsync(new RemoteSettings { Name = "other", Url = other.Url.ToString(), Include = SyncHouse.Items("a"), MaximumRetryCount = 0 }, CancellationToken.None);
        DamagedStore.Delete(await house.PathOfAsync(First));
        house.Index.Break(Fault.Status("files", 404));
        house.Index.Break(Fault.Status("simple/", 404));
        Assert.False(Assert.Single(await house.RepairAsync()).Repaired);
        Assert.Equal(0, other.Log.Count());
        PulpStoreProblem repaired = Assert.Single(await house.RepairAsync("other"));
        Assert.True(repaired.Repaired, repaired.Description);
        PulpException unknown = await Assert.ThrowsAsync<PulpException>(() => house.RepairAsync("nobody"));
        Assert.Equal(PulpErrors.RemoteNotFound, unknown.Id);
    }

    [Fact]
    public async Task Bytes_that_lie_about_are_taken_without_a_download()
    {
        await using var house = await HouseAsync();
        (string first, string second) = (await house.PathOfAsync(First), await house.PathOfAsync(Second));
        // As when somebody copies a backup back.
        File.Move(first, System.IO.Path.Combine(house.Path, "artifacts", First));
        Directory.CreateDirectory(System.IO.Path.Combine(house.Path, "artifacts", "backup"));
        File.Move(second, System.IO.Path.Combine(house.Path, "artifacts", "backup", "x"));
        house.Index.Log.Clear();
        Assert.All(await house.RepairAsync(), p => Assert.True(p.Repaired, p.Description));
        Assert.Equal(0, house.Index.Log.Count());
        Assert.Empty(await house.CheckAsync());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(first))), System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(first)) + System.IO.Path.GetFileName(first));
    }

    [Fact]
    public async Task What_was_never_downloaded_is_not_missing_and_what_was_refused_is_left()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Policy = PulpPolicy.OnDemand });
        await house.SyncWellAsync();
        Assert.Empty(await house.CheckAsync());
        Assert.Empty(await house.RepairAsync());
        await house.SetAsync(r => r with { Policy = PulpPolicy.Immediate });
        await house.SyncWellAsync();
        string path = await house.PathOfAsync(First);
        DamagedStore.Flip(path);
        byte[] bad = await File.ReadAllBytesAsync(path);
        var asked = new List<string>();
        var request = new RepairRequest
        {
            Confirm = (problem, _) =>
            {
                asked.Add(problem.Description);
                return Task.FromResult(false);
            },
        };
        Assert.Empty(await house.Pulp.RepairAsync(request, CancellationToken.None).ToListAsync());
        Assert.Equal("Fetch again from 'bar', and keep the damaged file aside", Assert.Single(asked));
        Assert.Equal(bad, await File.ReadAllBytesAsync(path));
        Assert.Empty(house.Aside());
    }

    [Fact]
    public async Task The_database_is_told_and_not_touched()
    {
        await using var house = await HouseAsync();
        house.Tamper("UPDATE version SET present = 9");
        PulpStoreProblem[] problems = [.. await house.RepairAsync()];
        Assert.All(problems, p => Assert.Equal((PulpStoreProblemKind.Database, false), (p.Kind, p.Repaired)));
        Assert.Contains("restore a backup", problems[0].Description, StringComparison.Ordinal);
        Assert.Equal(problems.Length, (await house.CheckAsync()).Count);
    }

    [Fact]
    public async Task A_repair_that_is_left_in_the_middle_leaves_the_store_as_it_can()
    {
        await using var house = await HouseAsync();
        DamagedStore.Delete(await house.PathOfAsync(First));
        DamagedStore.Delete(await house.PathOfAsync(Second));
        Fault stall = house.Index.Break(Fault.Stall("a-"));
        using var stop = new CancellationTokenSource();
        Task<List<PulpStoreProblem>> repairing = house.Pulp.RepairAsync(new RepairRequest(), stop.Token).ToListAsync(CancellationToken.None).AsTask();
        await stall.ReachedAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => repairing);
        stall.Release();
        house.Index.Heal();
        Assert.Equal([$"Missing {First}", $"Missing {Second}"], await house.TellAsync());
        Assert.Equal(2, (await house.RepairAsync()).Count(p => p.Repaired == true));
    }

    private static async Task<SyncHouse> HouseAsync()
    {
        var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        return house;
    }
}
