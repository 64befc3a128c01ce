namespace Pulp.Model;

/// <summary>What a sync would do with a file.</summary>
public enum PulpPlanAction
{
    /// <summary>The version would gain it.</summary>
    Add,

    /// <summary>The version would lose it.</summary>
    Remove,

    /// <summary>Other bytes would come under its name.</summary>
    Replace,

    /// <summary>Only the index's words on it would change.</summary>
    Change,

    /// <summary>It would stay as it is.</summary>
    Keep,

    /// <summary>The index offers it and it would not be taken; the reason says why.</summary>
    Skip,
}

/// <summary>One file of a plan.</summary>
public sealed record PulpSyncPlanEntry
{
    /// <summary>What would be done.</summary>
    public required PulpPlanAction Action { get; init; }

    /// <summary>The project, normalised.</summary>
    public required string Name { get; init; }

    /// <summary>The version as spelt; empty when it cannot be told.</summary>
    public required string Version { get; init; }

    /// <summary>The file name.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes, where known.</summary>
    public long? Size { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {FileName}";
}

/// <summary>What a sync would do now. Making it changes nothing.</summary>
public sealed record PulpSyncPlan
{
    /// <summary>The name of the repository.</summary>
    public required string Repository { get; init; }

    /// <summary>The name of the remote.</summary>
    public required string Remote { get; init; }

    /// <summary>True: what is no longer offered or admitted would go.</summary>
    public required bool Mirror { get; init; }

    /// <summary>The version it was made against.</summary>
    public required int BaseVersion { get; init; }

    /// <summary>Files that would be added.</summary>
    public required int Add { get; init; }

    /// <summary>Files that would be removed.</summary>
    public required int Remove { get; init; }

    /// <summary>Files whose bytes would be replaced.</summary>
    public required int Replace { get; init; }

    /// <summary>Files of which only the index's words would change.</summary>
    public required int Change { get; init; }

    /// <summary>Files that would stay.</summary>
    public required int Keep { get; init; }

    /// <summary>Files that the index offers and that would not be taken.</summary>
    public required int Skip { get; init; }

    /// <summary>Bytes to fetch, as far as sizes are known.</summary>
    public required long Size { get; init; }

    /// <summary>File by file: by project, version newest first, file name.</summary>
    public required IReadOnlyList<PulpSyncPlanEntry> Entries { get; init; }

    /// <summary>What went wrong while it was made.</summary>
    public required IReadOnlyList<PulpTaskMessage> Errors { get; init; }

    /// <summary>Set when no page was found: the error a sync would fail with.</summary>
    public PulpTaskError? Fault { get; init; }

    /// <summary>The path of the store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Repository} from {Remote}: +{Add} -{Remove}";
}
