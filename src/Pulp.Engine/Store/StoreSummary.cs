using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>What a store is and how much it holds.</summary>
internal static class StoreSummary
{
    internal static async Task<PulpStore> ReadAsync(LocalStore store, CancellationToken cancel)
    {
        StoreFolder folder = store.Folder;
        PulpStore read = await store.Database.ReadAsync(
            c =>
            {
                using Rows files = c.Query("SELECT count(*), ifnull(sum(size), 0) FROM artifact");
                files.Next();
                return new PulpStore
                {
                    Path = folder.Path,
                    Id = Guid.Parse(c.Text("SELECT id FROM store") ?? throw StoreErrors.Corrupt(folder)),
                    SchemaVersion = store.Database.SchemaVersion,
                    Repositories = (int)(c.Int64("SELECT count(*) FROM repository") ?? 0),
                    Files = files.Int64(0),
                    Size = files.Int64(1),
                    DatabaseSize = 0,
                    Free = 0,
                };
            },
            cancel).ConfigureAwait(false);
        return read with { DatabaseSize = folder.DatabaseSize(), Free = store.Artifacts.FreeSpace };
    }
}
