using System.Globalization;

namespace Pulp.Python;

/// <summary>A number of a version, of any length: up to 19 digits as an integer, more as digit text, so that no work is more than linear.</summary>
internal readonly struct VersionNumber : IComparable<VersionNumber>, IEquatable<VersionNumber>
{
    private const int SmallDigits = 19;
    private readonly ulong _small;
    private readonly string? _digits;

    public VersionNumber(ulong small) => _small = small;

    private VersionNumber(string digits) => _digits = digits;

    /// <summary>The value of a number that is not long; 0 for a long one.</summary>
    public ulong Small => _small;

    public bool IsZero => _small == 0 && _digits is null;

    /// <summary>Reads ASCII digits, which the caller has checked; none at all are 0.</summary>
    public static VersionNumber Read(ReadOnlySpan<char> digits)
    {
        digits = digits.TrimStart('0');
        if (digits.Length > SmallDigits) return new VersionNumber(digits.ToString());
        ulong value = 0;
        foreach (char c in digits) value = (value * 10) + (uint)(c - '0');
        return new VersionNumber(value);
    }

    public int CompareTo(VersionNumber other)
    {
        if (_digits is null) return other._digits is null ? _small.CompareTo(other._small) : -1;
        if (other._digits is null) return 1;
        int byLength = _digits.Length.CompareTo(other._digits.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(_digits, other._digits);
    }

    public bool Equals(VersionNumber other) => _small == other._small && _digits == other._digits;

    public override bool Equals(object? obj) => obj is VersionNumber other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_small, _digits);

    public override string ToString() => _digits ?? _small.ToString(CultureInfo.InvariantCulture);

    /// <summary>Appends a form whose bytes sort as the numbers do and never begin with 00 or FF: one byte below 224, else a length and the value.</summary>
    public void AppendTo(ref SortKeyWriter key)
    {
        if (_digits is not null)
        {
            key.Add(0xF0);
            key.AddInt32(_digits.Length);
            key.AddAscii(_digits);
        }
        else if (_small < 0xE0)
        {
            key.Add((byte)(_small + 1));
        }
        else
        {
            int bytes = (64 - System.Numerics.BitOperations.LeadingZeroCount(_small) + 7) / 8;
            key.Add((byte)(0xE0 + bytes));
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) key.Add((byte)(_small >> shift));
        }
    }
}
