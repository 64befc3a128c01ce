using System.Runtime.CompilerServices;
using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>Reads remotes.</summary>
internal sealed class RemoteReader(StoreDatabase database)
{
    private const int PageSize = 1000;

    private string Store => database.Folder.Path;

    /// <summary>Remotes by name. Null: all. A pattern that nothing fits gives nothing; an exact unknown one is RemoteNotFound.</summary>
    internal async IAsyncEnumerable<PulpPythonRemote> GetAsync(PulpReference? which, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (which is { IsPattern: false })
        {
            RemoteRow found = await database.ReadAsync(c => RemoteRow.Read(c, RepositoryFinder.FindRemote(c, Store, which).Row)!, cancel).ConfigureAwait(false);
            yield return found.ToModel(Store);
            yield break;
        }

        Wildcard? pattern = which is null ? null : new Wildcard(which.Name ?? "*");
        string last = "";
        while (true)
        {
            List<RemoteRow> page = await database.ReadAsync(c => RemoteRow.Page(c, last, PageSize), cancel).ConfigureAwait(false);
            foreach (RemoteRow remote in page)
            {
                if (pattern is null || pattern.IsMatch(remote.Name)) yield return remote.ToModel(Store);
            }

            if (page.Count < PageSize) yield break;
            last = page[^1].Name;
        }
    }
}
