using System.Diagnostics.CodeAnalysis;

namespace Pulp.Python;

/// <summary>The name of a source distribution as packaging reads it: <c>NAME-VERSION.tar.gz</c> or <c>.zip</c>, split at the last dash.</summary>
public sealed class SdistFileName
{
    private SdistFileName(string name, PythonVersion version)
    {
        Name = name;
        Version = version;
    }

    /// <summary>The normalised name of the project.</summary>
    public string Name { get; }

    /// <summary>The version.</summary>
    public PythonVersion Version { get; }

    /// <summary>Reads the name of a source distribution. Without its project's name a spelling such as <c>a-1.0-1.tar.gz</c> is ambiguous: see <see cref="DistributionFileName"/>.</summary>
    /// <param name="fileName">The file name; letter case of the ending counts.</param>
    /// <param name="sdist">The parts; null when the name is not of this form or its version is none by PEP 440.</param>
    public static bool TryParse(string? fileName, [NotNullWhen(true)] out SdistFileName? sdist)
    {
        sdist = null;
        ReadOnlySpan<char> stem = fileName;
        if (stem.EndsWith(".tar.gz")) stem = stem[..^7];
        else if (stem.EndsWith(".zip")) stem = stem[..^4];
        else return false;
        int dash = stem.LastIndexOf('-');
        if (dash <= 0 || !PythonVersion.TryParse(stem[(dash + 1)..], out PythonVersion? version)) return false;
        sdist = new SdistFileName(ProjectName.Normalize(stem[..dash].ToString()), version);
        return true;
    }
}
