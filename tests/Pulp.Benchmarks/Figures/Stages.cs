using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using Pulp.Benchmarks.Index;
using Pulp.Engine;
using Pulp.Engine.Diagnostics;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Benchmarks.Figures;

/// <summary>Where the time of a first sync goes: when each step of the engine came first and last, cold and warm.</summary>
internal static class Stages
{
    internal static async Task<int> RunAsync(SliceIndex index, string scratch)
    {
        await using var server = await IndexServer.StartAsync(index);
        using var folder = new TemporaryFolder(scratch);
        using var steps = new StepListener();
        var host = new PulpHost();
        foreach (var run in new[] { "cold", "warm", "warm again" })
        {
            var pulp = await host.OpenAsync(folder[run], create: true, CancellationToken.None);
            await pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
            var include = index.Projects.Select(p => new PulpFilterItem { Text = p, Given = p }).ToList();
            await pulp.NewRemoteAsync(new RemoteSettings { Name = "bar", Url = server.Url.ToString(), Include = include }, CancellationToken.None);
            steps.Begin();
            var task = await pulp.StartSyncAsync(new SyncRequest { Repository = new PulpReference { Name = "foo" }, Remote = new PulpReference { Name = "bar" } }, CancellationToken.None);
            await foreach (var snapshot in pulp.WatchAsync([task.Id], CancellationToken.None)) task = snapshot;
            var end = steps.Elapsed;
            Console.WriteLine($"{run}: {task.State}, {task.Result?.Fetched} files in {end.TotalMilliseconds:0} ms");
            Console.WriteLine($"  {"step",-20} {"count",6} {"first ms",10} {"last ms",10}");
            foreach (var (name, count, first, last) in steps.Read())
                Console.WriteLine($"  {name,-20} {count,6} {first.TotalMilliseconds,10:0.0} {last.TotalMilliseconds,10:0.0}");
        }

        await host.CloseAsync(TimeSpan.Zero);
        return 0;
    }

    private sealed class StepListener : EventListener
    {
        private readonly ConcurrentQueue<(string Name, long At)> _steps = new();
        private long _begin;

        internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begin);

        internal void Begin()
        {
            _steps.Clear();
            _begin = Stopwatch.GetTimestamp();
        }

        internal IEnumerable<(string Name, int Count, TimeSpan First, TimeSpan Last)> Read() => _steps
            .GroupBy(s => s.Name, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count(), Stopwatch.GetElapsedTime(_begin, g.Min(s => s.At)), Stopwatch.GetElapsedTime(_begin, g.Max(s => s.At))))
            .OrderBy(g => g.Item3);

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == EngineSteps.SourceName) EnableEvents(eventSource, EventLevel.Verbose);
        }

        // The base constructor may enable a source before the queue is there.
        protected override void OnEventWritten(EventWrittenEventArgs eventData) => _steps?.Enqueue((eventData.EventName!, Stopwatch.GetTimestamp()));
    }
}
