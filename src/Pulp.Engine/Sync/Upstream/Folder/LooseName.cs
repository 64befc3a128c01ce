using Pulp.Python;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Which project a distribution that lies by itself is of: no page lists it, its name alone tells.</summary>
internal static class LooseName
{
    /// <summary>True: it has the ending of some kind of distribution.</summary>
    internal static bool IsDistribution(string fileName) => DistributionFileName.Read("", fileName).PackageType is not null;

    /// <summary>The project, normalised, as packaging reads a wheel's or a source distribution's name; null: it is neither.</summary>
    internal static string? ReadProject(string fileName)
    {
        if (WheelFileName.TryParse(fileName, out var wheel)) return wheel.Name;
        return SdistFileName.TryParse(fileName, out var sdist) ? sdist.Name : null;
    }

    /// <summary>
    /// True: it is a file of this project. With a project given more names can be read than without: <c>a-1.0-1.tar.gz</c> is version 1.0-1 of a. What
    /// follows the project's name must be a version then, or at least begin like one: <c>a-b-1.0.tar.gz</c> is none of a.
    /// </summary>
    internal static bool IsOf(string project, string fileName)
    {
        var (type, version) = DistributionFileName.Read(project, fileName);
        if (type is null || string.IsNullOrEmpty(version)) return false;
        return type switch
        {
            "bdist_wheel" => Normalizes(fileName[..fileName.IndexOf('-', StringComparison.Ordinal)], project),
            "bdist_rpm" => Normalizes(RpmName(fileName), project),
            _ => PythonVersion.TryParse(version, out _) || (char.IsAsciiDigit(version[0]) && !version.Contains('-', StringComparison.Ordinal)),
        };
    }

    private static bool Normalizes(string name, string project) => ProjectName.Normalize(name) == project;

    // NAME-VERSION-RELEASE.ARCH.rpm
    private static string RpmName(string fileName)
    {
        var release = fileName.LastIndexOf('-');
        var version = release <= 0 ? -1 : fileName.LastIndexOf('-', release - 1);
        return version <= 0 ? "" : fileName[..version];
    }
}
