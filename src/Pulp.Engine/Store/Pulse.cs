namespace Pulp.Engine.Store;

/// <summary>A signal for any number of waiters. Take <see cref="Next"/> before looking at the state it tells of, so that none is missed.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends at the next signal.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes all who wait.</summary>
    internal void Signal() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Waits for a signal taken before, or for a time to pass.</summary>
    internal static async Task WaitAsync(Task next, TimeSpan atMost, CancellationToken cancel)
    {
        try
        {
            await next.WaitAsync(atMost, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller looks again.
        }
    }
}
