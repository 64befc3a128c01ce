using System.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Store;

namespace Pulp.Engine.Tests.Processes;

public sealed class FairnessTests
{
    [Fact]
    public async Task A_worker_that_writes_without_end_lets_another_have_its_turn()
    {
        await using TestStore test = await TestStore.NewAsync();
        LocalStore other = await test.JoinAsync();
        using var stop = new CancellationTokenSource();
        var busy = new TaskCompletionSource();
        int batches = 0;
        // Several at once, so that the next is queued before the last has ended.
        Task[] hogs = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(HogAsync))];
        await busy.Task;
        var watch = Stopwatch.StartNew();
        // A turn that never came would be StoreBusy after 30 seconds.
        for (int i = 0; i < 10; i++)
        {
            int number = i;
            await other.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES(?1)", $"other-{number}"), CancellationToken.None);
        }

        TimeSpan taken = watch.Elapsed;
        await stop.CancelAsync();
        await Task.WhenAll(hogs);
        Assert.True(taken < TimeSpan.FromSeconds(15), $"{taken}");

        async Task HogAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                int batch = Interlocked.Increment(ref batches);
                await test.Database.WriteAsync(
                    c =>
                    {
                        for (int i = 0; i < 10_000; i++) c.Get("INSERT INTO project(name) VALUES(?1)").Run($"p{batch}-{i}");
                    },
                    CancellationToken.None);
                if (batch == 8) busy.SetResult();
            }
        }
    }
}
