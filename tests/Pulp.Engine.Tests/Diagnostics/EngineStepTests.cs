using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Pulp.Engine.Diagnostics;
using Pulp.Engine.Tests.Sync;

namespace Pulp.Engine.Tests.Diagnostics;

/// <summary>What an administrator who traces the source sees of a sync, and that the source is one that tools can read.</summary>
public sealed class EngineStepTests
{
    [Fact]
    public async Task A_sync_tells_its_steps_in_their_order()
    {
        using var listener = new Listener();
        await using var house = await SyncHouse.OpenAsync();
        house.Index["told-steps"].AddWheels("1");
        await house.RemoteAsync("told-steps");
        await house.SyncWellAsync();
        // Other tests' syncs are heard too: what tells this one is its name, and its store's folder.
        var told = listener.Told
            .Where(e => e.Told.Contains("told-steps", StringComparison.Ordinal) || e.Told.Contains("told_steps", StringComparison.Ordinal) || e.Told.Contains(house.Path, StringComparison.Ordinal))
            .Select(e => e.Name);
        Assert.Equal(["PageAsked", "PageRead", "FileBegun", "FileFlushed", "FileRenamed", "FolderFlushed", "ProjectSettled"], told);
    }

    [Fact]
    public void The_source_is_one_that_tools_can_read()
    {
        Assert.NotEmpty(EventSource.GenerateManifest(typeof(EngineSteps), "Pulp.Engine.dll", EventManifestOptions.Strict)!);
        Assert.Null(EngineSteps.Log.ConstructionException);
    }

    private sealed class Listener : EventListener
    {
        internal ConcurrentQueue<(string Name, string Told)> Told { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == EngineSteps.SourceName) EnableEvents(eventSource, EventLevel.Informational);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventSource.Name == EngineSteps.SourceName) Told.Enqueue((eventData.EventName!, string.Join(' ', eventData.Payload!)));
        }
    }
}
