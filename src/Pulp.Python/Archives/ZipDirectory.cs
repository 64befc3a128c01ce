using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Pulp.Python;

/// <summary>
/// The directory at the end of a zip. ZipArchive reads one of any length, believes its sizes, and looks neither at checksums nor at the second name before
/// the data, by which two readers of one file see two archives; so the directory is walked here, within bounds, and only unpacking is the library's.
/// </summary>
internal static class ZipDirectory
{
    private const int EndSize = 22, LongestComment = ushort.MaxValue, LocatorSize = 20, WideEndSize = 56, HeaderSize = 46, LocalSize = 30;
    private const uint EndMark = 0x06054B50, LocatorMark = 0x07064B50, WideEndMark = 0x06064B50, HeaderMark = 0x02014B50;

    // Bytes of the directory that an entry may have on the average.
    private const int EntryBytes = 512;

    /// <summary>Reads it; throws <see cref="ArchiveFaultException"/>.</summary>
    public static List<ZipItem> Read(Stream zip, ArchiveLimits limits)
    {
        (long count, long size, long offset) = FindEnd(zip);
        if (count > limits.Entries)
            throw ArchiveGuard.Limit($"has {count:N0} entries, more than {limits.Entries:N0}");
        if (size > (long)limits.Entries * EntryBytes)
            throw ArchiveGuard.Limit("has a directory that is too large");
        byte[] directory = new byte[size];
        zip.Position = offset;
        zip.ReadExactly(directory);
        List<ZipItem> items = [];
        for (int at = 0; at < directory.Length;)
        {
            if (items.Count == count)
                throw ArchiveGuard.Damaged("has more entries than it says", expected: $"{count}");
            items.Add(ReadItem(directory, ref at, offset));
        }
        if (items.Count != count)
            throw ArchiveGuard.Damaged($"has {items.Count} entries", expected: $"{count}, as it says");
        RefuseOverlaps(items, offset);
        return items;
    }

    private static (long Count, long Size, long Offset) FindEnd(Stream zip)
    {
        long length = zip.Length;
        byte[] tail = new byte[Math.Min(length, EndSize + LongestComment)];
        zip.Position = length - tail.Length;
        zip.ReadExactly(tail);
        Span<byte> mark = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, EndMark);
        int at = tail.AsSpan().LastIndexOf(mark);
        if (at < 0 || tail.Length - at < EndSize)
            throw ArchiveGuard.Damaged("is no zip, or cut", expected: "the end record of a zip");
        ReadOnlySpan<byte> end = tail.AsSpan(at);
        if (BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != end.Length - EndSize)
            throw ArchiveGuard.Damaged("goes on after its end");
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != count || BinaryPrimitives.ReadUInt32LittleEndian(end[4..]) is not (0 or 0xFFFFFFFF))
            throw ArchiveGuard.Damaged("is a part of an archive of several files");
        long endAt = length - end.Length;
        if (FindWideEnd(zip, endAt) is { } wide)
        {
            // Readers differ in which of the two they believe.
            if ((count != 0xFFFF && count != wide.Count) || (size != 0xFFFFFFFF && size != wide.Size) || (offset != 0xFFFFFFFF && offset != wide.Offset))
                throw ArchiveGuard.Damaged("has two end records that disagree");
            (count, size, offset, endAt) = wide;
        }
        if (size < 0 || offset < 0 || offset > endAt || size != endAt - offset)
            throw ArchiveGuard.Damaged("has a directory at another place than it says");
        return (count, size, offset);
    }

    private static (long Count, long Size, long Offset, long At)? FindWideEnd(Stream zip, long endAt)
    {
        if (endAt < LocatorSize + WideEndSize)
            return null;
        Span<byte> locator = stackalloc byte[LocatorSize];
        zip.Position = endAt - LocatorSize;
        zip.ReadExactly(locator);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorMark)
            return null;
        long at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (at < 0 || at > endAt - LocatorSize - WideEndSize)
            throw ArchiveGuard.Damaged("has a zip64 end record at another place than it says");
        Span<byte> end = stackalloc byte[WideEndSize];
        zip.Position = at;
        zip.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != WideEndMark || BinaryPrimitives.ReadInt64LittleEndian(end[4..]) != endAt - LocatorSize - at - 12)
            throw ArchiveGuard.Damaged("has a zip64 end record at another place than it says");
        return (BinaryPrimitives.ReadInt64LittleEndian(end[32..]), BinaryPrimitives.ReadInt64LittleEndian(end[40..]), BinaryPrimitives.ReadInt64LittleEndian(end[48..]), at);
    }

    private static ZipItem ReadItem(byte[] directory, ref int at, long directoryAt)
    {
        ReadOnlySpan<byte> header = directory.AsSpan(at);
        if (header.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderMark)
            throw ArchiveGuard.Damaged("has a directory that is damaged");
        int nameSize = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]), extraSize = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        int size = HeaderSize + nameSize + extraSize + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        if (header.Length < size)
            throw ArchiveGuard.Damaged("has a directory that is damaged");
        at += size;
        byte[] raw = header.Slice(HeaderSize, nameSize).ToArray();
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        string name = Decode(raw);
        if (nameSize > EntryNames.Longest)
            throw ArchiveGuard.Limit($"has a name of {nameSize} bytes", EntryNames.Show(name));
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]), length = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        if (!ZipItem.TryWiden(header.Slice(HeaderSize + nameSize, extraSize), ref length, ref packed, ref offset)
            || offset > directoryAt - LocalSize || packed > directoryAt - LocalSize - offset)
            throw ArchiveGuard.Damaged("lies outside of the archive", EntryNames.Show(name));
        return new ZipItem
        {
            Name = name,
            Path = EntryNames.Path(name),
            RawName = raw,
            MadeBy = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]),
            Flags = flags,
            Method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            Packed = packed,
            Length = length,
            Attributes = BinaryPrimitives.ReadUInt32LittleEndian(header[38..]),
            Offset = offset,
        };
    }

    // A name that is not UTF-8 is in the code page of some machine: shown, and like no other.
    private static string Decode(byte[] raw) => (Utf8.IsValid(raw) ? Encoding.UTF8 : Encoding.Latin1).GetString(raw);

    // A zip that uses the same bytes for many entries unpacks to anything.
    private static void RefuseOverlaps(List<ZipItem> items, long directoryAt)
    {
        ZipItem[] ordered = [.. items.OrderBy(item => item.Offset)];
        for (int i = 0; i < ordered.Length; i++)
        {
            long next = i + 1 < ordered.Length ? ordered[i + 1].Offset : directoryAt;
            ordered[i].End = next;
            if (ordered[i].Offset + LocalSize + ordered[i].RawName.Length + ordered[i].Packed > next)
                throw ArchiveGuard.Damaged("overlaps with another", EntryNames.Show(ordered[i].Name));
        }
    }
}
