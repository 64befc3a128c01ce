using System.Diagnostics;
using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Pump;

/// <summary>However a block ends, its work has ended before, and nothing of it is lost or late.</summary>
public sealed class PumpTests : IDisposable
{
    // What does not stop at all would take for ever; a second is what users get, more is what a machine under load may need.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    private Ran Run(string script, params PipelineWork[] works) => _session.Run(script, [.. works]);

    [Fact]
    public void ObjectsComeInOrderAndOnThePipelinesThread()
    {
        var ran = Run("Invoke-Work $args[0]", async pipe =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await pipe.WriteObjectAsync(i);
                if (i % 100 == 0)
                    await Task.Yield();
            }
        }).Succeed();
        Assert.Equal(Enumerable.Range(0, 1000), ran.All<int>());
    }

    [Fact]
    public void FirstObjectIsOutBeforeTheLastIsMade()
    {
        var consumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PipelineWork work = async pipe =>
        {
            await pipe.WriteObjectAsync(1);
            await consumed.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await pipe.WriteObjectAsync(2);
        };
        _session.Run("Invoke-Work $args[0] | Invoke-Slowly $args[1]", work, (Action<object>)(_ => consumed.TrySetResult())).Succeed();
    }

    [Fact]
    public void SlowConsumerSlowsTheProducer()
    {
        var (made, ahead) = (0, 0);
        PipelineWork work = async pipe =>
        {
            for (var i = 0; i < 1000; i++)
            {
                Interlocked.Increment(ref made);
                await pipe.WriteObjectAsync(i);
            }
        };
        var taken = 0;
        _session.Run("Invoke-Work $args[0] | Invoke-Slowly $args[1]", work, (Action<object>)(_ =>
        {
            Thread.Yield();
            ahead = Math.Max(ahead, Volatile.Read(ref made) - ++taken);
        })).Succeed();
        Assert.Equal(1000, taken);
        Assert.InRange(ahead, 0, PipelinePump.Ahead + 2);
    }

    [Fact]
    public void EndOfPipelineDownstreamCancelsTheWorkAndAwaitsIt()
    {
        var ended = false;
        var ran = Run("Invoke-Work $args[0] | Select-First 3", async pipe =>
        {
            try
            {
                for (var i = 0; ; i++)
                    await pipe.WriteObjectAsync(i);
            }
            finally
            {
                await Task.Yield();
                ended = pipe.Cancel.IsCancellationRequested;
            }
        }).Succeed();
        Assert.Equal([0, 1, 2], ran.All<int>());
        Assert.True(ended, "The work had not ended, or was not cancelled, when the pipeline had.");
    }

    [Fact]
    public void EndOfPipelineDownstreamReachesWorkThatWritesNothingMore()
    {
        var ended = false;
        Run("Invoke-Work $args[0] | Select-First 1", async pipe =>
        {
            await pipe.WriteObjectAsync(1);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, pipe.Cancel));
            ended = true;
        }).Succeed();
        Assert.True(ended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StopEndsSoonUnderLoadAndAtRest(bool load)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = false;
        PipelineWork work = async pipe =>
        {
            try
            {
                await pipe.WriteObjectAsync(0);
                started.TrySetResult();
                while (load)
                    await pipe.WriteObjectAsync(1);
                await Task.Delay(Timeout.Infinite, pipe.Cancel);
            }
            finally
            {
                ended = true;
            }
        };
        using var shell = _session.Shell("Invoke-Work $args[0] | Out-Null", work);
        var running = shell.BeginInvoke();
        await started.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var clock = Stopwatch.StartNew();
        shell.Stop();
        Assert.True(clock.Elapsed < Soon, $"Stopping took {clock.Elapsed}.");
        Assert.True(ended);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
    }

    [Fact]
    public void NonTerminatingErrorLetsTheOthersGoOn()
    {
        PipelineWork work = async pipe =>
        {
            await pipe.WriteObjectAsync("before");
            await pipe.TryAsync(() => throw new PulpException(PulpErrors.RepositoryNotFound, "no foo", "foo"));
            await pipe.WriteObjectAsync("after");
        };
        var ran = Run("Invoke-Work $args[0]", work);
        Assert.Equal(["before", "after"], ran.All<string>());
        var error = ran.Error(PulpErrors.RepositoryNotFound);
        Assert.Null(ran.Fatal);
        Assert.Equal((ErrorCategory.ObjectNotFound, "foo"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Equal("RepositoryNotFound,Pulp.PS.Tests.Hosting.InvokeWorkCommand", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void ErrorActionStopEndsTheWork()
    {
        var cancelled = false;
        var ran = Run("Invoke-Work $args[0] -ErrorAction Stop", async pipe =>
        {
            await pipe.WriteErrorAsync(new PulpException(PulpErrors.TaskNotFound, "none"));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, pipe.Cancel));
            cancelled = true;
        });
        Assert.Equal(PulpErrors.TaskNotFound, ran.Error(PulpErrors.TaskNotFound).FullyQualifiedErrorId.Split(',')[0]);
        Assert.NotNull(ran.Fatal);
        Assert.True(cancelled);
    }

    [Fact]
    public void TerminatingErrorEndsTheScriptAfterWhatCameBefore()
    {
        var ran = Run("1..3 | Invoke-Work $args[0]", async pipe =>
        {
            await pipe.WriteObjectAsync(1);
            throw new PulpException(PulpErrors.InvalidName, "bad", "%");
        });
        Assert.Equal(1, ran.One<int>());
        Assert.Equal(PulpErrors.InvalidName, ran.Fatal!.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UnforeseenFaultIsASentenceAndNoStackTrace(bool atOnce)
    {
        var ran = Run("Invoke-Work $args[0]", async pipe =>
        {
            if (!atOnce)
                await Task.Yield();
            throw new InvalidOperationException("the cellar is flooded");
        });
        var error = ran.Error(PulpErrors.UnexpectedError);
        Assert.Contains("the cellar is flooded", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
    }

    [Fact]
    public void CancellationNobodyAskedForIsReported()
    {
        var ran = Run("Invoke-Work $args[0]", _ => throw new OperationCanceledException("by itself"));
        ran.Error(PulpErrors.UnexpectedError);
    }

    [Fact]
    public void QuestionThatCannotBeAskedEndsTheWork()
    {
        var cancelled = false;
        var ran = Run("Invoke-Work $args[0] -Confirm", async pipe =>
        {
            try
            {
                await pipe.ShouldProcessAsync("it", "Do");
            }
            catch (OperationCanceledException)
            {
                cancelled = true;
                throw;
            }
        });
        Assert.NotNull(ran.Fatal);
        Assert.True(cancelled);
        Assert.Single(_session.Host.Recorded.Questions);
    }

    [Fact]
    public void LossThatNobodyCanBeAskedAboutIsAnErrorOfItsSubject()
    {
        var ran = Run("Invoke-Work $args[0]", async pipe =>
        {
            await pipe.TryAsync(() => pipe.ShouldContinueAsync("Sure?", "Loss", "foo"));
            await pipe.WriteObjectAsync("next");
        });
        Assert.Equal("next", ran.One<string>());
        var error = ran.Error(PulpErrors.ConfirmationNeeded);
        Assert.Equal("foo", error.TargetObject);
        Assert.Contains("-Force", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("No", false)]
    public void AnswersComeBack(string answer, bool expected)
    {
        _session.Host.Recorded.Answer = answer;
        var ran = Run("Invoke-Work $args[0] -Confirm", async pipe => await pipe.WriteObjectAsync(await pipe.ShouldProcessAsync("it", "Do"))).Succeed();
        Assert.Equal(expected, ran.One<bool>());
    }

    [Fact]
    public void YesToAllHoldsForTheRecordsThatFollow()
    {
        _session.Host.Recorded.Answer = "Yes to All";
        var ran = Run("1..3 | Invoke-Work $args[0]", async pipe => await pipe.WriteObjectAsync(await pipe.ShouldContinueAsync("Sure?", "Loss", "it"))).Succeed();
        Assert.Equal([true, true, true], ran.All<bool>());
        Assert.Single(_session.Host.Recorded.Questions);
    }

    [Fact]
    public void AllStreamsArriveFromWork()
    {
        var ran = Run("Invoke-Work $args[0] -Verbose", async pipe =>
        {
            await pipe.WriteVerboseAsync("said");
            await pipe.WriteWarningAsync("warned");
            await pipe.WriteProgressAsync(new ProgressRecord(1, "a", "b") { RecordType = ProgressRecordType.Completed });
        }).Succeed();
        Assert.Equal(["said"], ran.Verbose);
        Assert.Equal(["warned"], ran.Warnings);
        Assert.Single(ran.Progress);
    }

    [Fact]
    public async Task WorkAfterTheEndOfThePipelineIsCancelledNotHung()
    {
        AsyncPipeline? kept = null;
        Run("Invoke-Work $args[0]", pipe =>
        {
            kept = pipe;
            return Task.CompletedTask;
        }).Succeed();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await kept!.WriteObjectAsync(1));
    }
}
