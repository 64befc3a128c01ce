using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Pulp.Engine.Store;

/// <summary>Names in artifacts/: a folder of the first two hex digits, a file of the other 62, in lower case.</summary>
internal static class ArtifactName
{
    private const int FolderLength = 2;
    private const int FileLength = 62;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>True: a folder of artifacts/ may be called so.</summary>
    internal static bool IsFolder(string name) => name.Length == FolderLength && IsHex(name);

    /// <summary>The digest that a file of that name in that folder is called by; false: none.</summary>
    internal static bool TryRead(string folder, string file, [NotNullWhen(true)] out byte[]? sha256)
    {
        sha256 = IsFolder(folder) && file.Length == FileLength && IsHex(file) ? Convert.FromHexString(folder + file) : null;
        return sha256 is not null;
    }

    /// <summary>The digest that 64 hex digits name; false: the text is none.</summary>
    internal static bool TryRead(string hex, [NotNullWhen(true)] out byte[]? sha256)
    {
        sha256 = hex.Length == FolderLength + FileLength && IsHex(hex) ? Convert.FromHexString(hex) : null;
        return sha256 is not null;
    }

    private static bool IsHex(string text) => !text.AsSpan().ContainsAnyExcept(Hex);
}
