using Pulp.Model;
using Pulp.PS.Internal;

namespace Pulp.PS.Tasks;

/// <summary>What progress says of tasks: what is being done, done of total, bytes and rate.</summary>
/// <param name="Activity">The title.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Percent">0 to 100; -1: not known.</param>
internal sealed record ProgressText(string Activity, string Status, int Percent)
{
    /// <summary>The text for the newest snapshots of what is waited for.</summary>
    /// <param name="tasks">At least one.</param>
    /// <param name="rate">Bytes a second; 0: nothing comes.</param>
    internal static ProgressText Of(IReadOnlyCollection<PulpTask> tasks, double rate)
    {
        if (tasks.Count == 1)
        {
            var task = tasks.First();
            return Of(TaskWords.Title(task), task.WaitingFor is { } what ? $"Waiting for {what}" : $"{task.State}", tasks, rate);
        }
        var ended = tasks.Count(t => t.IsFinished);
        var text = Of($"{tasks.Count} tasks", "", tasks, rate);
        return text with { Status = $"{ended} of {tasks.Count} ended" + (text.Status.Length == 0 ? "" : $". {text.Status}") };
    }

    /// <summary>All bytes that came for the tasks.</summary>
    internal static long Bytes(IEnumerable<PulpTask> tasks) => tasks.SelectMany(t => t.ProgressReports).Sum(r => r.Bytes);

    private static ProgressText Of(string activity, string otherwise, IReadOnlyCollection<PulpTask> tasks, double rate)
    {
        // The last step that has begun says most; of several tasks that of the one most behind would hide the others, so their figures are summed.
        var steps = tasks.Where(t => !t.IsFinished).Select(Step).OfType<PulpProgressReport>().ToList();
        if (steps.Count == 0)
            return new(activity, otherwise, -1);
        var code = steps.GroupBy(s => s.Code).MaxBy(g => g.Count())!.Key;
        var same = steps.Where(s => s.Code == code).ToList();
        var (done, total, bytes) = (same.Sum(s => s.Done), same.Sum(s => s.Total), Bytes(tasks));
        var known = same.TrueForAll(s => s.Total is not null);
        var status = $"{same[0].Message}: {done}" + (known ? $" of {total}" : "")
            + (bytes > 0 ? $", {ViewText.Size(bytes)}" : "") + (rate >= 1 ? $", {ViewText.Size((long)rate)}/s" : "");
        return new(activity, status, known && total > 0 ? (int)Math.Clamp(done * 100 / total.Value, 0, 100) : -1);
    }

    private static PulpProgressReport? Step(PulpTask task) =>
        task.ProgressReports.LastOrDefault(r => r.State == PulpProgressState.Running && (r.Done > 0 || r.Total > 0))
        ?? task.ProgressReports.LastOrDefault(r => r.State == PulpProgressState.Running);
}
