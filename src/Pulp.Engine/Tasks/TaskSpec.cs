namespace Pulp.Engine.Tasks;

/// <summary>A task to be started.</summary>
/// <param name="Name">What is done, for instance <c>sync</c>.</param>
/// <param name="RepositoryId">The row of the repository it changes and queues for.</param>
/// <param name="RemoteId">The row of the remote it reads; null: none.</param>
/// <param name="Reports">Its steps, all there from the start, in this order.</param>
internal sealed record TaskSpec(string Name, long RepositoryId, long? RemoteId, IReadOnlyList<(string Message, string Code)> Reports)
{
    /// <summary>What others who wait for the repository are told, without the task's id; null: the name.</summary>
    public string? What { get; init; }
}

/// <summary>A version that a task made.</summary>
/// <param name="Repository">The id of the repository.</param>
/// <param name="Number">The number.</param>
internal sealed record CreatedVersion(Guid Repository, int Number);

/// <summary>Ends a task as Failed with a code of its own (about_PulpPS_Errors). Never with a secret in its texts.</summary>
internal sealed class PulpTaskFailure : Exception
{
    internal PulpTaskFailure(string code, string description, string? detail = null, Exception? inner = null)
        : base(description, inner)
    {
        Code = code;
        Detail = detail;
    }

    /// <summary>The code, for instance <c>index.unreachable</c>.</summary>
    internal string Code { get; }

    /// <summary>More of it, for a report.</summary>
    internal string? Detail { get; }
}

/// <summary>Codes that the task machinery itself uses.</summary>
internal static class TaskCodes
{
    internal const string Interrupted = "task.interrupted";
    internal const string Canceled = "task.canceled";
    internal const string Failed = "task.failed";
    internal const string StoreFull = "store.full";
}
