namespace Pulp.Model;

/// <summary>The state of a task (Pulp's words).</summary>
public enum PulpTaskState
{
    /// <summary>It waits for the repository.</summary>
    Waiting,

    /// <summary>It works.</summary>
    Running,

    /// <summary>It did what it was to do; what went wrong on the way is among its non-fatal errors.</summary>
    Completed,

    /// <summary>It ended with an error; nothing is half done.</summary>
    Failed,

    /// <summary>It was asked to stop and has not yet.</summary>
    Canceling,

    /// <summary>It was stopped; nothing is half done.</summary>
    Canceled,
}

/// <summary>A task: work that goes on in the process that started it and is seen by every process of the store. A snapshot.</summary>
public sealed record PulpTask
{
    /// <summary>The id; never used again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address in Pulp's form.</summary>
    public required string Href { get; init; }

    /// <summary>What is done, for instance <c>sync</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the repository it changes; null: none.</summary>
    public string? Repository { get; init; }

    /// <summary>The name of the remote it reads; null: none.</summary>
    public string? Remote { get; init; }

    /// <summary>The state.</summary>
    public required PulpTaskState State { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began to work (UTC); null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC); null: not yet.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>From its start to its end; null until it ended.</summary>
    public TimeSpan? Duration => FinishedAt - StartedAt;

    /// <summary>The worker (process) it belongs to.</summary>
    public string? Worker { get; init; }

    /// <summary>What it waits for, in words; null: nothing.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>The task that started it; null: a user did.</summary>
    public Guid? Parent { get; init; }

    /// <summary>Tasks it started.</summary>
    public IReadOnlyList<Guid> SpawnedTasks { get; init; } = [];

    /// <summary>Why it Failed or was Canceled; null otherwise.</summary>
    public PulpTaskError? Error { get; init; }

    /// <summary>What went wrong and did not stop it.</summary>
    public IReadOnlyList<PulpTaskMessage> NonFatalErrors { get; init; } = [];

    /// <summary>What should be known and is no error.</summary>
    public IReadOnlyList<PulpTaskMessage> Warnings { get; init; } = [];

    /// <summary>How far it is, step by step.</summary>
    public IReadOnlyList<PulpProgressReport> ProgressReports { get; init; } = [];

    /// <summary>What it made.</summary>
    public IReadOnlyList<PulpCreatedResource> CreatedResources { get; init; } = [];

    /// <summary>Addresses of what it works on.</summary>
    public IReadOnlyList<string> ReservedResources { get; init; } = [];

    /// <summary>The figures of a sync; null until it ended.</summary>
    public PulpSyncResult? Result { get; init; }

    /// <summary>The path of its store.</summary>
    public required string Store { get; init; }

    /// <summary>True once it is Completed, Failed or Canceled.</summary>
    public bool IsFinished => State is PulpTaskState.Completed or PulpTaskState.Failed or PulpTaskState.Canceled;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Id} {State}";
}
