using System.Globalization;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Kills;

/// <summary>What a process does that is killed: <c>kill STORE WORK STEP N …</c>. Without a step of that name it goes to its end, unless it is killed from outside.</summary>
internal static class KilledProcess
{
    internal static async Task RunAsync(string place, string work, string step, string occurrence, string[] rest)
    {
        using var killer = new StepKiller(step, int.Parse(occurrence, CultureInfo.InvariantCulture));
        Console.WriteLine("go");
        switch (work)
        {
            case "sync":
                await SyncAsync(place, rest[0]);
                break;
            case "clean":
                await CleanAsync(place);
                break;
            case "make":
                await OpenAsync(place, create: true, StoreSchema.Current);
                break;
            case "migrate":
                await OpenAsync(place, create: false, LaterSchema.Schema);
                break;
            default:
                throw new ArgumentException(work);
        }

        Console.WriteLine($"steps {string.Join(' ', killer.Seen.Select(s => $"{s.Key}={s.Value}"))}");
    }

    /// <summary>Syncs a repository from the remote of its name.</summary>
    private static async Task SyncAsync(string place, string name)
    {
        var host = new PulpHost();
        IPulp pulp = await host.OpenAsync(place, create: false, CancellationToken.None);
        var which = new PulpReference { Name = name };
        PulpTask task = await pulp.StartSyncAsync(new SyncRequest { Repository = which, Remote = which }, CancellationToken.None);
        await foreach (PulpTask snapshot in pulp.WatchAsync([task.Id], CancellationToken.None)) task = snapshot;
        await host.CloseAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>Takes away all that no version needs.</summary>
    private static async Task CleanAsync(string place)
    {
        var host = new PulpHost();
        IPulp pulp = await host.OpenAsync(place, create: false, CancellationToken.None);
        await pulp.ClearOrphansAsync(TimeSpan.Zero, null, CancellationToken.None);
        await host.CloseAsync(TimeSpan.FromSeconds(5));
    }

    private static async Task OpenAsync(string place, bool create, StoreSchema schema)
    {
        LocalStore store = await LocalStore.OpenAsync(StorePlace.Resolve(place), create, schema, CancellationToken.None);
        await store.CloseAsync(TimeSpan.Zero);
    }
}
