using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>What a running task's work has in hand: its steps, its messages, and its end. Safe for use side by side.</summary>
internal sealed class TaskContext
{
    private readonly Lock _gate = new();
    private readonly List<(bool Warning, PulpTaskMessage Message)> _messages = [];
    private int _stored;

    internal TaskContext(long rowId, Guid id, TaskSpec spec)
    {
        RowId = rowId;
        Id = id;
        RepositoryId = spec.RepositoryId;
        Reports = [.. spec.Reports.Select(r => new TaskReport(r.Message, r.Code))];
    }

    /// <summary>The row.</summary>
    internal long RowId { get; }

    /// <summary>The id.</summary>
    internal Guid Id { get; }

    /// <summary>The row of the repository it holds.</summary>
    internal long RepositoryId { get; }

    /// <summary>Its steps, in their order.</summary>
    internal IReadOnlyList<TaskReport> Reports { get; }

    /// <summary>True once <see cref="CompleteIn"/> ran; whether it was committed only the row tells.</summary>
    internal bool CompletedIn { get; private set; }

    /// <summary>How many non-fatal errors and warnings there are.</summary>
    internal int MessageCount
    {
        get
        {
            lock (_gate) return _messages.Count;
        }
    }

    /// <summary>The step of a code.</summary>
    internal TaskReport Report(string code) => Reports.First(r => r.Code == code);

    /// <summary>Something went wrong and does not stop the task.</summary>
    internal void AddError(PulpTaskMessage message) => Add(warning: false, message);

    /// <summary>Something should be known and is no error.</summary>
    internal void AddWarning(PulpTaskMessage message) => Add(warning: true, message);

    /// <summary>The non-fatal errors or the warnings so far.</summary>
    internal IReadOnlyList<PulpTaskMessage> Messages(bool warnings)
    {
        lock (_gate) return [.. _messages.Where(m => m.Warning == warnings).Select(m => m.Message)];
    }

    /// <summary>
    /// Completes the task in the caller's transaction, so that what it made and its end appear together (SYNC rule 10). The last thing the work does.
    /// Fails, and so rolls the transaction back, when the task was ended from elsewhere.
    /// </summary>
    internal void CompleteIn(StoreConnection connection, PulpSyncResult? result, params ReadOnlySpan<CreatedVersion> created)
    {
        StoreMessages(connection);
        for (int i = 0; i < created.Length; i++) TaskRows.Resource(connection, RowId, i, created[i]);
        if (!TaskRows.Finish(connection, RowId, PulpTaskState.Completed, null, result, SnapshotReports(), StoreTime.Now))
            throw new PulpTaskFailure(TaskCodes.Interrupted, "Another process took this one for ended and closed the task.");
        CompletedIn = true;
    }

    /// <summary>Writes the messages that are not yet in the database; gives their number, for <see cref="MessagesStored"/> after the commit.</summary>
    internal int StoreMessages(StoreConnection connection)
    {
        lock (_gate)
        {
            for (int i = _stored; i < _messages.Count; i++) TaskRows.Message(connection, RowId, i, _messages[i].Warning, _messages[i].Message);
            return _messages.Count;
        }
    }

    /// <summary>The transaction of <see cref="StoreMessages"/> was committed.</summary>
    internal void MessagesStored(int count)
    {
        lock (_gate) _stored = Math.Max(_stored, count);
    }

    /// <summary>The steps as they are now.</summary>
    internal PulpProgressReport[] SnapshotReports() => [.. Reports.Select(r => r.Snapshot())];

    private void Add(bool warning, PulpTaskMessage message)
    {
        lock (_gate) _messages.Add((warning, message));
    }
}
