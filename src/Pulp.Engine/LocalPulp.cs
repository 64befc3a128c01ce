using Pulp.Engine.Content;
using Pulp.Engine.Remotes;
using Pulp.Engine.Repair;
using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Engine.Store.Cleanup;
using Pulp.Engine.Sync;
using Pulp.Engine.Tasks;
using Pulp.Model;
namespace Pulp.Engine;

/// <summary>A store on this machine. Each method hands over to a class of its room; a file for each capability.</summary>
internal sealed partial class LocalPulp : IPulp
{
    private readonly LocalStore _store;
    private readonly RepositoryReader _repositories;
    private readonly RepositoryWriter _repositoryWriter;
    private readonly VersionReader _versions;
    private readonly LossReader _losses;
    private readonly RemoteReader _remotes;
    private readonly RemoteWriter _remoteWriter;
    private readonly ContentReader _content;
    private readonly TaskQueries _tasks;
    private readonly SyncService _syncs;
    private readonly StoreCleanup _cleanup;
    private readonly StoreRepair _repair;

    internal LocalPulp(LocalStore store)
    {
        _store = store;
        _repositories = new RepositoryReader(store.Database);
        _repositoryWriter = new RepositoryWriter(store.Database, store.Locks);
        _versions = new VersionReader(store.Database);
        _losses = new LossReader(store.Database);
        _remotes = new RemoteReader(store.Database);
        _remoteWriter = new RemoteWriter(store.Database, store.Workers, store.Vault);
        _content = new ContentReader(store.Database, store.Artifacts);
        _syncs = new SyncService(store);
        _cleanup = new StoreCleanup(store);
        _repair = new StoreRepair(store);
        _tasks = new TaskQueries(store.Database, store.Workers, store.Tasks, store.Watch);
    }

    /// <inheritdoc/>
    public string Store => _store.Folder.Path;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => _store.Warning is { } warning ? [warning] : [];

    /// <inheritdoc/>
    public IReadOnlyList<PulpTask> RunningHere => _store.Tasks.Running;

    /// <summary>The open store.</summary>
    internal LocalStore Local => _store;

    /// <summary>Where it lies.</summary>
    internal StoreFolder Folder => _store.Folder;

    /// <summary>Stops the tasks of this process, gives them a moment, and lets go of the store.</summary>
    internal Task CloseAsync(TimeSpan grace) => _store.CloseAsync(grace);
}
