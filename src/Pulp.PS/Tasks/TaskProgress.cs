using System.Diagnostics;
using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;

namespace Pulp.PS.Tasks;

/// <summary>Shows the progress of the tasks that are waited for: five times a second at most, and at the end as completed.</summary>
internal sealed class TaskProgress : IAsyncDisposable
{
    /// <summary>Hosts drop what comes faster.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RateSpan = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly AsyncPipeline _pipe;
    private readonly Dictionary<Guid, PulpTask> _tasks;
    private readonly Queue<(long Time, long Bytes)> _samples = [];
    private readonly CancellationTokenSource _end;
    private readonly Task _ticking;
    private ProgressText? _shown;

    /// <summary>Shows the tasks as they are, and from then on.</summary>
    internal TaskProgress(AsyncPipeline pipe, IEnumerable<PulpTask> tasks)
    {
        _pipe = pipe;
        _tasks = tasks.ToDictionary(t => t.Id);
        _end = CancellationTokenSource.CreateLinkedTokenSource(pipe.Cancel);
        Show();
        _ticking = TickAsync();
    }

    /// <summary>Takes a new snapshot of a task; it is shown at the next turn.</summary>
    internal void Update(PulpTask task)
    {
        lock (_lock)
            _tasks[task.Id] = task;
    }

    /// <summary>Ends it: what is shown is shown as completed. Once is enough; more do no harm.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested && _ticking.IsCompleted)
            return;
        await _end.CancelAsync();
        await _ticking;
        _end.Dispose();
        if (_shown is { } shown && !_pipe.Cancel.IsCancellationRequested)
            await _pipe.WriteProgressAsync(new ProgressRecord(ProgressIds.Task, shown.Activity, shown.Status) { RecordType = ProgressRecordType.Completed });
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
                Show();
        }
        catch (OperationCanceledException)
        {
            // The wait is over.
        }
    }

    private void Show()
    {
        ProgressText text;
        lock (_lock)
            text = ProgressText.Of(_tasks.Values, Rate());
        if (text == _shown)
            return;
        _shown = text;
        _pipe.PostProgress(new ProgressRecord(ProgressIds.Task, text.Activity, text.Status) { PercentComplete = text.Percent });
    }

    /// <summary>Bytes a second over the last seconds, so that a stall shows.</summary>
    private double Rate()
    {
        var (now, bytes) = (Stopwatch.GetTimestamp(), ProgressText.Bytes(_tasks.Values));
        _samples.Enqueue((now, bytes));
        while (_samples.Count > 1 && Stopwatch.GetElapsedTime(_samples.Peek().Time, now) > RateSpan)
            _samples.Dequeue();
        var (time, then) = _samples.Peek();
        var seconds = Stopwatch.GetElapsedTime(time, now).TotalSeconds;
        return seconds > 0 ? Math.Max(0, bytes - then) / seconds : 0;
    }
}
