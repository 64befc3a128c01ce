using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.Engine.Store.Checking;

/// <summary>
/// Compares rows and files, folder by folder. Syncs, cleanups and repairs may run meanwhile: a folder is listed before its rows are read, and what looks
/// missing or stray is looked at again in the order in which it could be wrong.
/// </summary>
internal sealed class ArtifactWalk(CheckQueries queries, StoreFolder folder, bool strays, IProgress<PulpStoreProgress>? progress)
{
    private const int PageSize = 1000;

    // Reading and hashing side by side; more would only make the disk seek.
    private const int AtOnce = 4;

    private long _done;
    private long _bytes;
    private long? _total;

    internal async IAsyncEnumerable<StoreFinding> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        _total = await queries.ReadAsync(c => c.Int64("SELECT count(*) FROM artifact"), cancel).ConfigureAwait(false);
        // First, so that a repair meets none that it noted itself.
        await foreach (StoreFinding finding in LostAsync(cancel).ConfigureAwait(false)) yield return finding;
        for (int first = 0; first < 256; first++)
        {
            string name = Convert.ToHexStringLower([(byte)first]);
            HashSet<string> unknown = strays ? Files(name) : [];
            await foreach (StoreFinding finding in RowsAsync((byte)first, unknown, cancel).ConfigureAwait(false)) yield return finding;
            foreach (string file in unknown)
            {
                cancel.ThrowIfCancellationRequested();
                if (await StrayAsync(name, file, cancel).ConfigureAwait(false) is { } stray) yield return new StoreFinding(stray);
            }
        }
    }

    private async IAsyncEnumerable<StoreFinding> RowsAsync(byte first, HashSet<string> unknown, [EnumeratorCancellation] CancellationToken cancel)
    {
        byte[] after = [first];
        byte[]? end = first < byte.MaxValue ? [(byte)(first + 1)] : null;
        while (true)
        {
            byte[] from = after;
            List<(byte[] Sha256, long Size)> page = await queries.ReadAsync(
                c => c.List(
                    "SELECT sha256, size FROM artifact WHERE sha256 > ?1 AND (?2 IS NULL OR sha256 < ?2) AND length(sha256) = 32 ORDER BY sha256 LIMIT ?3",
                    r => (r.Blob(0), r.Int64(1)),
                    from,
                    end,
                    PageSize),
                cancel).ConfigureAwait(false);
            foreach ((byte[] sha256, _) in page) unknown.Remove(Convert.ToHexStringLower(sha256)[2..]);
            foreach ((byte[] Sha256, long Size)[] few in page.Chunk(AtOnce))
            {
                StoreFinding?[] found = await Task.WhenAll(few.Select(r => Task.Run(() => LookAsync(r.Sha256, r.Size, cancel), cancel))).ConfigureAwait(false);
                _done += few.Length;
                _bytes += few.Sum(r => r.Size);
                progress?.Report(new PulpStoreProgress("Checking files", _done, _total, _bytes));
                foreach (StoreFinding? finding in found)
                {
                    if (finding is not null) yield return finding;
                }
            }

            if (page.Count < PageSize) yield break;
            after = page[^1].Sha256;
        }
    }

    private async Task<StoreFinding?> LookAsync(byte[] sha256, long size, CancellationToken cancel)
    {
        if (await ArtifactCheck.LookAsync(folder, sha256, size, cancel).ConfigureAwait(false) is null) return null;
        // A cleanup moves the file first and deletes the row after, or moves it back: while it lies in its folder nothing is missing.
        if (CleanupFolder.HasMoved(folder, sha256)) return null;
        if (await queries.ReadAsync(c => ArtifactRows.Size(c, sha256), cancel).ConfigureAwait(false) is not { } now) return null;
        if (await ArtifactCheck.LookAsync(folder, sha256, now, cancel).ConfigureAwait(false) is not { } finding) return null;
        return await DescribeAsync(finding, cancel).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<StoreFinding> LostAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        byte[] after = [];
        while (true)
        {
            byte[] from = after;
            List<(byte[] Sha256, long Size)> page = await queries.ReadAsync(c => LostRows.Page(c, from, PageSize), cancel).ConfigureAwait(false);
            foreach ((byte[] sha256, long size) in page)
            {
                var problem = new PulpStoreProblem
                {
                    Kind = PulpStoreProblemKind.Missing,
                    Path = folder.PathOf(sha256),
                    Sha256 = Convert.ToHexStringLower(sha256),
                    Description = "The file was lost, and no repair could get it again yet.",
                    Store = folder.Path,
                };
                yield return await DescribeAsync(new StoreFinding(problem, sha256, size), cancel).ConfigureAwait(false);
            }

            if (page.Count < PageSize) yield break;
            after = page[^1].Sha256;
        }
    }

    private Task<StoreFinding> DescribeAsync(StoreFinding finding, CancellationToken cancel) => queries.ReadAsync(
        c => finding with
        {
            Problem = finding.Problem with
            {
                FileName = c.Text("SELECT min(f.name) FROM content c JOIN file f ON f.id = c.file WHERE c.sha256 = ?1", finding.Sha256),
                Repositories = c.List(
                    "SELECT name FROM repository WHERE id IN (SELECT m.repository FROM content c JOIN member m ON m.content = c.id WHERE c.sha256 = ?1) ORDER BY name",
                    r => r.Text(0),
                    finding.Sha256),
            },
        },
        cancel);

    private HashSet<string> Files(string name)
    {
        string path = Path.Combine(folder.Artifacts, name);
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path).Select(p => Path.GetFileName(p)!).Where(f => ArtifactName.TryRead(name, f, out _)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A file without a row: a problem only when it is not on its way into the store.</summary>
    private async Task<PulpStoreProblem?> StrayAsync(string name, string file, CancellationToken cancel)
    {
        string path = Path.Combine(folder.Artifacts, name, file);
        byte[] sha256 = Convert.FromHexString(name + file);
        // The row is looked for after the tasks: one that placed the file and ended in between has its row by then.
        DateTimeOffset? running = await queries.OldestRunningAsync(cancel).ConfigureAwait(false);
        if (await queries.ReadAsync(c => ArtifactRows.Size(c, sha256), cancel).ConfigureAwait(false) is not null) return null;
        if (FileStamp.Of(path) is not { } stamp || stamp.Written >= running?.UtcDateTime) return null;
        return new PulpStoreProblem
        {
            Kind = PulpStoreProblemKind.Stray,
            Path = path,
            Sha256 = name + file,
            Description = "No row names this file. The next sync that needs these bytes takes it; Clear-PulpOrphan deletes it.",
            Store = folder.Path,
        };
    }
}
