using System.Buffers.Binary;
using System.Text;

namespace Pulp.Python;

/// <summary>Collects the bytes of a sort key, at first on the caller's stack.</summary>
internal ref struct SortKeyWriter(Span<byte> initial)
{
    private Span<byte> _buffer = initial;
    private int _length;

    public void Add(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void AddInt32(int value)
    {
        Reserve(4);
        BinaryPrimitives.WriteInt32BigEndian(_buffer[_length..], value);
        _length += 4;
    }

    public void AddAscii(scoped ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        _length += Encoding.ASCII.GetBytes(text, _buffer[_length..]);
    }

    public readonly byte[] ToArray() => _buffer[.._length].ToArray();

    private void Reserve(int more)
    {
        if (_buffer.Length - _length >= more) return;
        var larger = new byte[Math.Max(_buffer.Length * 2, _length + more)];
        _buffer[.._length].CopyTo(larger);
        _buffer = larger;
    }
}
