using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Repositories;

/// <summary>Finds the rows that references name. An object given is found by its id, so that a new name does not hide it.</summary>
internal static class RepositoryFinder
{
    /// <summary>The row of a repository. Errors: RepositoryNotFound, StoreMismatch.</summary>
    internal static (long Row, Guid Id, string Name) Find(StoreConnection connection, string store, PulpReference which) =>
        Find(connection, store, which, Repository);

    /// <summary>The row of a remote. Errors: RemoteNotFound, StoreMismatch.</summary>
    internal static (long Row, Guid Id, string Name) FindRemote(StoreConnection connection, string store, PulpReference which) =>
        Find(connection, store, which, Remote);

    /// <summary>The error for a repository that is not there.</summary>
    internal static PulpException NotFound(StoreConnection connection, PulpReference which) => NotFound(connection, which, Repository);

    /// <summary>The error for a remote that is not there.</summary>
    internal static PulpException RemoteNotFound(StoreConnection connection, PulpReference which) => NotFound(connection, which, Remote);

    private static readonly Kind Repository = new("repository", PulpErrors.RepositoryNotFound, "Get-PulpRepository");

    private static readonly Kind Remote = new("remote", PulpErrors.RemoteNotFound, "Get-PulpRemote");

    private static (long Row, Guid Id, string Name) Find(StoreConnection connection, string store, PulpReference which, Kind kind)
    {
        if (which.Store is { } other && !StorePaths.Same(other, store))
        {
            throw new PulpException(
                PulpErrors.StoreMismatch, $"'{which}' belongs to the store '{other}', and this call works on '{store}'.", which.Given ?? which.Name);
        }

        using Rows rows = which.Id is { } id
            ? connection.Query($"SELECT id, guid, name FROM {kind.Table} WHERE guid = ?1", id)
            : connection.Query($"SELECT id, guid, name FROM {kind.Table} WHERE name = ?1", which.Name);
        return rows.Next() ? (rows.Int64(0), rows.Guid(1), rows.Text(2)) : throw NotFound(connection, which, kind);
    }

    private static PulpException NotFound(StoreConnection connection, PulpReference which, Kind kind)
    {
        object? target = which.Given ?? which.Name ?? (object?)which.Id;
        if (which.Id is { } id) return new PulpException(kind.Error, $"No {kind.Table} has the id '{id}'. {kind.Lister} lists those there are.", target);
        string name = which.Name ?? "";
        string? near = NearestWord.Find(name, connection.List($"SELECT name FROM {kind.Table} ORDER BY name LIMIT 10000", r => r.Text(0)));
        string hint = near is null ? "" : $" Did you mean '{near}'?";
        return new PulpException(kind.Error, $"No {kind.Table} is called '{name}'.{hint} {kind.Lister} lists those there are.", target);
    }

    private sealed record Kind(string Table, string Error, string Lister);
}
