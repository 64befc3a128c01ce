namespace Pulp.Python;

/// <summary>
/// Reads wheels (<c>.whl</c>) and source distributions (<c>.tar.gz</c>, <c>.zip</c>) without unpacking them: their metadata, or all their faults. Nothing in an
/// archive throws; memory and time are bounded by <see cref="ArchiveLimits"/>.
/// </summary>
public static class DistributionArchive
{
    private const string MetadataName = "PKG-INFO";

    /// <summary>True: a file of that name may be read. Eggs, installers and other ways to pack a tar are not.</summary>
    public static bool CanRead(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return Format(fileName) != Kind.Other;
    }

    /// <summary>Reads METADATA of a wheel, PKG-INFO of a source distribution.</summary>
    /// <param name="stream">The archive; seekable, read from its beginning, left open. What it throws passes through.</param>
    /// <param name="fileName">Its file name.</param>
    /// <param name="project">The project that lists it, in any spelling; null: told from the file name.</param>
    /// <param name="limits">How much is read; null: the defaults.</param>
    /// <param name="cancel">Ends it.</param>
    public static ArchiveReading<ArchiveMetadata> ReadMetadata(
        Stream stream, string fileName, string? project = null, ArchiveLimits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        limits ??= ArchiveLimits.Default;
        return ArchiveGuard.Run(stream, archive => Format(fileName) switch
        {
            Kind.Wheel => WheelArchive.ReadMetadata(archive, fileName, project, limits),
            Kind.Zip => ReadZip(archive, fileName, project, limits, judge: null),
            Kind.Tar => ReadTar(archive, fileName, project, limits, judge: null),
            _ => throw NotRead(),
        }, cancel);
    }

    /// <summary>
    /// Checks an archive as a whole: names, links, twins, checksums, metadata, and of a wheel every entry against RECORD. Reads all of it, streaming.
    /// Parameters as in <see cref="ReadMetadata"/>.
    /// </summary>
    /// <returns>The faults, a hundred at most; empty: none.</returns>
    public static IReadOnlyList<ArchiveFault> Check(
        Stream stream, string fileName, string? project = null, ArchiveLimits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        limits ??= ArchiveLimits.Default;
        List<ArchiveFault> faults = [];
        ArchiveReading<List<ArchiveFault>> reading = ArchiveGuard.Run(stream, archive =>
        {
            switch (Format(fileName))
            {
                case Kind.Wheel:
                    WheelArchive.Check(archive, fileName, project, limits, faults);
                    break;
                case Kind.Zip:
                    ReadZip(archive, fileName, project, limits, new EntryJudge(faults));
                    break;
                case Kind.Tar:
                    ReadTar(archive, fileName, project, limits, new EntryJudge(faults));
                    break;
                default:
                    throw NotRead();
            }
            return faults;
        }, cancel);
        if (reading.Fault is { } last && !faults.Contains(last))
            faults.Add(last);
        return faults;
    }

    private static Kind Format(string fileName) =>
        fileName.EndsWith(".whl", StringComparison.Ordinal) ? Kind.Wheel
        : fileName.EndsWith(".zip", StringComparison.Ordinal) ? Kind.Zip
        : fileName.EndsWith(".tar.gz", StringComparison.Ordinal) || fileName.EndsWith(".tgz", StringComparison.Ordinal) ? Kind.Tar
        : Kind.Other;

    private static ArchiveFaultException NotRead() =>
        new(new ArchiveFault(ArchiveFaultKind.Unsupported, "is of a kind that is not read", Expected: ".whl, .tar.gz or .zip"));

    private static ArchiveMetadata ReadZip(Stream stream, string fileName, string? project, ArchiveLimits limits, EntryJudge? judge)
    {
        ArchiveIdentity identity = ArchiveIdentity.Of(fileName, project);
        var content = new ZipContent(stream, limits);
        var found = new MetadataPlace();
        foreach (ZipItem item in content.Items)
        {
            judge?.Judge(item.Facts);
            if (found.IsHere(item.Facts))
                content.Find(item.Path);
            if (judge is not null && !item.IsFolder)
                content.Read(item, static _ => { });
        }
        return ArchiveMetadata.Read(found.Path, content.ReadAll(content.Find(found.Path)!, limits.MetadataBytes), identity);
    }

    private static ArchiveMetadata ReadTar(Stream stream, string fileName, string? project, ArchiveLimits limits, EntryJudge? judge)
    {
        ArchiveIdentity identity = ArchiveIdentity.Of(fileName, project);
        var found = new MetadataPlace();
        byte[]? bytes = null;
        // Read to its end in any case: a second PKG-INFO would be the one that counts where it is unpacked.
        TarContent.Walk(stream, limits, (in EntryFacts entry, Stream? data) =>
        {
            judge?.Judge(entry);
            if (!found.IsHere(entry))
                return;
            if (data is null)
                throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Link, "is a link", EntryNames.Show(entry.Name), "a file"));
            bytes = ReadAll(data, entry, limits.MetadataBytes);
        });
        return ArchiveMetadata.Read(found.Path, bytes!, identity);
    }

    private static byte[] ReadAll(Stream data, in EntryFacts entry, int limit)
    {
        using var whole = new MemoryStream();
        byte[] piece = new byte[16 * 1024];
        for (int read; (read = data.Read(piece)) > 0;)
        {
            if (whole.Length + read > limit)
                throw ArchiveGuard.Limit($"has more than {limit:N0} bytes", EntryNames.Show(entry.Name));
            whole.Write(piece, 0, read);
        }
        return whole.ToArray();
    }

    private enum Kind
    {
        Other,
        Wheel,
        Zip,
        Tar,
    }

    // PKG-INFO lies in the one folder that a source distribution unpacks to; those deeper down are of something else.
    private sealed class MetadataPlace
    {
        private string? _path;

        public string Path => _path ?? throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Missing, $"has no {MetadataName} in its folder"));

        public bool IsHere(in EntryFacts entry)
        {
            if (EntryNames.Leads(entry.Name) is { } leads)
                throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Name, leads, EntryNames.Show(entry.Name)));
            if (entry.IsFolder || !entry.Path.EndsWith($"/{MetadataName}", StringComparison.OrdinalIgnoreCase) || entry.Path.AsSpan().Count('/') != 1)
                return false;
            if (_path is not null)
                throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Twice, $"is there twice ({EntryNames.Show(_path)})", EntryNames.Show(entry.Name)));
            if (!entry.Path.EndsWith(MetadataName, StringComparison.Ordinal))
                return false;
            _path = entry.Path;
            return true;
        }
    }
}
