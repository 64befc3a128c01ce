using Pulp.Model;

namespace Pulp.Python;

/// <summary>What a remote takes of an index: a value that <see cref="Selector"/> compiles. Nothing in it is judged before <see cref="SelectionValidator"/> does.</summary>
public sealed record Selection
{
    /// <summary>What to take; empty: every project. Whether a remote may be without includes is not decided here.</summary>
    public IReadOnlyList<PulpFilterItem> Includes { get; init; } = [];

    /// <summary>What to leave out of it.</summary>
    public IReadOnlyList<PulpFilterItem> Excludes { get; init; } = [];

    /// <summary>True: pre- and dev-releases count like others; false: only where an include's own specifier asks for them.</summary>
    public bool Prereleases { get; init; }

    /// <summary>Only these types (<see cref="PackageTypes.Known"/>); empty: all.</summary>
    public IReadOnlyList<string> PackageTypes { get; init; } = [];

    /// <summary>Files for these platforms (<see cref="PlatformFilter.Known"/>) are left out.</summary>
    public IReadOnlyList<string> ExcludePlatforms { get; init; } = [];

    /// <summary>Only the newest n versions of each project, counted after all other filters; 0: all.</summary>
    public int KeepLatest { get; init; }

    /// <summary>The selection of a remote.</summary>
    public static Selection Of(PulpPythonRemote remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        return new Selection
        {
            Includes = remote.Include,
            Excludes = remote.Exclude,
            Prereleases = remote.Prerelease,
            PackageTypes = remote.PackageType,
            ExcludePlatforms = remote.ExcludePlatform,
            KeepLatest = remote.KeepLatest,
        };
    }
}
