using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Faults;

/// <summary>
/// A store with two repositories of one index, a mirror and an additive one, both with a-1 and b-1. The index has a-2 instead of a-1 now (a change that a lie
/// would act on), and b-2 beside b-1.
/// </summary>
internal sealed class FaultBench : IAsyncDisposable
{
    internal static readonly string[] Modes = ["mirror", "additive"];

    private readonly SyncHouse _house;

    private FaultBench(SyncHouse house) => _house = house;

    internal FixtureIndex Index => _house.Index;

    internal SyncHouse House => _house;

    internal static async Task<FaultBench> OpenAsync(FixtureOptions? options = null, int retries = 0, int timeout = 20)
    {
        var bench = new FaultBench(await SyncHouse.OpenAsync(options));
        bench.Index["a"].AddWheels("1");
        bench.Index["b"].AddWheels("1");
        foreach (var mode in Modes)
        {
            await bench._house.Pulp.NewRepositoryAsync(new NewRepository(mode, null, null), CancellationToken.None);
            await bench._house.RemoteAsync(mode, r => r with { Include = SyncHouse.Items("a", "b"), MaximumRetryCount = retries, TimeoutSec = timeout });
        }

        await bench.SyncWellAsync();
        bench.Index["a"].Clear().AddWheels("2");
        bench.Index["b"].AddWheels("2");
        bench.Index["c"].AddWheels("1");
        return bench;
    }

    internal Task<PulpTask> StartAsync(string mode, Func<SyncRequest, SyncRequest>? change = null)
    {
        var request = new SyncRequest { Repository = SyncHouse.Named(mode), Remote = SyncHouse.Named(mode), Mirror = mode == "mirror" };
        return _house.Pulp.StartSyncAsync(change is null ? request : change(request), CancellationToken.None);
    }

    /// <summary>Syncs both side by side.</summary>
    internal Task<PulpTask[]> SyncAsync(Func<SyncRequest, SyncRequest>? change = null) =>
        Task.WhenAll(Modes.Select(async mode => await _house.WaitAsync((await StartAsync(mode, change)).Id)));

    internal async Task SyncWellAsync()
    {
        foreach (var task in await SyncAsync()) Assert.Equal("Completed ", Reported(task));
    }

    /// <summary>What is healed is synced, and the repositories are as the index says.</summary>
    internal async Task HealAsync()
    {
        Index.Heal();
        await SyncWellAsync();
        await HoldAsync("a-2 b-1 b-2", "a-1 a-2 b-1 b-2");
    }

    /// <summary>Sets both remotes.</summary>
    internal async Task SetAsync(Func<RemoteSettings, RemoteSettings> change)
    {
        foreach (var mode in Modes) await _house.Pulp.SetRemoteAsync(SyncHouse.Named(mode), change(new RemoteSettings()), CancellationToken.None);
    }

    internal async Task HoldAsync(string mirror, string additive)
    {
        foreach (var (mode, expected) in Modes.Zip([mirror, additive]))
        {
            var held = (await _house.FilesAsync(repository: mode)).Select(f => f.Replace("-py3-none-any.whl", "", StringComparison.Ordinal));
            Assert.Equal($"{mode}: {expected}", $"{mode}: {string.Join(' ', held)}");
        }
    }

    /// <summary>State and code: of the error when it Failed, of what did not stop it otherwise.</summary>
    internal static string Reported(PulpTask task) => task.Error is { } error
        ? $"{task.State} {error.Code}"
        : $"{task.State} {string.Join(' ', task.NonFatalErrors.Select(e => e.Code).Distinct(StringComparer.Ordinal))}";

    /// <summary>What holds of every task that has ended, whatever happened.</summary>
    internal static void CheckEnded(PulpTask task)
    {
        Assert.True(task.IsFinished);
        Assert.InRange(task.Duration!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.All(task.ProgressReports, r => Assert.NotEqual(PulpProgressState.Running, r.State));
        Assert.All(task.NonFatalErrors, e => Assert.True(e.Description.Length > 20 && e.Project is { Length: > 0 }, e.ToString()));
        Assert.Equal(task.NonFatalErrors.Count, task.NonFatalErrors.Select(e => (e.Code, e.Project, e.FileName)).Distinct().Count());
        Assert.All(task.NonFatalErrors.Where(e => e.Code.StartsWith("file.", StringComparison.Ordinal)), e => Assert.NotEmpty(e.FileName!));
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();
}
