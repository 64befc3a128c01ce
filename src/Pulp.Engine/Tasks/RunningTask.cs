using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>A task of this process that has not ended.</summary>
internal sealed class RunningTask : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _close = new();
    private volatile bool _asked;
    private volatile bool _closing;
    private volatile PulpTask _base;

    internal RunningTask(PulpTask made, TaskContext context, long ticket)
    {
        _base = made;
        Context = context;
        Ticket = ticket;
        LastWritten = context.SnapshotReports();
        LastTold = LastWritten;
    }

    internal TaskContext Context { get; }

    internal long Ticket { get; }

    /// <summary>Cancelled when it is to stop.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>Ends when its row has ended.</summary>
    internal Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>Cancelled when the process lets go of the store.</summary>
    internal CancellationToken CloseToken => _close.Token;

    /// <summary>True: somebody asked it to stop, or the process ends.</summary>
    internal bool Asked => _asked;

    /// <summary>True: the process lets go of the store.</summary>
    internal bool Closing => _closing;

    /// <summary>The steps as last written to the database.</summary>
    internal PulpProgressReport[] LastWritten { get; set; }

    /// <summary>The steps as those who watch last heard of.</summary>
    internal PulpProgressReport[] LastTold { get; set; }

    /// <summary>The task as it is now.</summary>
    internal PulpTask Snapshot()
    {
        PulpTask now = _base;
        PulpProgressReport[] reports = Context.SnapshotReports();
        return now with
        {
            State = _asked && !now.IsFinished ? PulpTaskState.Canceling : now.State,
            ProgressReports = now.IsFinished ? [.. reports.Select(r => TaskReport.Ended(r, now.State))] : reports,
            NonFatalErrors = Context.Messages(warnings: false),
            Warnings = Context.Messages(warnings: true),
        };
    }

    /// <summary>What it waits for.</summary>
    internal void Waits(string what) => _base = _base with { WaitingFor = what };

    /// <summary>It works.</summary>
    internal void Runs(DateTimeOffset now) => _base = _base with { State = PulpTaskState.Running, StartedAt = Later(now, _base.CreatedAt), WaitingFor = null };

    /// <summary>It has ended, though its row could not be written yet.</summary>
    internal void Ends(PulpTaskState state, PulpTaskError? error) => _base = _base with
    {
        State = state,
        Error = error,
        FinishedAt = Later(DateTimeOffset.UtcNow, _base.StartedAt ?? _base.CreatedAt),
        WaitingFor = null,
    };

    /// <summary>Asks it to stop. Harmless when it has ended.</summary>
    internal void Stop(bool closing)
    {
        if (closing) _closing = true;
        _asked = true;
        try
        {
            if (closing) _close.Cancel();
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
    }

    // As the rows are written: a clock that was set back makes no end before the beginning.
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset before) => now > before ? now : before;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _close.Dispose();
    }
}
