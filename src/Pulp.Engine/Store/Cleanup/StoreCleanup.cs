using Pulp.Model;

namespace Pulp.Engine.Store.Cleanup;

/// <summary>Takes away what no version needs (STORE, Garbage). Syncs of any process may run meanwhile: they lose nothing.</summary>
internal sealed class StoreCleanup(LocalStore store)
{
    private const int BatchSize = 500;

    private StoreDatabase Database => store.Database;

    /// <summary>What <see cref="RunAsync"/> would take now. Errors: InvalidSetting.</summary>
    internal async Task<PulpOrphans> LookAsync(TimeSpan protection, CancellationToken cancel)
    {
        DateTimeOffset before = Before(protection);
        var orphans = new PulpOrphans(0, 0, 0, 0, 0);
        byte[] last = [];
        for (int count = BatchSize; count == BatchSize;)
        {
            byte[] after = last;
            List<OrphanArtifact> page = await Database.ReadAsync(c => OrphanRows.Page(c, after, before, BatchSize), cancel).ConfigureAwait(false);
            orphans = orphans with
            {
                Files = orphans.Files + page.Count,
                Size = orphans.Size + page.Sum(o => o.Size),
                Irreplaceable = orphans.Irreplaceable + page.Count(o => !o.Replaceable),
            };
            count = page.Count;
            if (count > 0) last = page[^1].Sha256;
        }

        await foreach (StrayFile stray in StrayFiles.FindAsync(store, before, cancel).ConfigureAwait(false))
            orphans = orphans with { Strays = orphans.Strays + 1, StraySize = orphans.StraySize + stray.Length };
        return orphans;
    }

    /// <summary>Takes it. Errors: InvalidSetting, StoreBusy, StoreFull.</summary>
    internal async Task<PulpCleanup> RunAsync(TimeSpan protection, IProgress<PulpStoreProgress>? progress, CancellationToken cancel)
    {
        DateTimeOffset before = Before(protection);
        await store.Workers.BuryDeadAsync(Database, cancel).ConfigureAwait(false);
        var removal = new FileRemoval(store, progress);
        byte[] last = [];
        for (int count = BatchSize; count == BatchSize;)
        {
            byte[] after = last;
            List<OrphanArtifact> page = await Database.ReadAsync(c => OrphanRows.Page(c, after, before, BatchSize), cancel).ConfigureAwait(false);
            if (page.Count > 0) await removal.RemoveAsync([.. page.Select(o => o.Sha256)], before, cancel).ConfigureAwait(false);
            count = page.Count;
            if (count > 0) last = page[^1].Sha256;
        }

        await RemoveStraysAsync(removal, before, cancel).ConfigureAwait(false);
        progress?.Report(new PulpStoreProgress("Clearing the database", removal.Files, null, removal.Size));
        await new RowCleanup(Database).RunAsync(before, cancel).ConfigureAwait(false);
        return new PulpCleanup { Files = removal.Files, Size = removal.Size, Store = store.Folder.Path };
    }

    private async Task RemoveStraysAsync(FileRemoval removal, DateTimeOffset before, CancellationToken cancel)
    {
        var batch = new List<StrayFile>();
        await foreach (StrayFile stray in StrayFiles.FindAsync(store, before, cancel).ConfigureAwait(false))
        {
            batch.Add(stray);
            if (batch.Count < BatchSize) continue;
            await removal.RemoveStraysAsync(batch, cancel).ConfigureAwait(false);
            batch.Clear();
        }

        if (batch.Count > 0) await removal.RemoveStraysAsync(batch, cancel).ConfigureAwait(false);
    }

    private static DateTimeOffset Before(TimeSpan protection)
    {
        if (protection < TimeSpan.Zero)
            throw new PulpException(PulpErrors.InvalidSetting, $"A protection time of {protection} is below zero. Give 0 to protect nothing.", protection);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return protection > now - DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now - protection;
    }
}
