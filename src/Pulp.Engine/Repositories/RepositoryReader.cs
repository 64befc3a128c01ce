using System.Runtime.CompilerServices;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Repositories;

/// <summary>Reads repositories.</summary>
internal sealed class RepositoryReader(StoreDatabase database)
{
    private const int PageSize = 1000;

    private const string Columns =
        """
        SELECT r.guid, r.name, r.description, m.name, v.number, v.present, r.created, r.updated
        FROM repository r JOIN version v ON v.repository = r.id AND v.number = (SELECT max(number) FROM version WHERE repository = r.id)
        LEFT JOIN remote m ON m.id = r.remote
        """;

    private string Store => database.Folder.Path;

    /// <summary>Repositories by name. Null: all. A pattern that nothing fits gives nothing; an exact unknown one is RepositoryNotFound.</summary>
    internal async IAsyncEnumerable<PulpRepository> GetAsync(PulpReference? which, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (which is { IsPattern: false })
        {
            yield return await database.ReadAsync(c => Read(c, Store, RepositoryFinder.Find(c, Store, which).Row), cancel).ConfigureAwait(false);
            yield break;
        }

        Wildcard? pattern = which is null ? null : new Wildcard(which.Name ?? "*");
        string last = "";
        while (true)
        {
            List<PulpRepository> page = await database.ReadAsync(c => Page(c, last), cancel).ConfigureAwait(false);
            foreach (PulpRepository repository in page)
            {
                if (pattern is null || pattern.IsMatch(repository.Name)) yield return repository;
            }

            if (page.Count < PageSize) yield break;
            last = page[^1].Name;
        }
    }

    /// <summary>A repository by its row.</summary>
    internal static PulpRepository Read(StoreConnection connection, string store, long row)
    {
        using Rows rows = connection.Query($"{Columns} WHERE r.id = ?1", row);
        return rows.Next() ? ReadRow(rows, store) : throw new InvalidOperationException("A repository without a version.");
    }

    private List<PulpRepository> Page(StoreConnection connection, string last)
    {
        string store = Store;
        return connection.List($"{Columns} WHERE r.name > ?1 ORDER BY r.name LIMIT ?2", r => ReadRow(r, store), last, PageSize);
    }

    private static PulpRepository ReadRow(Rows r, string store) => new()
    {
        Id = r.Guid(0),
        Href = Hrefs.Repository(r.Guid(0)),
        Name = r.Text(1),
        Description = r.TextOrNull(2),
        Remote = r.TextOrNull(3),
        LatestVersion = r.Int32(4),
        ContentCount = r.Int32(5),
        CreatedAt = r.Time(6),
        UpdatedAt = r.Time(7),
        Store = store,
    };
}
