using Microsoft.Data.Sqlite;
using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>Makes, changes and removes remotes.</summary>
internal sealed class RemoteWriter(StoreDatabase database, Workers workers, SecretVault vault)
{
    private string Store => database.Folder.Path;

    /// <summary>Makes a remote. Errors: InvalidName, InvalidUrl, InvalidFilter, InvalidSetting, RemoteExists, ServerUnavailable (no place for the keys of secrets).</summary>
    internal Task<PulpPythonRemote> NewAsync(RemoteSettings settings, CancellationToken cancel)
    {
        (string url, RemoteState state) = CheckNew(settings);
        Guid id = Guid.CreateVersion7();
        SealedSecrets secrets = SealedSecrets.None.With(Seal(id, settings));
        return database.WriteAsync(c => Insert(c, id, settings.Name!, url, state, secrets), cancel);
    }

    /// <summary>Changes a remote, all or nothing. Errors: RemoteNotFound, and those of New.</summary>
    internal async Task<PulpPythonRemote> SetAsync(PulpReference which, RemoteSettings settings, CancellationToken cancel)
    {
        // Nothing is sealed while the store is locked, nor before all else is known to be right.
        Dictionary<string, byte[]?> secrets = [];
        if (GivenSecrets.Read(settings).Count > 0)
        {
            RemoteRow found = await database.ReadAsync(c => Find(c, which), cancel).ConfigureAwait(false);
            CheckChange(settings, found);
            secrets = Seal(found.Id, settings);
            which = new PulpReference { Id = found.Id, Given = which.Given, Store = which.Store };
        }

        return await database.WriteAsync(c => Update(c, Find(c, which), settings, secrets), cancel).ConfigureAwait(false);
    }

    /// <summary>Checks settings and changes nothing. <paramref name="which"/> null: as for a new remote.</summary>
    internal Task CheckAsync(PulpReference? which, RemoteSettings settings, CancellationToken cancel)
    {
        if (which is null)
        {
            CheckNew(settings);
            return database.ReadAsync(c => CheckFree(c, settings.Name!, null), cancel);
        }

        return database.ReadAsync(
            c =>
            {
                RemoteRow old = Find(c, which);
                CheckChange(settings, old);
                return settings.Name is null || CheckFree(c, settings.Name, old.Row);
            },
            cancel);
    }

    /// <summary>Removes a remote; repositories that used it have none afterwards. Errors: RemoteNotFound, RepositoryBusy (a task reads it).</summary>
    internal async Task RemoveAsync(PulpReference which, CancellationToken cancel)
    {
        List<string> reading = await database.ReadAsync(
            c => c.List("SELECT DISTINCT worker FROM task WHERE finished IS NULL AND remote = ?1", r => r.Text(0), Find(c, which).Row), cancel).ConfigureAwait(false);
        foreach (string worker in reading) await workers.BuryIfDeadAsync(database, worker, cancel).ConfigureAwait(false);
        await database.WriteAsync(c => Delete(c, Find(c, which), which), cancel).ConfigureAwait(false);
    }

    private static (string Url, RemoteState State) CheckNew(RemoteSettings settings)
    {
        Names.Check(settings.Name);
        string url = UrlRules.Check(settings.Url);
        RemoteState state = AccessRules.Apply(settings, RemoteRules.Apply(settings, null), SealedSecrets.None);
        GivenSecrets.Read(settings);
        return (url, state);
    }

    private static (string Url, RemoteState State) CheckChange(RemoteSettings settings, RemoteRow old)
    {
        if (settings.Name is not null) Names.Check(settings.Name);
        string url = settings.Url is null ? old.Url : UrlRules.Check(settings.Url);
        RemoteState state = AccessRules.Apply(settings, RemoteRules.Apply(settings, old.State), old.Secrets);
        GivenSecrets.Read(settings);
        return (url, state);
    }

    private static bool CheckFree(StoreConnection connection, string name, long? own)
    {
        if (connection.Int64("SELECT 1 FROM remote WHERE name = ?1 AND id IS NOT ?2", name, own) is not null) throw Exists(connection, name);
        return true;
    }

    private RemoteRow Find(StoreConnection connection, PulpReference which) =>
        RemoteRow.Read(connection, RepositoryFinder.FindRemote(connection, Store, which).Row)!;

    private Dictionary<string, byte[]?> Seal(Guid id, RemoteSettings settings) =>
        GivenSecrets.Read(settings).ToDictionary(s => s.Key, s => s.Value is null ? null : vault.Seal(id, s.Key, s.Value), StringComparer.Ordinal);

    private PulpPythonRemote Insert(StoreConnection connection, Guid id, string name, string url, RemoteState state, SealedSecrets secrets)
    {
        try
        {
            connection.Execute(
                "INSERT INTO remote(guid, name, url, settings, secrets, created, updated) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?6)",
                id,
                name,
                url,
                RemoteJson.Write(state),
                secrets.Write(),
                StoreTime.Now);
        }
        catch (SqliteException error) when (StoreErrors.IsUnique(error))
        {
            throw Exists(connection, name);
        }

        return RemoteRow.Read(connection, connection.LastId)!.ToModel(Store);
    }

    private PulpPythonRemote Update(StoreConnection connection, RemoteRow old, RemoteSettings settings, Dictionary<string, byte[]?> secrets)
    {
        (string url, RemoteState state) = CheckChange(settings, old);
        try
        {
            connection.Execute(
                "UPDATE remote SET name = ?2, url = ?3, settings = ?4, secrets = ?5, updated = ?6 WHERE id = ?1",
                old.Row,
                settings.Name ?? old.Name,
                url,
                RemoteJson.Write(state),
                old.Secrets.With(secrets).Write(),
                StoreTime.Now);
        }
        catch (SqliteException error) when (StoreErrors.IsUnique(error))
        {
            throw Exists(connection, settings.Name!);
        }

        if (url != old.Url) Forget(connection, old.Row);
        else if (secrets.Keys.Any(use => use != SecretUse.ProxyCredential)) ForgetValidators(connection, old.Row);
        return RemoteRow.Read(connection, old.Row)!.ToModel(Store);
    }

    // The pages of another url say nothing of this one. Their revisions go on, so that none is taken for one that was synced.
    private static void Forget(StoreConnection connection, long remote)
    {
        connection.Execute("UPDATE remote SET layout = NULL WHERE id = ?1", remote);
        connection.Execute("UPDATE page SET etag = NULL, modified = NULL, body = NULL, revision = revision + 1 WHERE remote = ?1", remote);
    }

    // Another user may be shown other pages: all are asked for again, and what they say then counts (SYNC rule 5).
    private static void ForgetValidators(StoreConnection connection, long remote) =>
        connection.Execute("UPDATE page SET etag = NULL, modified = NULL, serial = NULL WHERE remote = ?1", remote);

    private static void Delete(StoreConnection connection, RemoteRow remote, PulpReference which)
    {
        if (connection.Text("SELECT guid FROM task WHERE finished IS NULL AND remote = ?1 LIMIT 1", remote.Row) is { } task)
        {
            throw new PulpException(
                PulpErrors.RepositoryBusy, $"The task '{task}' reads the remote '{remote.Name}'. Wait for it or stop it.", which.Given ?? remote.Name);
        }

        connection.Execute("DELETE FROM remote WHERE id = ?1", remote.Row);
    }

    private static PulpException Exists(StoreConnection connection, string name)
    {
        string held = connection.Text("SELECT name FROM remote WHERE name = ?1", name) ?? name;
        return new PulpException(PulpErrors.RemoteExists, $"A remote called '{held}' exists. Take another name, or change it with Set-PulpPythonRemote.", name);
    }
}
