using System.Buffers;

namespace Pulp.Python;

/// <summary>The kinds of digests that a page may give of a file, and what their texts must look like.</summary>
public static class DigestKinds
{
    internal const int LongestHex = 128;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The kinds that are kept, in code-point order: those of Pulp, and blake2b with and without a length.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["blake2b", "blake2b_256", "md5", "sha1", "sha224", "sha256", "sha384", "sha512"];

    /// <summary>How many hex digits a digest of a kind has; 0 for a kind that is not known. Letter case counts.</summary>
    public static int HexLength(ReadOnlySpan<char> kind) => kind switch
    {
        "md5" => 32,
        "sha1" => 40,
        "sha224" => 56,
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => LongestHex,
        "blake2b_256" => 64,
        "blake2b" => LongestHex,
        _ => 0,
    };

    /// <summary>True when a text is a digest of this kind: a known kind, the right number of hex digits in either case.</summary>
    public static bool IsDigest(ReadOnlySpan<char> kind, ReadOnlySpan<char> hex) =>
        hex.Length > 0 && hex.Length == HexLength(kind) && IsHex(hex);

    internal static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HexDigits);

    // The kind as a shared string, so that a page of many files does not hold the word once a file.
    internal static string? Find(ReadOnlySpan<char> kind)
    {
        foreach (string known in Known)
            if (kind.SequenceEqual(known))
                return known;
        return null;
    }
}
