using System.Diagnostics.Tracing;
using Pulp.Engine.Diagnostics;

namespace Pulp.Engine.Tests.Diagnostics;

/// <summary>Does something at steps of the engine, on the thread that made them. It hears all tests of the process: look at what the step tells.</summary>
internal sealed class StepListener(Action<string, string> at) : EventListener
{
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == EngineSteps.SourceName) EnableEvents(eventSource, EventLevel.Informational);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name == EngineSteps.SourceName) at(eventData.EventName!, string.Join(' ', eventData.Payload!));
    }
}
