using System.Buffers;

namespace Pulp.Python;

/// <summary>Which files are for a platform: by their type, or by a text in their name. The texts are those of the mirroring tools before, letter case counts.</summary>
public sealed class PlatformFilter
{
    private static readonly PlatformFilter[] All =
    [
        new("windows", ["bdist_msi", "bdist_wininst"], [".win32", "-win32", "win_amd64", "win-amd64", "win_arm64", "win-arm64"]),
        new("macos", ["bdist_dmg"], ["macosx_", "macosx-"]),
        new("freebsd", [], [".freebsd", "-freebsd"]),
        new("linux", ["bdist_rpm"],
        [
            "linux-i686", "linux-x86_64", "linux_armv7l", "linux_armv6l", "manylinux1_i686", "manylinux1_x86_64", "manylinux2010_i686",
            "manylinux2010_x86_64", "manylinux2014_x86_64", "manylinux2014_i686", "manylinux2014_aarch64", "manylinux2014_armv7l",
            "manylinux2014_ppc64", "manylinux2014_ppc64le", "manylinux2014_s390x", "-manylinux_", "musllinux",
        ]),
    ];

    private readonly string[] _types;
    private readonly SearchValues<string> _texts;

    private PlatformFilter(string name, string[] types, string[] texts)
    {
        Name = name;
        _types = types;
        _texts = SearchValues.Create(texts, StringComparison.Ordinal);
    }

    /// <summary>The platforms that can be left out; letter case counts.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. All.Select(p => p.Name)];

    /// <summary>The platform.</summary>
    public string Name { get; }

    /// <summary>The filter for a platform; null when it is not known.</summary>
    public static PlatformFilter? Find(string platform) => Array.Find(All, p => p.Name == platform);

    /// <summary>True when a file is for this platform; a source distribution never is.</summary>
    /// <param name="packageType">Its type, see <see cref="PackageTypes"/>.</param>
    /// <param name="fileName">Its name.</param>
    public bool Matches(string packageType, string fileName) =>
        packageType != PackageTypes.Sdist && (Array.IndexOf(_types, packageType) >= 0 || fileName.AsSpan().ContainsAny(_texts));
}
