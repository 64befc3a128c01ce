using System.Text;
using System.Text.RegularExpressions;

namespace Pulp.Testing;

/// <summary>Core metadata for generated distributions.</summary>
internal static partial class TestMetadata
{
    /// <summary>A METADATA or PKG-INFO text (core metadata 2.1).</summary>
    internal static string Write(string project, string version, string? requiresPython, IEnumerable<string> requires, string? summary)
    {
        var text = new StringBuilder().Append("Metadata-Version: 2.1\nName: ").Append(project).Append("\nVersion: ").Append(version)
            .Append("\nSummary: ").Append(summary ?? $"{project}, made for a test").Append("\nAuthor: A. Tester\nLicense: MIT\n");
        if (requiresPython is not null) text.Append("Requires-Python: ").Append(requiresPython).Append('\n');
        foreach (var require in requires) text.Append("Requires-Dist: ").Append(require).Append('\n');
        return text.Append("\nGenerated, not for use.\n").ToString();
    }

    /// <summary>The name as file names bear it: runs of <c>-_.</c> become one underscore, letters lower-case (the wheel format's rule).</summary>
    internal static string Escape(string name) => Separators().Replace(name, "_").ToLowerInvariant();

    /// <summary>The name normalised (PEP 503).</summary>
    internal static string Normalize(string name) => Separators().Replace(name, "-").ToLowerInvariant();

    [GeneratedRegex("[-_.]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Separators();
}
