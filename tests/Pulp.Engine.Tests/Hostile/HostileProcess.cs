using System.Diagnostics;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;

namespace Pulp.Engine.Tests.Hostile;

/// <summary>
/// One sync against a hostile index in a process of its own, whose memory can be measured. The index is in the test's process.
/// </summary>
internal static class HostileProcess
{
    internal static async Task RunAsync(string place, string url, string[] projects)
    {
        var host = new PulpHost();
        IPulp pulp = await host.OpenAsync(place, create: true, CancellationToken.None);
        await pulp.NewRemoteAsync(
            new RemoteSettings { Name = "bar", Url = url, Include = SyncHouse.Items(projects), MaximumRetryCount = 0, TimeoutSec = 5 }, CancellationToken.None);
        await pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        PulpTask task = await pulp.StartSyncAsync(new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, CancellationToken.None);
        await foreach (PulpTask snapshot in pulp.WatchAsync([task.Id], CancellationToken.None)) task = snapshot;
        foreach (PulpTaskMessage error in task.NonFatalErrors) Console.WriteLine($"{error.Project} {error.Code} {error.Description}");
        Console.WriteLine($"done {task.State} {task.Result?.Added} {Process.GetCurrentProcess().PeakWorkingSet64 >> 20}");
        await host.CloseAsync(TimeSpan.FromSeconds(10));
    }
}
