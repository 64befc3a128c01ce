using System.Runtime.CompilerServices;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Repositories;

/// <summary>Reads versions of a repository.</summary>
internal sealed class VersionReader(StoreDatabase database)
{
    private const int PageSize = 1000;

    private const string Columns =
        """
        SELECT r.name, r.guid, v.number, v.created, v.added, v.removed, v.changed, v.present, v.task
        FROM version v JOIN repository r ON r.id = v.repository WHERE v.repository = ?1
        """;

    private string Store => database.Folder.Path;

    /// <summary>Versions, newest first. Errors: RepositoryNotFound, VersionNotFound (after those that are there).</summary>
    internal async IAsyncEnumerable<PulpRepositoryVersion> GetAsync(
        PulpReference repository, VersionQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        long row = await database.ReadAsync(c => RepositoryFinder.Find(c, Store, repository).Row, cancel).ConfigureAwait(false);
        var missing = query.Numbers.ToHashSet();
        // A newer version that comes meanwhile is not part of the answer.
        long before = long.MaxValue;
        int size = query.Latest ? 1 : PageSize;
        while (true)
        {
            List<PulpRepositoryVersion> page = await database.ReadAsync(c => Page(c, row, before, size, query.Numbers), cancel).ConfigureAwait(false);
            foreach (PulpRepositoryVersion version in page)
            {
                if (query.Numbers.Count == 0 || missing.Remove(version.Number)) yield return version;
            }

            if (query.Latest || page.Count < size) break;
            before = page[^1].Number;
        }

        if (missing.Count > 0 && !query.Latest) throw await NotFoundAsync(repository, row, [.. query.Numbers.Where(missing.Contains).Distinct()], cancel).ConfigureAwait(false);
    }

    /// <summary>The number a version reference means, with its repository's row. Errors: RepositoryNotFound, VersionNotFound.</summary>
    internal static (long Row, int Number) Find(StoreConnection connection, string store, PulpVersionReference which)
    {
        (long row, _, string name) = RepositoryFinder.Find(connection, store, which.Repository);
        long? number = which.Number is { } asked
            ? connection.Int64("SELECT number FROM version WHERE repository = ?1 AND number = ?2", row, asked)
            : connection.Int64("SELECT max(number) FROM version WHERE repository = ?1", row);
        return number is { } found ? (row, (int)found) : throw NotFound(name, [which.Number ?? 0], which.Number);
    }

    private List<PulpRepositoryVersion> Page(StoreConnection connection, long repository, long before, int size, IReadOnlyList<int> numbers)
    {
        string store = Store;
        // Few numbers of many versions: each by its key.
        if (numbers.Count is > 0 and < 100)
        {
            if (before != long.MaxValue) return [];
            return [.. numbers.Distinct().OrderDescending().SelectMany(n => connection.List($"{Columns} AND v.number = ?2", r => ReadRow(r, store), repository, n))];
        }

        return connection.List($"{Columns} AND v.number < ?2 ORDER BY v.number DESC LIMIT ?3", r => ReadRow(r, store), repository, before, size);
    }

    private async Task<PulpException> NotFoundAsync(PulpReference repository, long row, int[] missing, CancellationToken cancel)
    {
        string? name = await database.ReadAsync(c => c.Text("SELECT name FROM repository WHERE id = ?1", row), cancel).ConfigureAwait(false);
        return NotFound(name ?? repository.ToString(), missing, missing.Length == 1 ? missing[0] : missing);
    }

    private static PulpException NotFound(string repository, int[] missing, object? target) => new(
        PulpErrors.VersionNotFound,
        $"The repository '{repository}' has no version {string.Join(", ", missing)}. Get-PulpRepositoryVersion lists those there are.",
        target);

    private static PulpRepositoryVersion ReadRow(Rows r, string store) => new()
    {
        Repository = r.Text(0),
        RepositoryId = r.Guid(1),
        Number = r.Int32(2),
        Href = Hrefs.Version(r.Guid(1), r.Int32(2)),
        CreatedAt = r.Time(3),
        Added = r.Int32(4),
        Removed = r.Int32(5),
        Changed = r.Int32(6),
        Present = r.Int32(7),
        Task = r.GuidOrNull(8),
        Store = store,
    };
}
