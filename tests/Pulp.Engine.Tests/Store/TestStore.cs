using Pulp.Engine.Store;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Tests.Store;

/// <summary>A new store in a folder of its own, gone with the test. <see cref="JoinAsync"/> opens it again as another worker would.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly List<LocalStore> _open = [];

    private TestStore(string path) => Folder = new StoreFolder(path);

    internal StoreFolder Folder { get; }

    internal LocalStore Store => _open[0];

    internal StoreDatabase Database => Store.Database;

    internal static string NewPath() => Path.Combine(Path.GetTempPath(), "pulp-" + Guid.NewGuid().ToString("N"));

    internal static async Task<TestStore> NewAsync()
    {
        var test = new TestStore(NewPath());
        await test.JoinAsync(create: true);
        return test;
    }

    internal async Task<LocalStore> JoinAsync(bool create = false)
    {
        LocalStore store = await LocalStore.OpenAsync(Folder, create, StoreSchema.Current, CancellationToken.None);
        _open.Add(store);
        return store;
    }

    /// <summary>Makes a repository with its version 0; gives its row.</summary>
    internal Task<long> RepositoryAsync(string name) => Database.WriteAsync(
        c =>
        {
            c.Execute("INSERT INTO repository(guid, name, created, updated) VALUES(?1, ?2, 1, 1)", Guid.NewGuid(), name);
            long id = c.LastId;
            c.Execute("INSERT INTO version(repository, number, created, added, removed, changed, present) VALUES(?1, 0, 1, 0, 0, 0, 0)", id);
            return id;
        },
        CancellationToken.None);

    internal static TaskSpec Spec(long repository) =>
        new("sync", repository, null, [("Fetching Project Metadata", "sync.fetching.project"), ("Downloading Artifacts", "sync.downloading.artifacts")]);

    /// <summary>The last snapshot of a task.</summary>
    internal static async Task<PulpTask> EndAsync(LocalStore store, Guid task)
    {
        PulpTask? last = null;
        await foreach (PulpTask snapshot in store.Watch.WatchAsync([task], CancellationToken.None).WithCancellation(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token))
            last = snapshot;
        return last!;
    }

    /// <summary>Closes what is open; the folder stays.</summary>
    internal async Task LeaveAsync()
    {
        foreach (LocalStore store in _open) await store.CloseAsync(TimeSpan.FromSeconds(10));
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        foreach (string file in Directory.EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories))
        {
            if (OperatingSystem.IsWindows()) File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Folder.Path, recursive: true);
    }
}
