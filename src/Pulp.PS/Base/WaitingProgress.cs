using System.Management.Automation;

namespace Pulp.PS.Base;

/// <summary>Shows what a short change waits for, if it waits at all.</summary>
internal sealed class WaitingProgress(AsyncPipeline pipe, string activity) : IProgress<string>, IAsyncDisposable
{
    private volatile bool _shown;

    public void Report(string value)
    {
        _shown = true;
        pipe.PostProgress(new ProgressRecord(ProgressIds.Repository, activity, value) { PercentComplete = -1 });
    }

    public async ValueTask DisposeAsync()
    {
        if (_shown && !pipe.Cancel.IsCancellationRequested)
            await pipe.WriteProgressAsync(new ProgressRecord(ProgressIds.Repository, activity, " ") { RecordType = ProgressRecordType.Completed });
    }
}
