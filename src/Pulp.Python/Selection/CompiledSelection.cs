using System.Collections.Frozen;

namespace Pulp.Python;

/// <summary>What of a selection holds for every project, compiled. Immutable.</summary>
internal sealed class CompiledSelection(Selection selection)
{
    /// <summary>True: there are no includes, so every project is included.</summary>
    public bool IncludesAll { get; } = selection.Includes.Count == 0;

    public bool Prereleases { get; } = selection.Prereleases;

    /// <summary>The types wanted; null: all.</summary>
    public FrozenSet<string>? PackageTypes { get; } =
        selection.PackageTypes.Count == 0 ? null : selection.PackageTypes.ToFrozenSet(StringComparer.Ordinal);

    public PlatformFilter[] Platforms { get; } = [.. selection.ExcludePlatforms.Select(p => PlatformFilter.Find(p)!)];

    public int KeepLatest { get; } = selection.KeepLatest;
}
