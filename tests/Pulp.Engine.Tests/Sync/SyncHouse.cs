using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>A store and an index for one test, through the public door: what cmdlets do, without PowerShell.</summary>
internal sealed class SyncHouse : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private PulpHost _host;

    private SyncHouse(FixtureIndex index)
    {
        Index = index;
        _host = new PulpHost(_folder["keys"]);
    }

    internal FixtureIndex Index { get; }

    internal IPulp Pulp { get; private set; } = null!;

    internal string Path => _folder["store"];

    internal static async Task<SyncHouse> OpenAsync(FixtureOptions? options = null)
    {
        var house = new SyncHouse(await FixtureIndex.StartAsync(options));
        house.Pulp = await house._host.OpenAsync(house.Path, create: true, CancellationToken.None);
        await house.Pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        return house;
    }

    /// <summary>Opens the store anew, as another machine would: without the keys of this one.</summary>
    internal async Task MoveAsync()
    {
        await _host.CloseAsync(TimeSpan.FromSeconds(10));
        _host = new PulpHost(_folder["other keys"]);
        Pulp = await _host.OpenAsync(Path, create: false, CancellationToken.None);
    }

    /// <summary>Lets go of the store; the folder stays.</summary>
    internal Task CloseAsync() => _host.CloseAsync(TimeSpan.FromSeconds(10));

    /// <summary>Opens the store again.</summary>
    internal async Task ReopenAsync() => Pulp = await _host.OpenAsync(Path, create: false, CancellationToken.None);

    /// <summary>Makes remote "bar" of requirement texts; repeats are few and quick.</summary>
    internal Task<PulpPythonRemote> RemoteAsync(params string[] include) => RemoteAsync("bar", r => r with { Include = Items(include) });

    internal Task<PulpPythonRemote> RemoteAsync(string name, Func<RemoteSettings, RemoteSettings> change) =>
        Pulp.NewRemoteAsync(change(new RemoteSettings { Name = name, Url = Index.Url.ToString(), MaximumRetryCount = 0, TimeoutSec = 20 }), CancellationToken.None);

    internal Task SetAsync(Func<RemoteSettings, RemoteSettings> change) =>
        Pulp.SetRemoteAsync(Named("bar"), change(new RemoteSettings()), CancellationToken.None);

    internal static IReadOnlyList<PulpFilterItem> Items(params string[] texts) => [.. texts.Select(t => new PulpFilterItem { Text = t, Given = t })];

    internal static PulpReference Named(string name) => new() { Name = name, Given = name };

    /// <summary>Syncs and waits for the end.</summary>
    internal async Task<PulpTask> SyncAsync(bool mirror = true, string remote = "bar", string repository = "foo", params string[] names)
    {
        var task = await Pulp.StartSyncAsync(
            new SyncRequest { Repository = Named(repository), Remote = Named(remote), Mirror = mirror, Names = names }, CancellationToken.None);
        return await WaitAsync(task.Id);
    }

    /// <summary>A task as it is now.</summary>
    internal Task<PulpTask> TaskAsync(Guid id) => Pulp.GetTasksAsync(new TaskQuery { Ids = [id] }, CancellationToken.None).SingleAsync().AsTask();

    /// <summary>Starts a sync of foo from bar with options, and waits for the end.</summary>
    internal async Task<PulpTask> SyncAsync(Func<SyncRequest, SyncRequest> change) => await WaitAsync((await StartAsync(change)).Id);

    internal Task<PulpTask> StartAsync(Func<SyncRequest, SyncRequest> change) =>
        Pulp.StartSyncAsync(change(new SyncRequest { Repository = Named("foo"), Remote = Named("bar") }), CancellationToken.None);

    /// <summary>What a sync of foo from bar would do.</summary>
    internal Task<PulpSyncPlan> PlanAsync(Func<SyncRequest, SyncRequest>? change = null) =>
        Pulp.GetSyncPlanAsync((change ?? (r => r))(new SyncRequest { Repository = Named("foo"), Remote = Named("bar") }), CancellationToken.None);

    internal async Task<PulpTask> WaitAsync(Guid id)
    {
        PulpTask? last = null;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var snapshot in Pulp.WatchAsync([id], limit.Token)) last = snapshot;
        Assert.NotNull(last);
        Assert.True(last.IsFinished);
        return last;
    }

    /// <summary>A sync that must complete without any error.</summary>
    internal async Task<PulpTask> SyncWellAsync(bool mirror = true, string remote = "bar", params string[] names)
    {
        var task = await SyncAsync(mirror, remote, names: names);
        Assert.True(task.State == PulpTaskState.Completed, task.Error?.ToString());
        Assert.Empty(task.NonFatalErrors);
        return task;
    }

    /// <summary>The file names of a version, sorted.</summary>
    internal async Task<IReadOnlyList<string>> FilesAsync(int? version = null, string repository = "foo") =>
        [.. (await ContentAsync(version, repository)).Select(p => p.FileName).Order(StringComparer.Ordinal)];

    internal async Task<IReadOnlyList<PulpPythonPackage>> ContentAsync(int? version = null, string repository = "foo")
    {
        var list = new List<PulpPythonPackage>();
        await foreach (var package in Pulp.GetContentAsync(new ContentQuery { Version = new PulpVersionReference(Named(repository), version) }, CancellationToken.None))
            list.Add(package);
        return list;
    }

    internal async Task<PulpRepositoryVersion> LatestAsync()
    {
        await foreach (var version in Pulp.GetRepositoryVersionsAsync(Named("foo"), new VersionQuery { Latest = true }, CancellationToken.None)) return version;
        throw new InvalidOperationException("a repository has a version");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.CloseAsync(TimeSpan.FromSeconds(10));
        await Index.DisposeAsync();
        _folder.Dispose();
    }
}
