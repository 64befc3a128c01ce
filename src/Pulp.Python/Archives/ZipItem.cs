using System.Buffers.Binary;

namespace Pulp.Python;

/// <summary>An entry of a zip, as the directory at its end has it.</summary>
internal sealed record ZipItem
{
    private const int UnixLink = 0xA000, UnixKind = 0xF000;

    public required string Name { get; init; }

    /// <summary>The path below the folder.</summary>
    public required string Path { get; init; }

    /// <summary>The name's bytes, to be compared with those before the data.</summary>
    public required byte[] RawName { get; init; }

    public required int Flags { get; init; }

    public required int Method { get; init; }

    public required uint Crc { get; init; }

    public required long Packed { get; init; }

    public required long Length { get; init; }

    /// <summary>Where its local header begins.</summary>
    public required long Offset { get; init; }

    /// <summary>Where the next entry begins, or the directory.</summary>
    public long End { get; set; }

    public required int MadeBy { get; init; }

    public required uint Attributes { get; init; }

    public bool IsFolder => Name.EndsWith('/');

    // Traditional, strong, and masked headers.
    public bool IsEncrypted => (Flags & 0x2041) != 0;

    public bool IsLink => MadeBy >> 8 == 3 && ((Attributes >> 16) & UnixKind) == UnixLink;

    public EntryFacts Facts => new(Name, Path, IsFolder, IsLink, Target: null);

    /// <summary>Puts the 64-bit sizes of the extra field in the place of those that have no room (APPNOTE 4.5.3).</summary>
    public static bool TryWiden(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long offset)
    {
        const uint Wide = 0xFFFFFFFF;
        while (extra.Length >= 4)
        {
            int kind = BinaryPrimitives.ReadUInt16LittleEndian(extra), size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (extra.Length - 4 < size)
                break;
            if (kind == 1)
            {
                ReadOnlySpan<byte> field = extra.Slice(4, size);
                return Take(ref field, ref length) && Take(ref field, ref packed) && Take(ref field, ref offset);
            }
            extra = extra[(4 + size)..];
        }
        return length != Wide && packed != Wide && offset != Wide;

        static bool Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value != Wide)
                return true;
            if (field.Length < 8)
                return false;
            value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
            return value >= 0;
        }
    }
}
