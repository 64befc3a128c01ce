namespace Pulp.Engine.Sync.Upstream;

/// <summary>
/// Ends one try of a request when no byte came for too long. It runs only while something is waited for: a slow disk is not a slow index.
/// </summary>
internal sealed class IdleTimer(TimeSpan limit, CancellationToken cancel) : IDisposable
{
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(cancel);

    /// <summary>The longest time without a byte.</summary>
    internal TimeSpan Limit => limit;

    /// <summary>Canceled when the time is over, or by the caller's token.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>True: it was the time.</summary>
    internal bool Expired => _source.IsCancellationRequested && !cancel.IsCancellationRequested;

    /// <summary>Waits for a read; one that has its bytes already costs no timer.</summary>
    internal ValueTask<T> Watch<T>(ValueTask<T> task) => task.IsCompleted ? task : WaitAsync(task);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private async ValueTask<T> WaitAsync<T>(ValueTask<T> task)
    {
        _source.CancelAfter(limit);
        try
        {
            return await task.ConfigureAwait(false);
        }
        finally
        {
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
