using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>What came of the tries of a request.</summary>
/// <typeparam name="T">What a try brings.</typeparam>
/// <param name="Result">Of the last try.</param>
/// <param name="Count">How many there were.</param>
/// <param name="Answered">True: the header of an answer came in one of them.</param>
internal readonly record struct Tried<T>(T Result, int Count, bool Answered);

/// <summary>One try's result.</summary>
internal interface ITry
{
    /// <summary>Why it brought nothing usable; null: it did.</summary>
    HttpFault? Fault { get; }
}

/// <summary>
/// Repeats what may pass, with growing pauses and jitter, or the pause the server asks for. Polly does it, and is not touched (nor loaded) before
/// something went wrong.
/// </summary>
/// <param name="retries">Repetitions at most.</param>
/// <param name="firstPause">About how long the first pause is; each further one is about twice as long.</param>
/// <param name="time">The clock of the pauses.</param>
internal sealed class Tries(int retries, TimeSpan firstPause, TimeProvider time)
{
    /// <summary>The usual first pause.</summary>
    internal static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    internal async ValueTask<Tried<T>> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancel)
        where T : ITry
    {
        var first = await attempt(cancel).ConfigureAwait(false);
        var tried = new Tried<T>(first, 1, first.Fault?.Answered ?? true);
        return first.Fault is { MayPass: true } && retries > 0 ? await GoOnAsync(tried, attempt, cancel).ConfigureAwait(false) : tried;
    }

    // Kept apart, so that a sync without faults never loads Polly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async ValueTask<Tried<T>> GoOnAsync<T>(Tried<T> first, Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancel)
        where T : ITry
    {
        var pipeline = new ResiliencePipelineBuilder<Tried<T>> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Tried<T>>
            {
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = firstPause,
                MaxDelay = LongestPause,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result.Result?.Fault is { MayPass: true }),
                DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Result.Result?.Fault?.RetryAfter),
            }).Build();
        var last = first;
        var known = true;
        return await pipeline.ExecuteAsync(
            async token =>
            {
                // Its first execution is the try that went wrong already.
                if (known)
                {
                    known = false;
                    return first;
                }

                var result = await attempt(token).ConfigureAwait(false);
                return last = new Tried<T>(result, last.Count + 1, last.Answered || (result.Fault?.Answered ?? true));
            },
            cancel).ConfigureAwait(false);
    }
}
