namespace Pulp.Engine.Sync.Upstream;

/// <summary>Lets requests go at an even pace: the n-th not before n − 1 intervals after the first. No limit costs nothing.</summary>
/// <param name="perSecond">How many a second; 0: no limit.</param>
/// <param name="time">The clock.</param>
internal sealed class RateGate(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _next = long.MinValue;

    /// <summary>Ends when the next request may go.</summary>
    internal ValueTask WaitAsync(CancellationToken cancel)
    {
        if (perSecond == 0) return ValueTask.CompletedTask;
        var pause = TakeTurn();
        return pause > TimeSpan.Zero ? new ValueTask(Task.Delay(pause, time, cancel)) : ValueTask.CompletedTask;
    }

    private TimeSpan TakeTurn()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var turn = Math.Max(now, _next);
            _next = turn + (time.TimestampFrequency / perSecond);
            return time.GetElapsedTime(now, turn);
        }
    }
}
