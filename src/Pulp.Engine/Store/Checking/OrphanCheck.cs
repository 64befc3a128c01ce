using System.Globalization;
using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.Engine.Store.Checking;

/// <summary>What no version needs: artifacts, and content that was never downloaded. What a running task has just brought is not told.</summary>
internal static class OrphanCheck
{
    private const int PageSize = 1000;

    internal static async IAsyncEnumerable<StoreFinding> RunAsync(CheckQueries queries, StoreFolder folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        DateTimeOffset before = await queries.OldestRunningAsync(cancel).ConfigureAwait(false) ?? DateTimeOffset.MaxValue;
        byte[] last = [];
        for (int count = PageSize; count == PageSize;)
        {
            byte[] after = last;
            List<OrphanArtifact> page = await queries.ReadAsync(c => OrphanRows.Page(c, after, before, PageSize), cancel).ConfigureAwait(false);
            foreach (OrphanArtifact orphan in page)
            {
                yield return new StoreFinding(
                    new PulpStoreProblem
                    {
                        Kind = PulpStoreProblemKind.Orphan,
                        Path = folder.PathOf(orphan.Sha256),
                        Sha256 = Convert.ToHexStringLower(orphan.Sha256),
                        FileName = orphan.FileName,
                        Description = string.Create(CultureInfo.InvariantCulture, $"No version needs this file of {orphan.Size} bytes. Clear-PulpOrphan deletes it."),
                        Store = folder.Path,
                    },
                    orphan.Sha256,
                    orphan.Size);
            }

            count = page.Count;
            if (count > 0) last = page[^1].Sha256;
        }

        long lastContent = 0;
        for (int count = PageSize; count == PageSize;)
        {
            long after = lastContent;
            List<(long Id, byte[] Sha256, string FileName)> page = await queries.ReadAsync(c => OrphanRows.ContentPage(c, after, before, PageSize), cancel).ConfigureAwait(false);
            foreach ((_, byte[] sha256, string name) in page)
            {
                yield return new StoreFinding(new PulpStoreProblem
                {
                    Kind = PulpStoreProblemKind.Orphan,
                    Path = folder.Database,
                    Sha256 = Convert.ToHexStringLower(sha256),
                    FileName = name,
                    Description = $"No version needs what is known of {name}, which is not downloaded. Clear-PulpOrphan forgets it.",
                    Store = folder.Path,
                });
            }

            count = page.Count;
            if (count > 0) lastContent = page[^1].Id;
        }
    }
}
