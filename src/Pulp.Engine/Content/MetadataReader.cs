using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Content;

/// <summary>
/// Adds metadata to rows on their way to the user: what is kept, and where it is asked for what the files themselves say, which is then kept. Few at
/// a time: metadata may be large, and packed it does not show.
/// </summary>
internal sealed class MetadataReader(StoreDatabase database, ArtifactStore artifacts)
{
    private const int RowsAtOnce = 100;
    private const long BytesAtOnce = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly List<(long Content, byte[] Metadata)> _news = [];
    private long _newBytes;
    private long _since = Stopwatch.GetTimestamp();

    /// <summary>Rows as packages, in their order. <paramref name="read"/>: what is not kept is read from the files.</summary>
    internal async IAsyncEnumerable<PulpPythonPackage> FillAsync(IReadOnlyList<ContentRow> rows, bool read, [EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            foreach (List<ContentRow> part in Parts(rows))
            {
                Dictionary<long, byte[]> kept = await KeptAsync(part, cancel).ConfigureAwait(false);
                foreach (ContentRow row in part)
                {
                    PulpPythonPackage package = row.ToModel(database.Folder, artifacts);
                    if (kept.Remove(row.Content, out byte[]? packed)) package = package with { Metadata = MetadataColumn.Read(packed) };
                    else if (read && row.IsDownloaded) package = await Task.Run(() => Read(package, row, cancel), cancel).ConfigureAwait(false);
                    if (_newBytes > BytesAtOnce || (_news.Count > 0 && Stopwatch.GetElapsedTime(_since) > Patience)) await KeepAsync(cancel).ConfigureAwait(false);
                    yield return package;
                }
            }
        }
        finally
        {
            // Also when the pipeline has had enough: what was read is known.
            await KeepAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static IEnumerable<List<ContentRow>> Parts(IReadOnlyList<ContentRow> rows)
    {
        var part = new List<ContentRow>();
        long bytes = 0;
        foreach (ContentRow row in rows)
        {
            if (part.Count > 0 && (part.Count == RowsAtOnce || bytes + (row.MetadataSize ?? 0) > BytesAtOnce))
            {
                yield return part;
                (part, bytes) = ([], 0);
            }

            part.Add(row);
            bytes += row.MetadataSize ?? 0;
        }

        if (part.Count > 0) yield return part;
    }

    // What a file says never changes, so that it may be read in another snapshot than its row.
    private async Task<Dictionary<long, byte[]>> KeptAsync(List<ContentRow> part, CancellationToken cancel)
    {
        long[] known = [.. part.Where(r => r.MetadataSize is not null).Select(r => r.Content)];
        if (known.Length == 0) return [];
        return await database.ReadAsync(
            c =>
            {
                var found = new Dictionary<long, byte[]>();
                foreach (long content in known)
                    foreach (byte[] packed in c.List("SELECT metadata FROM content WHERE id = ?1 AND metadata IS NOT NULL", r => r.Blob(0), content)) found[content] = packed;
                return found;
            },
            cancel).ConfigureAwait(false);
    }

    private PulpPythonPackage Read(PulpPythonPackage package, ContentRow row, CancellationToken cancel)
    {
        // Eggs and installers have none that is read; a source archive that is packed in another way should have.
        if (row.Type is not ("bdist_wheel" or "sdist")) return package;
        try
        {
            using FileStream file = ArtifactStore.OpenRead(artifacts.PathOf(row.Sha256));
            ArchiveReading<ArchiveMetadata> reading = DistributionArchive.ReadMetadata(file, row.FileName, row.Project, cancel: cancel);
            if (reading.Value is not { } found) return package with { MetadataFault = reading.Fault!.ToString() };
            PulpPackageMetadata metadata = MetadataColumn.ToModel(found.Metadata);
            byte[] packed = MetadataColumn.Write(metadata);
            _news.Add((row.Content, packed));
            _newBytes += packed.Length;
            return package with { Metadata = metadata };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return package with { MetadataFault = $"its file in the store cannot be read ({error.Message.TrimEnd('.')}); Test-PulpStore says more" };
        }
    }

    private async Task KeepAsync(CancellationToken cancel)
    {
        if (_news.Count > 0)
        {
            (long Content, byte[] Metadata)[] news = [.. _news];
            await database.WriteAsync(
                c =>
                {
                    foreach ((long content, byte[] metadata) in news) c.Execute("UPDATE content SET metadata = ?2 WHERE id = ?1", content, metadata);
                },
                cancel).ConfigureAwait(false);
        }

        _news.Clear();
        _newBytes = 0;
        _since = Stopwatch.GetTimestamp();
    }
}
