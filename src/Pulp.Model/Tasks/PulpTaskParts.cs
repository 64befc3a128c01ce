namespace Pulp.Model;

/// <summary>Why a task did not complete.</summary>
public sealed record PulpTaskError
{
    /// <summary>The code, for instance <c>index.unreachable</c> (about_PulpPS_Errors).</summary>
    public required string Code { get; init; }

    /// <summary>What happened, to what, and what to do.</summary>
    public required string Description { get; init; }

    /// <summary>More of it for a report, without secrets; null: nothing.</summary>
    public string? Detail { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Description}";
}

/// <summary>A non-fatal error or a warning of a task.</summary>
public sealed record PulpTaskMessage
{
    /// <summary>The code, for instance <c>file.digest</c> (about_PulpPS_Errors).</summary>
    public required string Code { get; init; }

    /// <summary>The project it is about, normalised.</summary>
    public string? Project { get; init; }

    /// <summary>The file it is about; null: the whole project.</summary>
    public string? FileName { get; init; }

    /// <summary>The address that was asked, without secrets.</summary>
    public string? Url { get; init; }

    /// <summary>What happened.</summary>
    public required string Description { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Description}";
}

/// <summary>The state of one step of a task.</summary>
public enum PulpProgressState
{
    /// <summary>It has not begun.</summary>
    Waiting,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It is done.</summary>
    Completed,

    /// <summary>The task failed before it was done.</summary>
    Failed,

    /// <summary>The task was stopped before it was done.</summary>
    Canceled,
}

/// <summary>One step of a task and how far it is.</summary>
public sealed record PulpProgressReport
{
    /// <summary>What is done, in Pulp's words.</summary>
    public required string Message { get; init; }

    /// <summary>The stable code, for instance <c>sync.downloading.artifacts</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The state of the step.</summary>
    public required PulpProgressState State { get; init; }

    /// <summary>How many are done.</summary>
    public long Done { get; init; }

    /// <summary>How many there are; null until it is known.</summary>
    public long? Total { get; init; }

    /// <summary>What it is at, for people; null: nothing.</summary>
    public string? Suffix { get; init; }

    /// <summary>Bytes that came for it.</summary>
    public long Bytes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Message} {Done}/{Total?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}";
}

/// <summary>What a created resource is.</summary>
public enum PulpResourceKind
{
    /// <summary>A version of a repository.</summary>
    RepositoryVersion,
}

/// <summary>Something a task made. Its text is its address; it binds to exactly that thing.</summary>
public sealed record PulpCreatedResource
{
    /// <summary>What it is.</summary>
    public required PulpResourceKind Kind { get; init; }

    /// <summary>Its address in Pulp's form.</summary>
    public required string Href { get; init; }

    /// <summary>The id of the repository that holds it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of the repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The number of the version.</summary>
    public int? Number { get; init; }

    /// <summary>The path of its store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Href;
}

/// <summary>The figures of a sync.</summary>
public sealed record PulpSyncResult
{
    /// <summary>Files added.</summary>
    public int Added { get; init; }

    /// <summary>Files removed.</summary>
    public int Removed { get; init; }

    /// <summary>Files of which only the index's words changed.</summary>
    public int Changed { get; init; }

    /// <summary>Files fetched.</summary>
    public int Fetched { get; init; }

    /// <summary>Bytes of the files fetched.</summary>
    public long Bytes { get; init; }

    /// <summary>Pages that the index said had not changed.</summary>
    public int NotModified { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"+{Added} -{Removed} ~{Changed}";
}
