using Microsoft.Data.Sqlite;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>An open store: its folder, database, artifacts, workers and tasks. Opened once in a process.</summary>
internal sealed class LocalStore : IAsyncDisposable
{
    private int _closed;

    private LocalStore(StoreFolder folder, int schemaVersion, StoreConnection opened, Workers workers, string? warning, string? keys)
    {
        Folder = folder;
        Workers = workers;
        Warning = warning;
        Database = new StoreDatabase(folder, schemaVersion, opened);
        Artifacts = new ArtifactStore(folder, workers.Temporary);
        Queue = new RepositoryQueue(Database, workers);
        Locks = new RepositoryLock(Database, workers, Queue);
        Tasks = new TaskRunner(Database, workers, Queue);
        Watch = new TaskWatch(Database, workers, Tasks);
        Vault = new SecretVault(folder.Path, keys);
    }

    internal StoreFolder Folder { get; }

    internal StoreDatabase Database { get; }

    internal ArtifactStore Artifacts { get; }

    internal Workers Workers { get; }

    internal RepositoryQueue Queue { get; }

    /// <summary>For short changes of a repository.</summary>
    internal RepositoryLock Locks { get; }

    internal TaskRunner Tasks { get; }

    internal TaskWatch Watch { get; }

    /// <summary>Seals and opens the secrets of remotes.</summary>
    internal SecretVault Vault { get; }

    /// <summary>What should be known of the place; null: nothing.</summary>
    internal string? Warning { get; }

    /// <summary>
    /// Opens a store, or makes one in a missing or empty folder. Errors: StoreNotFound, StoreCorrupt, StoreTooNew, StoreNotLocal, StoreBusy,
    /// StoreLocksDisabled, StoreAccessDenied, StoreFull. <paramref name="keys"/>: where the keys of secrets are, other than the user's folder.
    /// </summary>
    internal static async Task<LocalStore> OpenAsync(StoreFolder folder, bool create, StoreSchema schema, CancellationToken cancel, string? keys = null)
    {
        LocalStore store = await Task.Run(() => Open(folder, create, schema, keys, cancel), cancel).ConfigureAwait(false);
        try
        {
            await store.Workers.BuryDeadAsync(store.Database, cancel).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops this process's tasks, gives them a moment to end, and lets go of the store.</summary>
    internal async Task CloseAsync(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        try
        {
            await Tasks.CloseAsync(grace).ConfigureAwait(false);
        }
        catch (PulpException)
        {
            // Busy or full: the next process finds the lock free and ends what is left.
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        Artifacts.Dispose();
        Workers.Dispose();
        return ValueTask.CompletedTask;
    }

    private static LocalStore Open(StoreFolder folder, bool create, StoreSchema schema, string? keys, CancellationToken cancel)
    {
        string? warning = StoreLocality.Check(folder.Path);
        StoreConnection? connection = null;
        Workers? workers = null;
        try
        {
            StorePlace.Prepare(folder, create);
            connection = new StoreConnection(folder.Database, create);
            schema.Prepare(connection, folder, () => Workers.Alive(folder, own: null), create, cancel);
            // Only a worker that knows this schema is one: so two that open an older store at once do not wait for each other.
            workers = Workers.Join(folder);
            var store = new LocalStore(folder, schema.Version, connection, workers, warning, keys);
            (connection, workers) = (null, null);
            return store;
        }
        catch (SqliteException error)
        {
            if (StoreErrors.Translate(error, folder, cancel) is { } told) throw told;
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (StoreErrors.Translate(error, folder) is { } told) throw told;
            throw new PulpException(PulpErrors.StoreNotFound, $"The store '{folder}' cannot be opened or made there: {error.Message}", folder.Path, error);
        }
        finally
        {
            connection?.Dispose();
            workers?.Dispose();
        }
    }
}
