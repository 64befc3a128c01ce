namespace Pulp.Model;

/// <summary>Which tasks. All that is given must fit.</summary>
public sealed record TaskQuery
{
    /// <summary>Only these; empty: all. An id that no task has is TaskNotFound.</summary>
    public IReadOnlyList<Guid> Ids { get; init; } = [];

    /// <summary>Only in these states; empty: all.</summary>
    public IReadOnlyList<PulpTaskState> States { get; init; } = [];

    /// <summary>Only of these repositories; empty: all.</summary>
    public IReadOnlyList<PulpReference> Repositories { get; init; } = [];

    /// <summary>Only made at or after this time.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only finished before this time.</summary>
    public DateTimeOffset? FinishedBefore { get; init; }

    /// <summary>Only the newest n; null: all.</summary>
    public int? Newest { get; init; }
}

/// <summary>Which content. All that is given must fit.</summary>
public sealed record ContentQuery
{
    /// <summary>Only what this version holds; null: what any version of any repository holds, each content once.</summary>
    public PulpVersionReference? Version { get; init; }

    /// <summary>Project names in any spelling, or patterns; empty: all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Only versions that a PEP 440 specifier contains (pre-releases too); null: all.</summary>
    public string? VersionSpecifier { get; init; }

    /// <summary>Only these package types; empty: all.</summary>
    public IReadOnlyList<string> PackageTypes { get; init; } = [];

    /// <summary>File names or patterns; empty: all.</summary>
    public IReadOnlyList<string> FileNames { get; init; } = [];

    /// <summary>Only these digests, 64 hex digits; empty: all.</summary>
    public IReadOnlyList<string> Sha256 { get; init; } = [];

    /// <summary>Only the newest version of each project, of what else fits.</summary>
    public bool Latest { get; init; }

    /// <summary>Metadata that is not known yet is read from the files that are downloaded, and kept.</summary>
    public bool Metadata { get; init; }
}
