using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using Pulp.Engine.Diagnostics;

namespace Pulp.Engine.Tests.Kills;

/// <summary>Kills this process, as kill -9 does, when a step of the engine happens for the n-th time: on the thread that made the step, so that nothing follows it.</summary>
internal sealed class StepKiller(string step, int occurrence) : EventListener
{
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>How often each step happened.</summary>
    internal IReadOnlyDictionary<string, int> Seen => _seen;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == EngineSteps.SourceName) EnableEvents(eventSource, EventLevel.Informational);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name != EngineSteps.SourceName) return;
        int count = _seen.AddOrUpdate(eventData.EventName!, 1, (_, n) => n + 1);
        if (eventData.EventName != step || count != occurrence) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
