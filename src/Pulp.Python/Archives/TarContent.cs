using System.Formats.Tar;
using System.IO.Compression;

namespace Pulp.Python;

/// <summary>Walks a tar packed by gzip, from front to back, once.</summary>
internal static class TarContent
{
    // All names together, for they are held to find two of a kind.
    private const long NameCharacters = 64 * 1024 * 1024;

    /// <summary>Takes an entry: what is known of it, and its bytes when it is a file; they hold until the next one.</summary>
    internal delegate void EntryAction(in EntryFacts entry, Stream? data);

    public static void Walk(Stream packed, ArchiveLimits limits, EntryAction take)
    {
        Span<byte> magic = stackalloc byte[2];
        if (packed.ReadAtLeast(magic, 2, throwOnEndOfStream: false) < 2 || magic[0] != 0x1F || magic[1] != 0x8B)
            throw ArchiveGuard.Damaged("is no gzip");
        packed.Position = 0;
        using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        using var watch = new TarWatch(gzip, limits.UnpackedOf(packed.Length));
        using var tar = new TarReader(watch, leaveOpen: true);
        int count = 0;
        long characters = 0;
        while (tar.GetNextEntry() is { } entry)
        {
            if (++count > limits.Entries)
                throw ArchiveGuard.Limit($"has more than {limits.Entries:N0} entries");
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                continue;
            if (entry.Name.Length > EntryNames.Longest || (characters += entry.Name.Length) > NameCharacters)
                throw ArchiveGuard.Limit("has names that are too long", EntryNames.Show(entry.Name));
            take(Facts(entry), IsFile(entry) ? entry.DataStream ?? Stream.Null : null);
        }
        if (!watch.Ended)
            throw ArchiveGuard.Damaged("is cut: its end is missing");
    }

    private static EntryFacts Facts(TarEntry entry)
    {
        bool hard = entry.EntryType is TarEntryType.HardLink, soft = entry.EntryType is TarEntryType.SymbolicLink;
        string path = EntryNames.Path(entry.Name);
        // A hard link names its target from the root of the archive: told as seen from the link.
        string? target = hard ? string.Concat(Enumerable.Repeat("../", path.AsSpan().Count('/'))) + entry.LinkName : entry.LinkName;
        return new EntryFacts(entry.Name, path, entry.EntryType is TarEntryType.Directory, hard || soft || !(IsFile(entry) || entry.EntryType is TarEntryType.Directory), target);
    }

    private static bool IsFile(TarEntry entry) => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
}
