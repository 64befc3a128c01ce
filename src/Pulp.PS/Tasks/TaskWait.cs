using System.Globalization;
using Pulp.Model;
using Pulp.PS.Base;

namespace Pulp.PS.Tasks;

/// <summary>
/// Waits for tasks side by side: each is written as it ends, with what an administrator must hear of it. The errors of those that
/// failed come when all have ended: under the preference Stop the first would end the wait, and with it the syncs that are well.
/// </summary>
internal sealed class TaskWait(AsyncPipeline pipe, IPulp pulp)
{
    private readonly List<PulpTask> _failed = [];

    /// <summary>Ctrl+C must answer soon, also when a task takes its time to end.</summary>
    private static readonly TimeSpan Rollback = TimeSpan.FromSeconds(1);

    /// <summary>Waits. When the wait is stopped the tasks go on.</summary>
    /// <param name="tasks">Snapshots of the tasks.</param>
    /// <param name="any">True: only until the first has ended.</param>
    /// <param name="timeout">How long; null: as long as it takes. Those that go on are TaskTimeout errors.</param>
    internal async Task RunAsync(IEnumerable<PulpTask> tasks, bool any, TimeSpan? timeout)
    {
        var open = tasks.DistinctBy(t => t.Id).ToDictionary(t => t.Id);
        if (open.Count == 0)
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(pipe.Cancel);
        if (timeout is { } time)
            limit.CancelAfter(time);
        await using var progress = new TaskProgress(pipe, open.Values);
        try
        {
            await foreach (var task in pulp.WatchAsync([.. open.Keys], limit.Token))
            {
                progress.Update(task);
                if (!task.IsFinished || !open.Remove(task.Id))
                    continue;
                await WriteAsync(task, progress, last: any || open.Count == 0);
                if (any)
                    break;
            }
        }
        catch (OperationCanceledException) when (!pipe.Cancel.IsCancellationRequested)
        {
            await TimeOutAsync([.. open.Keys], timeout!.Value, progress, any);
        }
        foreach (var task in _failed)
            await pipe.WriteErrorAsync(new PulpException(TaskWords.ErrorId(task.Error, PulpErrors.TaskFailed), TaskWords.Failure(task), task));
    }

    /// <summary>Waits for tasks this cmdlet has started: when the wait is stopped, they are too.</summary>
    internal async Task RunOwnAsync(IReadOnlyList<PulpTask> tasks)
    {
        try
        {
            await RunAsync(tasks, any: false, timeout: null);
        }
        catch (OperationCanceledException)
        {
            await CancelAsync(pulp, tasks);
            throw;
        }
    }

    /// <summary>Asks tasks to stop, and waits a moment for it.</summary>
    internal static async Task CancelAsync(IPulp pulp, IReadOnlyList<PulpTask> tasks)
    {
        using var patience = new CancellationTokenSource(Rollback);
        try
        {
            foreach (var task in tasks)
                await pulp.CancelTaskAsync(task.Id, patience.Token);
            await foreach (var task in pulp.WatchAsync([.. tasks.Select(t => t.Id)], patience.Token))
                _ = task;
        }
        catch (OperationCanceledException)
        {
            // They were asked to stop and will; the prompt need not wait for it.
        }
    }

    /// <summary>What has ended meanwhile is written, then the rest are errors.</summary>
    private async Task TimeOutAsync(Guid[] ids, TimeSpan timeout, TaskProgress progress, bool any)
    {
        await progress.DisposeAsync();
        List<PulpTask> late = [];
        foreach (var id in ids)
        {
            await foreach (var task in pulp.GetTasksAsync(new TaskQuery { Ids = [id] }, pipe.Cancel))
            {
                if (!task.IsFinished)
                {
                    late.Add(task);
                    continue;
                }
                await WriteAsync(task, progress, last: true);
                if (any)
                    return;
            }
        }
        var seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        foreach (var task in late)
        {
            await pipe.WriteErrorAsync(new PulpException(PulpErrors.TaskTimeout,
                $"{TaskWords.Title(task)} has not ended within {seconds} s and goes on (task {task.Id}).", task));
        }
    }

    private async Task WriteAsync(PulpTask task, TaskProgress progress, bool last)
    {
        // Completed before anything that could end the pipeline (Select-Object -First, -ErrorAction Stop).
        if (last)
            await progress.DisposeAsync();
        await pipe.WriteObjectAsync(task);
        if (task.State != PulpTaskState.Completed)
            _failed.Add(task);
        else if (TaskWords.Caution(task) is { } caution)
            await pipe.WriteWarningAsync(caution);
    }
}
