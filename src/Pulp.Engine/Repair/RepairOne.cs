using Pulp.Engine.Store;
using Pulp.Engine.Store.Checking;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Repair;

/// <summary>Repairs one file at a time: from bytes that lie about in the store, else from an index. Safe for use side by side.</summary>
internal sealed class RepairOne(LocalStore store, RepairUpstreams upstreams, Lazy<StrayBytes> strays, IReadOnlyList<(long Row, string Name)> remotes)
{
    /// <summary>What would be done about a problem.</summary>
    internal async Task<string> PlanAsync(StoreFinding finding, CancellationToken cancel)
    {
        List<RepairSource> sources = await SourcesAsync(finding, cancel).ConfigureAwait(false);
        string aside = finding.Stamp is null ? "" : ", and keep the damaged file aside";
        return sources.Count == 0
            ? $"Look for the bytes in the store, for no remote has them{aside}"
            : $"Fetch again from {string.Join(" or ", sources.Select(s => $"'{s.RemoteName}'").Distinct())}{aside}";
    }

    /// <summary>The problem as it is afterwards. Errors: StoreFull.</summary>
    internal async Task<PulpStoreProblem> RepairAsync(StoreFinding finding, CancellationToken cancel)
    {
        byte[] sha256 = finding.Sha256!;
        if (finding.Problem.Kind == PulpStoreProblemKind.Missing && Adopt(sha256, finding.Size) is { } size)
        {
            await PutAsync(sha256, size, cancel).ConfigureAwait(false);
            return finding.Problem with { Repaired = true, Description = "Its bytes were found in the store and are in their place again." };
        }

        var reasons = new List<string>();
        foreach (RepairSource source in await SourcesAsync(finding, cancel).ConfigureAwait(false))
        {
            await using IncomingFile incoming = store.Artifacts.Begin();
            FileAnswer answer = await upstreams.FetchAsync(source, sha256, incoming, cancel).ConfigureAwait(false);
            if (answer.Code == "store.full") throw StoreErrors.Full(store.Folder);
            if (answer.Sha256 is null)
            {
                reasons.Add($"'{source.RemoteName}' ({answer.Code}): {answer.Description}");
                continue;
            }

            string? aside = finding.Problem.Kind == PulpStoreProblemKind.Damaged ? DamagedFiles.MoveAside(store.Folder, sha256, finding.Stamp) : null;
            await store.Artifacts.PlaceAsync(incoming, sha256, cancel).ConfigureAwait(false);
            await PutAsync(sha256, answer.Size, cancel).ConfigureAwait(false);
            return finding.Problem with { Repaired = true, Description = $"Fetched again from '{source.RemoteName}'.{Kept(aside)}" };
        }

        return await GiveUpAsync(finding, sha256, reasons, cancel).ConfigureAwait(false);
    }

    /// <summary>Nothing has the bytes: what is damaged is not served any more, and whatever needs them next fetches them.</summary>
    private async Task<PulpStoreProblem> GiveUpAsync(StoreFinding finding, byte[] sha256, List<string> reasons, CancellationToken cancel)
    {
        string why = reasons.Count == 0 ? "No remote is known that has it." : string.Join(" ", reasons.Select(r => r.EndsWith('.') ? r : r + "."));
        // A file that could not be read may be whole.
        if (finding.Problem.Kind == PulpStoreProblemKind.Damaged && finding.Stamp is null)
            return finding.Problem with { Repaired = false, Description = $"{finding.Problem.Description} {why} It was left as it is." };
        string? aside = finding.Stamp is null ? null : DamagedFiles.MoveAside(store.Folder, sha256, finding.Stamp);
        await store.Database.WriteAsync(c => LostRows.Put(c, sha256, store.Folder.PathOf(sha256), DateTimeOffset.UtcNow), cancel).ConfigureAwait(false);
        string next = finding.Problem.Repositories.Count == 0 ? "No version needs it." : "The next sync that is offered it fetches it.";
        return finding.Problem with { Repaired = false, Description = $"{why}{Kept(aside)} {next}" };
    }

    private long? Adopt(byte[] sha256, long size)
    {
        if (store.Artifacts.TryAdopt(sha256) is { } inPlace) return inPlace;
        foreach (string path in strays.Value.OfSize(size))
        {
            if (store.Artifacts.TryTake(path, sha256) is { } taken) return taken;
        }

        return null;
    }

    private Task PutAsync(byte[] sha256, long size, CancellationToken cancel) => store.Database.WriteAsync(
        c =>
        {
            // As a sync does: a cleanup may have taken the file, and its row, since.
            if (File.Exists(store.Folder.PathOf(sha256))) ArtifactRows.Put(c, sha256, size, DateTimeOffset.UtcNow);
        },
        cancel);

    private Task<List<RepairSource>> SourcesAsync(StoreFinding finding, CancellationToken cancel) =>
        store.Database.ReadAsync(c => RepairSource.Find(c, finding.Sha256!, remotes), cancel);

    private string Kept(string? aside) => aside is null ? "" : $" The damaged file is kept as {Path.GetRelativePath(store.Folder.Path, aside)}.";
}
