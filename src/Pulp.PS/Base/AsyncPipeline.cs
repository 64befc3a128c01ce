using System.Management.Automation;
using System.Threading.Channels;
using Pulp.Model;

namespace Pulp.PS.Base;

/// <summary>
/// The pipeline as work sees it. Everything is handed to the pipeline's thread in order; a writer waits while the
/// thread is behind, so that a slow consumer slows the producer. Once the pipeline is gone every call is cancelled.
/// </summary>
internal sealed class AsyncPipeline(ChannelWriter<PipelineItem> queue, CancellationToken cancel)
{
    /// <summary>Cancelled when the user stops the pipeline and when a downstream cmdlet has had enough.</summary>
    public CancellationToken Cancel => cancel;

    public ValueTask WriteObjectAsync(object value) => SendAsync(new(PipelineCall.Object, value));

    /// <summary>Writes a non-terminating error; the work goes on.</summary>
    public ValueTask WriteErrorAsync(PulpException error) => SendAsync(new(PipelineCall.Error, error));

    public ValueTask WriteWarningAsync(string text) => SendAsync(new(PipelineCall.Warning, text));

    public ValueTask WriteVerboseAsync(string text) => SendAsync(new(PipelineCall.Verbose, text));

    public ValueTask WriteDebugAsync(string text) => SendAsync(new(PipelineCall.Debug, text));

    public ValueTask WriteProgressAsync(ProgressRecord record) => SendAsync(PipelineItem.Progress(record));

    /// <summary>Shows progress if the pipeline's thread has room for it, and never waits.</summary>
    public void PostProgress(ProgressRecord record) => queue.TryWrite(PipelineItem.Progress(record));

    /// <summary>True: do it. False under -WhatIf, and when the user says no.</summary>
    public Task<bool> ShouldProcessAsync(string target, string action) => AskAsync(PipelineCall.ShouldProcess, target, action, target);

    /// <summary>Asks whatever -Confirm says; -Force is for the caller to look at. Error: ConfirmationNeeded, with the target, when nobody can be asked.</summary>
    public Task<bool> ShouldContinueAsync(string query, string caption, object? target) => AskAsync(PipelineCall.ShouldContinue, query, caption, target);

    /// <summary>Does something to one of several subjects; an error that concerns it alone is written, and the others go on.</summary>
    public async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (PulpException error) when (!ErrorRecords.EndsCmdlet(error))
        {
            await WriteErrorAsync(error);
        }
    }

    private async Task<bool> AskAsync(PipelineCall call, string value, string action, object? target)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(new(call, value, action, target, answer));
        return await answer.Task;
    }

    private async ValueTask SendAsync(PipelineItem item)
    {
        try
        {
            await queue.WriteAsync(item, cancel);
        }
        catch (ChannelClosedException closed)
        {
            throw new OperationCanceledException("The pipeline has ended.", closed, cancel);
        }
    }
}
