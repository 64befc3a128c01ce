using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>
/// What went wrong in a sync without stopping it. Under the error policy Stop the first of it does (SYNC rule 13): nothing further is begun, and what is
/// under way may end, for a while.
/// </summary>
internal sealed class SyncErrors : IDisposable
{
    /// <summary>How long what is under way may take to end.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly TaskContext _task;
    private readonly SyncLedger _ledger;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenSource _begin;
    private readonly TimeSpan? _grace;
    private PulpTaskMessage? _first;

    /// <param name="task">Keeps the errors.</param>
    /// <param name="ledger">Knows whether the index answered at all.</param>
    /// <param name="end">Ends all work of the sync.</param>
    /// <param name="grace">How long what is under way may go on after the first error; null: errors stop nothing.</param>
    internal SyncErrors(TaskContext task, SyncLedger ledger, CancellationTokenSource end, TimeSpan? grace)
    {
        (_task, _ledger, _end, _grace) = (task, ledger, end, grace);
        _begin = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        Begin = _begin.Token;
    }

    /// <summary>Cancelled: no page is asked for and no file is fetched any more that is not under way already.</summary>
    internal CancellationToken Begin { get; }

    /// <summary>True: an error has stopped the sync.</summary>
    internal bool HasStopped => _first is not null;

    /// <summary>Notes an error.</summary>
    internal void Add(PulpTaskMessage error)
    {
        _task.AddError(error);
        if (_grace is not { } grace || Interlocked.CompareExchange(ref _first, error, null) is not null) return;
        // The other way round, what waits to begin could begin before it hears of the end.
        _begin.Cancel();
        _end.CancelAfter(grace);
    }

    /// <summary>Fails the task with the error that has stopped the sync, if one has.</summary>
    internal void ThrowIfStopped()
    {
        if (_first is not { } first) return;
        if (_ledger.HeardNothing)
        {
            var failure = _ledger.Failure();
            throw new PulpTaskFailure(failure.Code, failure.Description);
        }

        throw new PulpTaskFailure(first.Code, $"{first.Description} The error policy Stop makes that the end of the sync. Nothing was changed; what was fetched is kept.");
    }

    /// <inheritdoc/>
    public void Dispose() => _begin.Dispose();
}
