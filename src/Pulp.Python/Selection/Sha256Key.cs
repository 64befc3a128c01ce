using System.Buffers.Binary;

namespace Pulp.Python;

/// <summary>A sha256 as a key of sets: 32 bytes without an object of their own.</summary>
internal readonly record struct Sha256Key(ulong A, ulong B, ulong C, ulong D)
{
    public Sha256Key(ReadOnlySpan<byte> sha256)
        : this(
            BinaryPrimitives.ReadUInt64LittleEndian(sha256),
            BinaryPrimitives.ReadUInt64LittleEndian(sha256[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(sha256[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(sha256[24..]))
    {
    }

    // The bytes are those of a hash: any of them are as good as all.
    public override int GetHashCode() => A.GetHashCode();
}
