using System.Threading.Channels;
using Pulp.Model;

namespace Pulp.PS.Base;

/// <summary>
/// Runs one block of work beside the pipeline's thread and does on that thread what the work asks for.
/// However the block ends, its work has ended too: it is cancelled and awaited before the block returns.
/// </summary>
internal static class PipelinePump
{
    /// <summary>How many records work may be ahead of the pipeline.</summary>
    internal const int Ahead = 64;

    /// <summary>Runs the work to its end. What a write throws (a stop, Select-Object -First, -ErrorAction Stop) passes through unchanged.</summary>
    /// <returns>What the work threw; null when it ended well.</returns>
    internal static Exception? Run(PipelineWork work, IPipelineThread thread, CancellationToken stop)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var queue = Channel.CreateBounded<PipelineItem>(new BoundedChannelOptions(Ahead) { SingleReader = true });
        var pipe = new AsyncPipeline(queue.Writer, life.Token);
        var running = Start(() => WorkAsync(work, pipe, queue.Writer));
        try
        {
            while (WaitForItem(queue.Reader))
            {
                while (queue.Reader.TryRead(out var item))
                    Do(item, thread);
            }
        }
        finally
        {
            if (!running.IsCompleted)
            {
                life.Cancel();
                queue.Writer.TryComplete();
            }
            while (queue.Reader.TryRead(out var item))
                item.Answer?.TrySetCanceled(CancellationToken.None);
            running.Wait(CancellationToken.None);
        }
        return running.Result;
    }

    /// <summary>Starts something that must not hold the caller's thread. For the pump and for completion, which has a deadline.</summary>
    internal static Task<T> Start<T>(Func<Task<T>> work)
    {
#pragma warning disable RS0030 // The one place: work may be synchronous up to its first await, and the pipeline's thread must be free to serve it.
        return Task.Run(work, CancellationToken.None);
#pragma warning restore RS0030
    }

    private static async Task<Exception?> WorkAsync(PipelineWork work, AsyncPipeline pipe, ChannelWriter<PipelineItem> queue)
    {
        try
        {
            await work(pipe);
            return null;
        }
#pragma warning disable CA1031 // Not lost: the cmdlet reports it, on the pipeline's thread.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return fault;
        }
        finally
        {
            queue.TryComplete();
        }
    }

    private static bool WaitForItem(ChannelReader<PipelineItem> queue)
    {
        var wait = queue.WaitToReadAsync(CancellationToken.None);
        return wait.IsCompleted ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }

    private static void Do(PipelineItem item, IPipelineThread thread)
    {
        try
        {
            var answer = thread.Do(item);
            item.Answer?.TrySetResult(answer);
        }
        catch (PulpException error) when (item.Answer is not null)
        {
            // Nobody there to ask: that is the answer.
            item.Answer.TrySetException(error);
        }
        finally
        {
            // A question that threw (no one to ask, a stop) has no answer; the exception goes on up.
            item.Answer?.TrySetCanceled(CancellationToken.None);
        }
    }
}

/// <summary>The thread of a pipeline: the only one that may touch its streams.</summary>
internal interface IPipelineThread
{
    /// <summary>Does what is asked; of questions, the answer.</summary>
    bool Do(PipelineItem item);
}
