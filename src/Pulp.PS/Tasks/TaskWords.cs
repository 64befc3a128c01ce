using Pulp.Model;

namespace Pulp.PS.Tasks;

/// <summary>Tasks in words.</summary>
internal static class TaskWords
{
    /// <summary>What a task does: "sync of foo from bar".</summary>
    internal static string Name(PulpTask task) =>
        task.Name + (task.Repository is null ? "" : $" of {task.Repository}") + (task.Remote is null ? "" : $" from {task.Remote}");

    /// <summary>The same at the beginning of a sentence.</summary>
    internal static string Title(PulpTask task)
    {
        var name = Name(task);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>Why a task that was waited for is an error: what, how it ended, code and description.</summary>
    internal static string Failure(PulpTask task)
    {
        var ended = task.State == PulpTaskState.Canceled ? "was canceled" : "failed";
        return task.Error is { } error ? $"{Title(task)} {ended}. {error.Code}: {error.Description}" : $"{Title(task)} {ended}.";
    }

    /// <summary>The id of an error whose cause has an id of its own; another has the one given.</summary>
    internal static string ErrorId(PulpTaskError? cause, string otherwise) => cause?.Code == "removal.limit" ? PulpErrors.RemovalLimitExceeded : otherwise;

    /// <summary>What went wrong without stopping it, counted by code; null: nothing.</summary>
    internal static string? Caution(PulpTask task)
    {
        string[] parts = [.. Count(task.NonFatalErrors, "non-fatal error"), .. Count(task.Warnings, "warning")];
        return parts.Length == 0 ? null
            : $"{Title(task)} completed with {string.Join(" and ", parts)}. See NonFatalErrors and Warnings of task {task.Id}.";
    }

    private static IEnumerable<string> Count(IReadOnlyList<PulpTaskMessage> messages, string what)
    {
        if (messages.Count > 0)
            yield return $"{messages.Count} {what}{(messages.Count == 1 ? "" : "s")} ({string.Join(", ", messages.CountBy(m => m.Code).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"))})";
    }
}
