using System.Text;
using Pulp.Python;

namespace Pulp.Engine.Content;

/// <summary>The column file.sort: bytes whose order is that of versions.</summary>
internal static class FileSort
{
    private const byte Legacy = 0;
    private const byte Valid = 1;

    /// <summary>
    /// The key of a version as spelt. Versions that are none by PEP 440 come below all that are, by code points among themselves; what cannot be told counts
    /// as an empty one. Equal versions (1.0, 1.0.0) have equal keys.
    /// </summary>
    internal static byte[] Of(string? version) => PythonVersion.TryParse(version, out PythonVersion? parsed)
        ? [Valid, .. parsed.SortKey()]
        : [Legacy, .. Encoding.UTF8.GetBytes(version ?? "")];
}
