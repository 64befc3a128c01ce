using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Pulp.Python;

/// <summary>The entries of a zip and their bytes, each held to the length and checksum that the directory says.</summary>
internal sealed class ZipContent
{
    private const int LocalSize = 30, PieceSize = 64 * 1024, Stored = 0, Deflated = 8, SizesFollow = 8;
    private const uint LocalMark = 0x04034B50;

    private readonly Stream _zip;
    private readonly Dictionary<string, ZipItem> _byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _twice = new(StringComparer.OrdinalIgnoreCase);
    private long _left;

    public ZipContent(Stream zip, ArchiveLimits limits)
    {
        _zip = zip;
        _left = limits.UnpackedOf(zip.Length);
        Items = ZipDirectory.Read(zip, limits);
        foreach (ZipItem item in Items)
            if (!_byPath.TryAdd(item.Path, item))
                _twice.Add(item.Path);
    }

    public IReadOnlyList<ZipItem> Items { get; }

    /// <summary>The file at a path; null: there is none. One that is there twice, letter case aside, is a fault.</summary>
    public ZipItem? Find(string path)
    {
        if (_twice.Contains(path))
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Twice, "is there twice, letter case aside", EntryNames.Show(path)));
        return _byPath.TryGetValue(path, out ZipItem? item) && item.Path == path && !item.IsFolder ? item : null;
    }

    /// <summary>All bytes of an entry.</summary>
    public byte[] ReadAll(ZipItem item, int limit)
    {
        if (item.Length > limit)
            throw ArchiveGuard.Limit($"has {item.Length:N0} bytes, more than {limit:N0}", EntryNames.Show(item.Name));
        if (item.IsLink)
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Link, "is a link", EntryNames.Show(item.Name), "a file"));
        // What it says may be a lie: it grows with what comes.
        using var whole = new MemoryStream((int)Math.Min(item.Length, PieceSize));
        Read(item, whole.Write);
        return whole.ToArray();
    }

    /// <summary>Reads an entry piece by piece.</summary>
    public void Read(ZipItem item, ReadOnlySpanAction take)
    {
        string shown = EntryNames.Show(item.Name);
        if (item.IsEncrypted)
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Encrypted, "is encrypted", shown));
        if (item.Method is not (Stored or Deflated))
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Unsupported, $"is packed by method {item.Method}", shown, "stored or deflated"));
        if (item.Length > _left)
            throw ArchiveGuard.Limit("unpacks to more than is read of an archive of this size", shown);
        FindData(item, shown);
        using var packed = new PartStream(_zip, item.Packed);
        using Stream data = item.Method == Stored ? packed : new DeflateStream(packed, CompressionMode.Decompress);
        var crc = new Crc32();
        byte[] piece = new byte[(int)Math.Min(PieceSize, item.Length + 1)];
        long length = 0;
        try
        {
            for (int read; (read = data.Read(piece)) > 0;)
            {
                if ((length += read) > item.Length)
                    throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Checksum, "is longer than it says", shown, $"{item.Length} bytes"));
                crc.Append(piece.AsSpan(0, read));
                take(piece.AsSpan(0, read));
            }
        }
        catch (InvalidDataException)
        {
            throw ArchiveGuard.Damaged("cannot be unpacked", shown);
        }
        _left -= length;
        if (length != item.Length)
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Checksum, $"has {length} bytes", shown, $"{item.Length} bytes, as it says"));
        if (crc.GetCurrentHashAsUInt32() != item.Crc)
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Checksum, $"has the CRC {crc.GetCurrentHashAsUInt32():x8}", shown, $"{item.Crc:x8}"));
    }

    // Before the data stand name and sizes again: readers that go from front to back must see the same archive.
    private void FindData(ZipItem item, string shown)
    {
        Span<byte> local = stackalloc byte[LocalSize];
        _zip.Position = item.Offset;
        _zip.ReadExactly(local);
        int nameSize = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]), extraSize = BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalMark || nameSize != item.RawName.Length)
            throw ArchiveGuard.Damaged("is not where the directory says", shown);
        byte[] name = new byte[nameSize];
        _zip.ReadExactly(name);
        bool sized = (BinaryPrimitives.ReadUInt16LittleEndian(local[6..]) & SizesFollow) == 0;
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(local[18..]), length = BinaryPrimitives.ReadUInt32LittleEndian(local[22..]);
        if (!name.AsSpan().SequenceEqual(item.RawName) || BinaryPrimitives.ReadUInt16LittleEndian(local[8..]) != item.Method
            || (sized && ((packed != item.Packed && packed != uint.MaxValue) || (length != item.Length && length != uint.MaxValue))))
            throw ArchiveGuard.Damaged("is described in two ways that disagree", shown);
        _zip.Position += extraSize;
        if (_zip.Position + item.Packed > item.End)
            throw ArchiveGuard.Damaged("overlaps with another", shown);
    }

    /// <summary>Takes a piece.</summary>
    internal delegate void ReadOnlySpanAction(ReadOnlySpan<byte> piece);

    // So many bytes of another stream from where it stands.
    private sealed class PartStream(Stream stream, long length) : ForwardStream
    {
        private long _left = length;

        public override int Read(Span<byte> buffer)
        {
            int read = stream.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= read;
            return read;
        }
    }
}
