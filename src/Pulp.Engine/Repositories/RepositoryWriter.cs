using Microsoft.Data.Sqlite;
using Pulp.Engine.Store;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Repositories;

/// <summary>Makes, changes and removes repositories.</summary>
internal sealed class RepositoryWriter(StoreDatabase database, RepositoryLock locks)
{
    private string Store => database.Folder.Path;

    /// <summary>Makes a repository with its empty version 0. Errors: InvalidName, RepositoryExists, RemoteNotFound.</summary>
    internal Task<PulpRepository> NewAsync(NewRepository repository, CancellationToken cancel)
    {
        Names.Check(repository.Name);
        return database.WriteAsync(c => Insert(c, repository), cancel);
    }

    /// <summary>Changes a repository once nobody works on it. Errors: RepositoryNotFound, InvalidName, RepositoryExists, RemoteNotFound.</summary>
    internal async Task<PulpRepository> SetAsync(PulpReference which, RepositoryChange change, IProgress<string>? waiting, CancellationToken cancel)
    {
        if (change.NewName is not null) Names.Check(change.NewName);
        long row = await database.ReadAsync(c => RepositoryFinder.Find(c, Store, which).Row, cancel).ConfigureAwait(false);
        return await locks.ChangeAsync(row, "a change of its settings", c => Update(c, which, row, change), waiting, cancel).ConfigureAwait(false);
    }

    /// <summary>Removes a repository with all its versions once nobody works on it. Errors: RepositoryNotFound, RepositoryBusy (a version is in use).</summary>
    internal async Task RemoveAsync(PulpReference which, IProgress<string>? waiting, CancellationToken cancel)
    {
        long row = await database.ReadAsync(c => RepositoryFinder.Find(c, Store, which).Row, cancel).ConfigureAwait(false);
        await locks.ChangeAsync(row, "its removal", c => Delete(c, which, row), waiting, cancel).ConfigureAwait(false);
    }

    private PulpRepository Insert(StoreConnection connection, NewRepository repository)
    {
        long? remote = repository.Remote is { } named ? RepositoryFinder.FindRemote(connection, Store, named).Row : null;
        long now = StoreTime.Now;
        try
        {
            connection.Execute(
                "INSERT INTO repository(guid, name, description, remote, created, updated) VALUES(?1, ?2, ?3, ?4, ?5, ?5)",
                Guid.CreateVersion7(),
                repository.Name,
                repository.Description,
                remote,
                now);
        }
        catch (SqliteException error) when (StoreErrors.IsUnique(error))
        {
            throw Exists(connection, repository.Name);
        }

        long row = connection.LastId;
        connection.Execute("INSERT INTO version(repository, number, created, added, removed, changed, present) VALUES(?1, 0, ?2, 0, 0, 0, 0)", row, now);
        return RepositoryReader.Read(connection, Store, row);
    }

    private PulpRepository Update(StoreConnection connection, PulpReference which, long row, RepositoryChange change)
    {
        if (connection.Int64("SELECT 1 FROM repository WHERE id = ?1", row) is null) throw RepositoryFinder.NotFound(connection, which);
        try
        {
            if (change.NewName is { } name) connection.Execute("UPDATE repository SET name = ?2 WHERE id = ?1", row, name);
        }
        catch (SqliteException error) when (StoreErrors.IsUnique(error))
        {
            throw Exists(connection, change.NewName!);
        }

        if (change.SetDescription) connection.Execute("UPDATE repository SET description = ?2 WHERE id = ?1", row, change.Description);
        if (change.SetRemote)
        {
            long? remote = change.Remote is { } named ? RepositoryFinder.FindRemote(connection, Store, named).Row : null;
            connection.Execute("UPDATE repository SET remote = ?2 WHERE id = ?1", row, remote);
        }

        connection.Execute("UPDATE repository SET updated = ?2 WHERE id = ?1", row, StoreTime.Now);
        return RepositoryReader.Read(connection, Store, row);
    }

    private static bool Delete(StoreConnection connection, PulpReference which, long row)
    {
        string name = connection.Text("SELECT name FROM repository WHERE id = ?1", row) ?? throw RepositoryFinder.NotFound(connection, which);
        if (connection.Text("SELECT holder FROM pin WHERE repository = ?1 LIMIT 1", row) is { } holder)
        {
            throw new PulpException(
                PulpErrors.RepositoryBusy, $"A version of the repository '{name}' is in use by {holder}. Wait for it or stop it.", which.Given ?? name);
        }

        connection.Execute("DELETE FROM repository WHERE id = ?1", row);
        return true;
    }

    private static PulpException Exists(StoreConnection connection, string name)
    {
        string held = connection.Text("SELECT name FROM repository WHERE name = ?1", name) ?? name;
        return new PulpException(
            PulpErrors.RepositoryExists, $"A repository called '{held}' exists. Take another name, or change it with Set-PulpRepository.", name);
    }
}
