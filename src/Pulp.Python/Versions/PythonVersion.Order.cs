namespace Pulp.Python;

public sealed partial class PythonVersion
{
    /// <summary>Is the first earlier than the second? Null is earlier than every version.</summary>
    public static bool operator <(PythonVersion? left, PythonVersion? right) => Compare(left, right) < 0;

    /// <summary>Is the first the second or earlier?</summary>
    public static bool operator <=(PythonVersion? left, PythonVersion? right) => Compare(left, right) <= 0;

    /// <summary>Is the first later than the second?</summary>
    public static bool operator >(PythonVersion? left, PythonVersion? right) => Compare(left, right) > 0;

    /// <summary>Is the first the second or later?</summary>
    public static bool operator >=(PythonVersion? left, PythonVersion? right) => Compare(left, right) >= 0;

    /// <summary>Are both the same version (<c>1.0</c> is <c>1</c>)?</summary>
    public static bool operator ==(PythonVersion? left, PythonVersion? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Are they different versions?</summary>
    public static bool operator !=(PythonVersion? left, PythonVersion? right) => !(left == right);

    /// <summary>Compares by PEP 440; null comes first.</summary>
    /// <param name="other">The version to compare with.</param>
    public int CompareTo(PythonVersion? other)
    {
        if (other is null) return 1;
        int order = ComparePublic(other);
        return order != 0 ? order : LocalVersion.Compare(_local, other._local);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="obj"/> is neither null nor a version.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        PythonVersion other => CompareTo(other),
        _ => throw new ArgumentException("A version compares with versions only.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(PythonVersion? other)
        => other is not null && ComparePublic(other) == 0 && string.Equals(_local, other._local, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PythonVersion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_wide is null) return HashCode.Combine(_head, _tail, _suffix, _local);
        var hash = default(HashCode);
        hash.Add(_wide.Epoch);
        for (int i = 0, end = TrimmedLength; i < end; i++) hash.Add(_wide.Release[i]);
        hash.Add(_tail);
        hash.Add(_suffix);
        hash.Add(_wide.Pre);
        hash.Add(_wide.Post);
        hash.Add(_wide.Dev);
        hash.Add(_local);
        return hash.ToHashCode();
    }

    /// <summary>
    /// Bytes whose order byte by byte (memcmp, the shorter first) is the order of versions, the same for equal versions: a column to sort by.
    /// Mostly 6 to 12 bytes; more with long numbers and local parts.
    /// </summary>
    public byte[] SortKey()
    {
        var key = new SortKeyWriter(stackalloc byte[64]);
        EpochNumber.AppendTo(ref key);
        for (int i = 0, end = TrimmedLength; i < end; i++) ReleaseAt(i).AppendTo(ref key);
        key.Add(0);
        key.Add((byte)Kind);
        if (HasPre) PreNumber.AppendTo(ref key);
        if (IsPostrelease) PostNumber.AppendTo(ref key);
        else key.Add(0);
        if (IsDevrelease) DevNumber.AppendTo(ref key);
        else key.Add(0xFF);
        LocalVersion.AppendTo(ref key, _local);
        return key.ToArray();
    }

    /// <summary>Compares by PEP 440 as if neither had a local part.</summary>
    internal int ComparePublic(PythonVersion other)
    {
        if (_wide is not null || other._wide is not null) return CompareWide(other);
        if (_head != other._head) return _head < other._head ? -1 : 1;
        if (_tail != other._tail) return _tail < other._tail ? -1 : 1;
        return _suffix.CompareTo(other._suffix);
    }

    /// <summary>Has this the epoch and the first release numbers of another, missing ones counting as zeros?</summary>
    internal bool StartsWith(PythonVersion prefix, int releaseLength)
    {
        if (!EpochNumber.Equals(prefix.EpochNumber)) return false;
        for (int i = 0; i < releaseLength; i++)
        {
            if (!ReleaseAt(i).Equals(prefix.ReleaseAt(i))) return false;
        }

        return true;
    }

    /// <summary>Is this a post-release (dev-releases of one included) of a version that is none?</summary>
    internal bool IsPostreleaseOf(PythonVersion version)
        => IsPostrelease && Kind == version.Kind && PreNumber.Equals(version.PreNumber)
            && StartsWith(version, Math.Max(_releaseLength, version._releaseLength));

    private static int Compare(PythonVersion? left, PythonVersion? right)
        => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);

    /// <summary>How many release numbers there are without trailing zeros (0 for release 0).</summary>
    private int TrimmedLength
    {
        get
        {
            int length = _releaseLength;
            if (_wide is null && length > 4) length = 4;
            while (length > 0 && ReleaseAt(length - 1).IsZero) length--;
            return length;
        }
    }

    private int CompareWide(PythonVersion other)
    {
        int order = EpochNumber.CompareTo(other.EpochNumber);
        for (int i = 0, end = Math.Max(TrimmedLength, other.TrimmedLength); order == 0 && i < end; i++)
            order = ReleaseAt(i).CompareTo(other.ReleaseAt(i));
        if (order == 0) order = Kind.CompareTo(other.Kind);
        if (order == 0 && HasPre) order = PreNumber.CompareTo(other.PreNumber);
        if (order == 0) order = IsPostrelease.CompareTo(other.IsPostrelease);
        if (order == 0 && IsPostrelease) order = PostNumber.CompareTo(other.PostNumber);
        if (order == 0) order = other.IsDevrelease.CompareTo(IsDevrelease);
        if (order == 0 && IsDevrelease) order = DevNumber.CompareTo(other.DevNumber);
        return order;
    }
}
