using System.Security.Cryptography;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>
/// Digests of a file that has no sha256, made while it streams. Kinds .NET cannot make (sha224, blake2b) are not checked. Where there are none to
/// check this costs nothing.
/// </summary>
internal sealed class OtherDigests : IDisposable
{
    private readonly List<(string Kind, string Expected, IncrementalHash Hash)> _kinds = [];

    internal OtherDigests(FileRequest request)
    {
        if (request.Sha256 is not null) return;
        foreach (var (kind, expected) in request.Digests)
        {
            if (Find(kind) is { } name) _kinds.Add((kind, expected, IncrementalHash.CreateHash(name)));
        }
    }

    internal void Append(ReadOnlySpan<byte> piece)
    {
        foreach (var (_, _, hash) in _kinds) hash.AppendData(piece);
    }

    internal void Restart()
    {
        foreach (var (_, _, hash) in _kinds) hash.GetHashAndReset();
    }

    /// <summary>What differs, as a clause; null: nothing does.</summary>
    internal string? FindFault()
    {
        foreach (var (kind, expected, hash) in _kinds)
        {
            var actual = Convert.ToHexStringLower(hash.GetCurrentHash());
            if (!string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase)) return $"has the {kind} {actual}, its page says {expected}";
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, hash) in _kinds) hash.Dispose();
    }

    private static HashAlgorithmName? Find(string kind) => kind switch
    {
        "md5" => HashAlgorithmName.MD5,
        "sha1" => HashAlgorithmName.SHA1,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
