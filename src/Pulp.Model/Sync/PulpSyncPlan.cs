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

    /// <summary>True: its bytes would be fetched.</summary>
    public bool Fetch { get; init; }

    /// <summary>Where the index has its bytes, of a file that is taken as a whole: the query, by which it is fetched, may be a secret. Null: the index does not offer it.</summary>
    public string? Url { get; init; }

    /// <summary>The sha256 of the bytes that the index offers, of a file that would go that of those held; null: only fetching can tell.</summary>
    public string? Sha256 { get; init; }

    /// <summary>All digests that the index gives, by kind.</summary>
    public IReadOnlyList<PulpDigest> Digests { get; init; } = [];

    /// <summary>The Python versions it is for, as the index has it; null: not said.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>True: withdrawn upstream (PEP 592).</summary>
    public bool Yanked { get; init; }

    /// <summary>Why it was withdrawn, empty when no reason is given; null: it is not withdrawn.</summary>
    public string? YankedReason { get; init; }

    /// <summary>What the index says of metadata beside the file (PEP 658): <c>true</c> or <c>kind=digest</c>, by commas; null: there is none.</summary>
    public string? CoreMetadata { get; init; }

    /// <summary>When it was uploaded to the index (UTC); null: not said.</summary>
    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>Of a file that would be removed, true: an exclude of the remote names it, so that it goes even when another file of its project cannot be had.</summary>
    public bool Excluded { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {FileName}";
}

/// <summary>What a sync would do now. Making it changes nothing. It holds all that doing exactly that needs (SyncRequest.Plan).</summary>
public sealed record PulpSyncPlan
{
    /// <summary>The name of the repository.</summary>
    public required string Repository { get; init; }

    /// <summary>The id of the repository.</summary>
    public required Guid RepositoryId { get; init; }

    /// <summary>The name of the remote.</summary>
    public required string Remote { get; init; }

    /// <summary>The id of the remote.</summary>
    public required Guid RemoteId { get; init; }

    /// <summary>Tells the settings of the remote that it was made with from all others; nothing else is to be read from it.</summary>
    public required string RemoteRevision { get; init; }

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

    /// <summary>The error a sync would fail with, for instance because no page was found; null: none. Such a plan is not applied.</summary>
    public PulpTaskError? Fault { get; init; }

    /// <summary>The path of the store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Repository} from {Remote}: +{Add} -{Remove}";
}
