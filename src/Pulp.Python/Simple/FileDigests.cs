using System.Diagnostics.CodeAnalysis;

namespace Pulp.Python;

/// <summary>
/// The digests that a page gives of one file: sha256 as bytes, because every file has one as a rule, the others as text. Immutable; equal when the
/// same kinds have the same digests.
/// </summary>
public readonly struct FileDigests : IEquatable<FileDigests>
{
    private readonly byte[]? _sha256;
    private readonly KeyValuePair<string, string>[]? _others;

    internal FileDigests(byte[]? sha256, KeyValuePair<string, string>[]? others)
    {
        _sha256 = sha256;
        _others = others;
    }

    /// <summary>How many digests there are.</summary>
    public int Count => (_sha256 is null ? 0 : 1) + (_others?.Length ?? 0);

    /// <summary>The sha256, 32 bytes; empty when there is none.</summary>
    public ReadOnlySpan<byte> Sha256 => _sha256;

    /// <summary>True when there is a sha256.</summary>
    public bool HasSha256 => _sha256 is not null;

    /// <summary>The digests of other kinds, by kind in code-point order, lower-case hex.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others => _others ?? [];

    /// <summary>A digest in lower-case hex; null when there is none of this kind.</summary>
    /// <param name="kind">A kind of <see cref="DigestKinds"/>, letter case counts.</param>
    public string? this[string kind]
    {
        get
        {
            if (kind == "sha256")
                return _sha256 is null ? null : Convert.ToHexStringLower(_sha256);
            foreach (KeyValuePair<string, string> other in _others ?? [])
                if (other.Key == kind)
                    return other.Value;
            return null;
        }
    }

    /// <summary>True when there is a digest of this kind, letter case counts.</summary>
    public bool Has(string kind) => kind == "sha256" ? _sha256 is not null : this[kind] is not null;

    /// <summary>A sha256 alone.</summary>
    /// <param name="sha256">32 bytes, copied.</param>
    public static FileDigests OfSha256(ReadOnlySpan<byte> sha256)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sha256.Length, 32, nameof(sha256));
        return new FileDigests(sha256.ToArray(), others: null);
    }

    /// <summary>Makes a set of digests from texts; those that are no digests of their kind are dropped, the first of a kind counts.</summary>
    /// <param name="digests">Kind and hex digits, in any order.</param>
    public static FileDigests Of(IEnumerable<KeyValuePair<string, string>> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        var builder = default(FileDigestsBuilder);
        foreach ((string kind, string hex) in digests)
            builder.AddFirst(kind, hex);
        return builder.Build();
    }

    /// <summary>All digests, by kind in code-point order, lower-case hex.</summary>
    public IEnumerable<KeyValuePair<string, string>> All()
    {
        bool sha256Given = _sha256 is null;
        foreach (KeyValuePair<string, string> other in _others ?? [])
        {
            if (!sha256Given && string.CompareOrdinal(other.Key, "sha256") > 0)
            {
                sha256Given = true;
                yield return KeyValuePair.Create("sha256", Convert.ToHexStringLower(_sha256!));
            }
            yield return other;
        }
        if (!sha256Given)
            yield return KeyValuePair.Create("sha256", Convert.ToHexStringLower(_sha256!));
    }

    /// <summary>True when both have a digest of one kind and it differs: they are not digests of the same bytes.</summary>
    public bool ConflictsWith(FileDigests other)
    {
        if (_sha256 is not null && other._sha256 is not null && !_sha256.AsSpan().SequenceEqual(other._sha256))
            return true;
        foreach (KeyValuePair<string, string> mine in _others ?? [])
            if (other[mine.Key] is { } theirs && theirs != mine.Value)
                return true;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(FileDigests other) =>
        HasSha256 == other.HasSha256 && Sha256.SequenceEqual(other.Sha256)
        && (_others ?? []).AsSpan().SequenceEqual(other._others ?? []);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is FileDigests other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Sha256);
        foreach (KeyValuePair<string, string> other in _others ?? [])
            hash.Add(other);
        return hash.ToHashCode();
    }

    /// <summary>Compares two sets of digests.</summary>
    public static bool operator ==(FileDigests left, FileDigests right) => left.Equals(right);

    /// <summary>Compares two sets of digests.</summary>
    public static bool operator !=(FileDigests left, FileDigests right) => !left.Equals(right);

    /// <summary>Kind and digest each, joined by a comma; for messages.</summary>
    public override string ToString() => string.Join(", ", All().Select(d => $"{d.Key}:{d.Value}"));
}
