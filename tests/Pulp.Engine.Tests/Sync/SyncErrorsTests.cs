using Pulp.Engine.Sync;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Tests.Sync;

/// <summary>What the first error does to what waits and to what is under way.</summary>
public sealed class SyncErrorsTests
{
    private static readonly PulpTaskMessage Error = new() { Code = "file.missing", Project = "a", Description = "It is gone." };

    [Fact]
    public async Task Nothing_further_begins_and_what_is_under_way_ends_in_its_time()
    {
        using var end = new CancellationTokenSource();
        var task = Context();
        using var errors = new SyncErrors(task, new SyncLedger(), end, TimeSpan.FromMilliseconds(200));
        errors.ThrowIfStopped();
        errors.Add(Error);
        Assert.True(errors.HasStopped && errors.Begin.IsCancellationRequested);
        // Far below the time that anything in a test may take, far above what was given.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), end.Token));
        errors.Add(Error with { Code = "file.cut" });
        var failure = Assert.Throws<PulpTaskFailure>(errors.ThrowIfStopped);
        Assert.Equal("file.missing", failure.Code);
        Assert.StartsWith("It is gone.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, task.Messages(warnings: false).Count);
    }

    [Fact]
    public void What_is_under_way_has_thirty_seconds()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), SyncErrors.Grace);
        using var end = new CancellationTokenSource();
        using var errors = new SyncErrors(Context(), new SyncLedger(), end, SyncErrors.Grace);
        errors.Add(Error);
        Assert.False(end.IsCancellationRequested);
    }

    [Fact]
    public void Without_the_policy_errors_are_only_noted()
    {
        using var end = new CancellationTokenSource();
        var task = Context();
        using var errors = new SyncErrors(task, new SyncLedger(), end, null);
        errors.Add(Error);
        errors.ThrowIfStopped();
        Assert.False(errors.HasStopped || errors.Begin.IsCancellationRequested || end.IsCancellationRequested);
        Assert.Single(task.Messages(warnings: false));
        end.Cancel();
        Assert.True(errors.Begin.IsCancellationRequested);
    }

    private static TaskContext Context() => new(1, Guid.NewGuid(), new TaskSpec("sync", 1, null, []));
}
