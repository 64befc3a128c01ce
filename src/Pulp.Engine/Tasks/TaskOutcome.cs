using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>How a task's work ended, and the writing of it.</summary>
internal static class TaskOutcome
{
    private static readonly TimeSpan[] Repeats = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)];

    /// <summary>State and error of what the work threw. No stack trace, and no text of an unknown exception but in Detail.</summary>
    internal static (PulpTaskState State, PulpTaskError Error) Of(Exception thrown, RunningTask task) => thrown switch
    {
        OperationCanceledException when task.Closing => (PulpTaskState.Failed, Error(
            TaskCodes.Interrupted, "The process that ran the task ended before it was done. Nothing is half done; start it again.")),
        OperationCanceledException when task.Asked => (PulpTaskState.Canceled, Error(TaskCodes.Canceled, "The task was stopped before it was done. Nothing is half done.")),
        PulpTaskFailure failure => (PulpTaskState.Failed, Error(failure.Code, failure.Message, failure.Detail)),
        PulpException { Id: PulpErrors.StoreFull } full => (PulpTaskState.Failed, Error(TaskCodes.StoreFull, full.Message)),
        PulpException known => (PulpTaskState.Failed, Error(TaskCodes.Failed, known.Message, known.Id)),
        IOException full when StoreErrors.IsFull(full) => (PulpTaskState.Failed, Error(
            TaskCodes.StoreFull, "The disk of the store is full. Nothing was lost; free some space and start the task again.")),
        _ => (PulpTaskState.Failed, Error(
            TaskCodes.Failed, "The task ended with an error that PulpPS did not expect. Nothing is half done; please report it with its detail.", $"{thrown.GetType().FullName}: {thrown.Message}")),
    };

    /// <summary>
    /// Writes the end, unless the work's last transaction did. A store that is busy or full is asked again as long as the process lives: an open row would
    /// hold the repository. False: it could not be written.
    /// </summary>
    internal static async Task<bool> WriteAsync(StoreDatabase database, RunningTask task, PulpTaskState state, PulpTaskError? error, Action moved)
    {
        TaskContext context = task.Context;
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                if (context.CompletedIn && await HasEndedAsync(database, context).ConfigureAwait(false)) return true;
                await database.WriteAsync(
                    c =>
                    {
                        context.StoreMessages(c);
                        TaskRows.Finish(c, context.RowId, state, error, null, context.SnapshotReports(), StoreTime.Now);
                    },
                    CancellationToken.None).ConfigureAwait(false);
                return true;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
            catch (PulpException fault)
            {
                // Who waits here need not wait for the disk.
                if (attempt == 0)
                {
                    task.Ends(state, error);
                    moved();
                }

                if (task.Closing || fault.Id is not (PulpErrors.StoreBusy or PulpErrors.StoreFull)) return false;
            }

            await Task.Delay(Repeats[Math.Min(attempt, Repeats.Length - 1)], task.CloseToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task<bool> HasEndedAsync(StoreDatabase database, TaskContext context) =>
        database.ReadAsync(c => c.Int64("SELECT 1 FROM task WHERE id = ?1 AND finished IS NOT NULL", context.RowId) is not null, CancellationToken.None);

    private static PulpTaskError Error(string code, string description, string? detail = null) =>
        new() { Code = code, Description = description, Detail = detail };
}
