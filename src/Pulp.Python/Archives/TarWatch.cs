using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Pulp.Python;

/// <summary>
/// A tar on its way to TarReader. That reader makes room for an extended header as large as the header says, a gigabyte for a file of 500 bytes, and takes the
/// end of the bytes for the end of the archive; so each header is looked at before it passes.
/// </summary>
internal sealed class TarWatch(Stream tar, long limit) : ForwardStream
{
    private const int Block = 512, SizeAt = 124, SizeLength = 12, KindAt = 156, LongestHeader = 1024 * 1024;

    private readonly byte[] _header = new byte[Block];
    private readonly MemoryStream _extended = new();
    private int _given = Block;     // of the header
    private long _body;             // bytes until the next header, padding included
    private long _told;             // of them, those that are read as an extended header
    private long? _nextSize;        // what an extended header says of the next entry
    private long _total;

    /// <summary>True: the blocks of zeros that end a tar have come.</summary>
    public bool Ended { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_given == Block && _body == 0 && !Ended && !NextHeader())
            return 0;
        if (_given < Block)
        {
            int part = Math.Min(buffer.Length, Block - _given);
            _header.AsSpan(_given, part).CopyTo(buffer);
            _given += part;
            return part;
        }
        int read = Take(Ended ? buffer : buffer[..(int)Math.Min(buffer.Length, _body)]);
        if (!Ended)
        {
            _body -= read;
            int told = (int)Math.Min(read, _told);
            _extended.Write(buffer[..told]);
            _told -= told;
            if (told > 0 && _told == 0)
                _nextSize = ReadSize(_extended.GetBuffer().AsSpan(0, (int)_extended.Length)) ?? _nextSize;
        }
        return read;
    }

    private int Take(Span<byte> buffer)
    {
        int read = tar.Read(buffer);
        _total += read;
        if (_total > limit)
            throw ArchiveGuard.Limit("unpacks to more than is read of an archive of this size");
        return read;
    }

    private bool NextHeader()
    {
        int have = 0;
        for (int read; have < Block && (read = Take(_header.AsSpan(have))) > 0;)
            have += read;
        if (have < Block)
            throw ArchiveGuard.Damaged("is cut: its end is missing");
        _given = 0;
        if (!_header.AsSpan().ContainsAnyExcept((byte)0))
        {
            Ended = true;
            return true;
        }
        char kind = (char)_header[KindAt];
        long size = ReadNumber(_header.AsSpan(SizeAt, SizeLength));
        bool header = kind is 'x' or 'g' or 'X' or 'L' or 'K';
        if (header && size > LongestHeader)
            throw ArchiveGuard.Limit($"has an extended header of {size:N0} bytes");
        if (!header && _nextSize is { } told)
            (size, _nextSize) = (told, null);
        if (size < 0)
            throw ArchiveGuard.Damaged("has an entry of a size below nothing");
        _told = kind == 'x' ? size : 0;
        _extended.SetLength(0);
        _body = (size + Block - 1) / Block * Block;
        return true;
    }

    // Octal digits, or a number in base 256 when the highest bit is set.
    private static long ReadNumber(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        long number = 0;
        foreach (byte digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw ArchiveGuard.Damaged("is no tar", expected: "the header of an entry");
            number = (number * 8) + (digit - '0');
        }
        return number;
    }

    // Records of "LENGTH key=value" and a line feed; the last counts.
    private static long? ReadSize(ReadOnlySpan<byte> records)
    {
        long? size = null;
        while (Utf8Parser.TryParse(records, out int length, out int digits) && length > digits && length <= records.Length)
        {
            ReadOnlySpan<byte> record = records[digits..length].TrimStart(" "u8);
            if (record.StartsWith("size="u8))
                size = Utf8Parser.TryParse(record[5..], out long value, out int used) && record[(5 + used)..].Trim("\n"u8).IsEmpty ? value
                    : throw ArchiveGuard.Damaged($"has an entry of the size {EntryNames.Show(Encoding.Latin1.GetString(record[5..]))}");
            records = records[length..];
        }
        return size;
    }
}
