using System.Text.Unicode;

namespace Pulp.Python;

/// <summary>Checks that bytes which come in pieces are UTF-8: the JSON reader looks only at what it is asked for.</summary>
internal sealed class Utf8Watch
{
    private const int LongestSequence = 4;

    // The beginning of a sequence that the end of a piece cut.
    private readonly byte[] _cut = new byte[LongestSequence];
    private int _cutLength;

    /// <returns>False: some bytes are not UTF-8, or the last piece ends within a sequence.</returns>
    public bool Take(ReadOnlySpan<byte> bytes, bool last)
    {
        if (_cutLength > 0)
        {
            int whole = SequenceLength(_cut[0]);
            int taken = Math.Min(whole - _cutLength, bytes.Length);
            bytes[..taken].CopyTo(_cut.AsSpan(_cutLength));
            _cutLength += taken;
            bytes = bytes[taken..];
            if (_cutLength < whole)
                return !last;
            if (!Utf8.IsValid(_cut.AsSpan(0, whole)))
                return false;
            _cutLength = 0;
        }
        if (!last)
        {
            ReadOnlySpan<byte> cut = bytes[^CutTail(bytes)..];
            cut.CopyTo(_cut);
            _cutLength = cut.Length;
            bytes = bytes[..^cut.Length];
        }
        return Utf8.IsValid(bytes);
    }

    // How many bytes at the end begin a sequence that goes on in the next piece.
    private static int CutTail(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back < LongestSequence && back <= bytes.Length; back++)
        {
            byte b = bytes[^back];
            if (b < 0x80)
                return 0;
            if (b >= 0xC0)
                return SequenceLength(b) > back ? back : 0;
        }
        return 0;
    }

    private static int SequenceLength(byte lead) => lead switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => LongestSequence };
}
