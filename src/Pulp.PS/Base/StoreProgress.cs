using System.Diagnostics;
using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Internal;

namespace Pulp.PS.Base;

/// <summary>Shows how far work on a whole store is: five times a second at most, and at the end as completed.</summary>
internal sealed class StoreProgress(AsyncPipeline pipe, string activity) : IProgress<PulpStoreProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private long _last;
    private bool _shown;

    public void Report(PulpStoreProgress value)
    {
        lock (_lock)
        {
            if (_shown && Stopwatch.GetElapsedTime(_last) < Pace)
                return;
            (_last, _shown) = (Stopwatch.GetTimestamp(), true);
        }
        var status = value.What + (value.Done == 0 ? "" : $": {value.Done}")
            + (value.Total is { } total ? $" of {total}" : "") + (value.Bytes > 0 ? $", {ViewText.Size(value.Bytes)}" : "");
        var percent = value.Total > 0 ? (int)Math.Clamp(value.Done * 100 / value.Total.Value, 0, 100) : -1;
        pipe.PostProgress(new ProgressRecord(ProgressIds.Store, activity, status) { PercentComplete = percent });
    }

    public async ValueTask DisposeAsync()
    {
        if (_shown && !pipe.Cancel.IsCancellationRequested)
            await pipe.WriteProgressAsync(new ProgressRecord(ProgressIds.Store, activity, " ") { RecordType = ProgressRecordType.Completed });
    }
}
