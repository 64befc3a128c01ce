using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pulp.Testing;

/// <summary>Bytes that can be read from anywhere: an array, or generated while they are read so that a file of any size costs no memory.</summary>
public abstract class ByteSource
{
    private readonly Lazy<string> _sha256;

    private protected ByteSource() => _sha256 = new Lazy<string>(() => Hash(HashAlgorithmName.SHA256));

    /// <summary>How many.</summary>
    public abstract long Length { get; }

    /// <summary>Their SHA-256 in lower-case hex, computed once.</summary>
    public string Sha256 => _sha256.Value;

    /// <summary>Fills <paramref name="into"/> with the bytes from <paramref name="offset"/>, all of which must lie inside.</summary>
    public abstract void Read(long offset, Span<byte> into);

    /// <summary>A digest in lower-case hex.</summary>
    public string Hash(HashAlgorithmName kind)
    {
        using var hash = IncrementalHash.CreateHash(kind);
        var buffer = new byte[1 << 16];
        for (long at = 0; at < Length; at += buffer.Length)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - at));
            Read(at, piece);
            hash.AppendData(piece);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>All of them.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    /// <summary>The bytes of an array.</summary>
    public static ByteSource From(byte[] bytes) => new Held(bytes);

    /// <summary>Bytes that look random and are the same on every machine for the same seed.</summary>
    public static ByteSource Generate(long length, ulong seed = 1) => new Generated(length, seed);

    private sealed class Held(byte[] bytes) : ByteSource
    {
        public override long Length => bytes.Length;

        public override void Read(long offset, Span<byte> into) => bytes.AsSpan((int)offset, into.Length).CopyTo(into);
    }

    private sealed class Generated(long length, ulong seed) : ByteSource
    {
        public override long Length => length;

        public override void Read(long offset, Span<byte> into)
        {
            Span<byte> word = stackalloc byte[8];
            while (!into.IsEmpty)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(word, Mix(seed * 0x9E3779B97F4A7C15 + (ulong)(offset / 8)));
                var from = word[(int)(offset % 8)..];
                if (from.Length > into.Length) from = from[..into.Length];
                from.CopyTo(into);
                into = into[from.Length..];
                offset += from.Length;
            }
        }

        // The finisher of SplitMix64.
        private static ulong Mix(ulong z)
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
