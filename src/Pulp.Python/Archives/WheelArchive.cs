using System.Security.Cryptography;

namespace Pulp.Python;

/// <summary>A wheel, read as far as its <c>.dist-info</c>.</summary>
public sealed record WheelArchive
{
    private const string InfoEnding = ".dist-info";
    private const int WheelFileBytes = 1024 * 1024;

    /// <summary>METADATA.</summary>
    public required ArchiveMetadata Metadata { get; init; }

    /// <summary>The <c>.dist-info</c> folder, without slash.</summary>
    public required string InfoFolder { get; init; }

    /// <summary>WHEEL.</summary>
    public required WheelFile Wheel { get; init; }

    /// <summary>RECORD, in its order.</summary>
    public required IReadOnlyList<WheelRecordLine> Record { get; init; }

    /// <summary>Reads METADATA, WHEEL and RECORD.</summary>
    /// <param name="stream">The wheel; seekable, read from its beginning, left open. What it throws passes through.</param>
    /// <param name="fileName">Its file name.</param>
    /// <param name="project">The project that lists it, in any spelling; null: told from the file name.</param>
    /// <param name="limits">How much is read; null: the defaults.</param>
    /// <param name="cancel">Ends it.</param>
    public static ArchiveReading<WheelArchive> Read(Stream stream, string fileName, string? project = null, ArchiveLimits? limits = null, CancellationToken cancel = default)
    {
        limits ??= ArchiveLimits.Default;
        return ArchiveGuard.Run(stream, zip =>
        {
            var content = new ZipContent(zip, limits);
            ArchiveIdentity identity = ArchiveIdentity.Of(fileName, project);
            string info = FindInfo(content, identity);
            return new WheelArchive
            {
                Metadata = ReadMetadata(content, info, identity, limits),
                InfoFolder = info,
                Wheel = WheelFile.Read(ReadFile(content, $"{info}/WHEEL", WheelFileBytes)),
                Record = WheelRecordLine.Read(ReadFile(content, $"{info}/RECORD", limits.RecordBytes))
                    ?? throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Record, "cannot be read", $"'{info}/RECORD'", "UTF-8, lines of path, digest, size")),
            };
        }, cancel);
    }

    internal static ArchiveMetadata ReadMetadata(Stream zip, string fileName, string? project, ArchiveLimits limits)
    {
        var content = new ZipContent(zip, limits);
        ArchiveIdentity identity = ArchiveIdentity.Of(fileName, project);
        return ReadMetadata(content, FindInfo(content, identity), identity, limits);
    }

    internal static void Check(Stream zip, string fileName, string? project, ArchiveLimits limits, List<ArchiveFault> faults)
    {
        var content = new ZipContent(zip, limits);
        var judge = new EntryJudge(faults);
        foreach (ZipItem item in content.Items)
            judge.Judge(item.Facts);
        ArchiveIdentity identity = ArchiveIdentity.Of(fileName, project);
        string info = FindInfo(content, identity);
        ReadMetadata(content, info, identity, limits);
        WheelFile wheel = WheelFile.Read(ReadFile(content, $"{info}/WHEEL", WheelFileBytes));
        if (wheel.Version is not { } version || !(version == "1" || version.StartsWith("1.", StringComparison.Ordinal)))
            judge.Add(new ArchiveFault(ArchiveFaultKind.Unsupported, $"gives the wheel version {EntryNames.Show(wheel.Version ?? "")}", $"'{info}/WHEEL'", "1.x"));
        if (WheelRecordLine.Read(ReadFile(content, $"{info}/RECORD", limits.RecordBytes)) is { } record)
            CheckRecord(content, info, record, judge);
        else
            judge.Add(new ArchiveFault(ArchiveFaultKind.Record, "cannot be read", $"'{info}/RECORD'", "UTF-8, lines of path, digest, size"));
    }

    private static string FindInfo(ZipContent content, ArchiveIdentity identity)
    {
        string? info = null;
        foreach (ZipItem item in content.Items)
        {
            if (EntryNames.Leads(item.Name) is { } leads)
                throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Name, leads, EntryNames.Show(item.Name)));
            int slash = item.Path.IndexOf('/', StringComparison.Ordinal);
            string first = slash < 0 ? item.Path : item.Path[..slash];
            if ((slash < 0 && !item.IsFolder) || !first.EndsWith(InfoEnding, StringComparison.OrdinalIgnoreCase))
                continue;
            if (info is not null && info != first)
                throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Twice, $"has two folders {EntryNames.Show(info)} and {EntryNames.Show(first)}", Expected: "one .dist-info"));
            info = first;
        }
        if (info is null)
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Missing, "has no .dist-info folder"));
        string named = info[..^InfoEnding.Length];
        int dash = named.LastIndexOf('-');
        identity.Judge(dash < 0 ? named : named[..dash], dash < 0 ? "" : named[(dash + 1)..], info);
        return info;
    }

    private static ArchiveMetadata ReadMetadata(ZipContent content, string info, ArchiveIdentity identity, ArchiveLimits limits)
    {
        string path = $"{info}/METADATA";
        return ArchiveMetadata.Read(path, ReadFile(content, path, limits.MetadataBytes), identity);
    }

    private static byte[] ReadFile(ZipContent content, string path, int limit) => content.Find(path) is { } item
        ? content.ReadAll(item, limit)
        : throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Missing, $"has no {EntryNames.Show(path)}"));

    private static void CheckRecord(ZipContent content, string info, IReadOnlyList<WheelRecordLine> record, EntryJudge judge)
    {
        var lines = new Dictionary<string, WheelRecordLine>(StringComparer.Ordinal);
        foreach (WheelRecordLine line in record)
            if (!lines.TryAdd(line.Path, line))
                judge.Add(new ArchiveFault(ArchiveFaultKind.Record, "is in RECORD twice", EntryNames.Show(line.Path)));
        foreach (ZipItem item in content.Items)
        {
            if (item.IsFolder)
                continue;
            bool listed = lines.Remove(item.Name, out WheelRecordLine? line);
            try
            {
                // RECORD cannot have its own digest, and its signatures are made after it.
                bool free = item.Path == $"{info}/RECORD" || item.Path == $"{info}/RECORD.jws" || item.Path == $"{info}/RECORD.p7s";
                ArchiveFault? fault = CheckEntry(content, item, free ? null : line);
                if (!free && !listed)
                    fault ??= new ArchiveFault(ArchiveFaultKind.Record, "is not in RECORD", EntryNames.Show(item.Name));
                if (fault is not null)
                    judge.Add(fault);
            }
            catch (ArchiveFaultException e) when (e.Fault.Kind != ArchiveFaultKind.Limit)
            {
                judge.Add(e.Fault);
            }
        }
        foreach (WheelRecordLine line in lines.Values)
            judge.Add(new ArchiveFault(ArchiveFaultKind.Record, "is in RECORD, and not in the archive", EntryNames.Show(line.Path)));
    }

    private static ArchiveFault? CheckEntry(ZipContent content, ZipItem item, WheelRecordLine? line)
    {
        HashAlgorithmName? kind = line?.Kind switch { "sha256" => HashAlgorithmName.SHA256, "sha384" => HashAlgorithmName.SHA384, "sha512" => HashAlgorithmName.SHA512, _ => null };
        using IncrementalHash? hash = kind is { } name ? IncrementalHash.CreateHash(name) : null;
        content.Read(item, piece => hash?.AppendData(piece));
        if (line is null)
            return null;
        string shown = EntryNames.Show(item.Name);
        if (hash is null)
            return new ArchiveFault(ArchiveFaultKind.Record, $"has {(line.Kind is null ? "no digest" : $"a digest of the kind {EntryNames.Show(line.Kind)}")} in RECORD", shown, "sha256, sha384 or sha512");
        string digest = Convert.ToBase64String(hash.GetHashAndReset()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        if (digest != line.Digest!.TrimEnd('='))
            return new ArchiveFault(ArchiveFaultKind.Record, $"has the {line.Kind} {digest}", shown, $"{PythonText.Excerpt(line.Digest)}, as RECORD says");
        return line.Size is { } size && size != item.Length ? new ArchiveFault(ArchiveFaultKind.Record, $"has {item.Length} bytes", shown, $"{size}, as RECORD says") : null;
    }
}
