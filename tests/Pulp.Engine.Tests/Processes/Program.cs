using System.Globalization;
using Pulp.Engine.Store;
using Pulp.Engine.Tasks;
using Pulp.Engine.Tests.Faults;
using Pulp.Engine.Tests.Hostile;
using Pulp.Engine.Tests.Kills;
using Pulp.Model;

namespace Pulp.Engine.Tests.Processes;

/// <summary>What a second process does: <c>dotnet exec Pulp.Engine.Tests.dll VERB STORE …</c>. It says what it did in lines on stdout.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            await RunAsync(arguments[0], arguments[1], arguments[2..]);
            return 0;
        }
        catch (PulpException error)
        {
            Console.WriteLine($"error {error.Id} {error.Message}");
            return 2;
        }
    }

    private static Task RunAsync(string verb, string place, string[] rest) => verb switch
    {
        "open" => OpenAsync(place),
        "task" => StartTaskAsync(place, long.Parse(rest[0], CultureInfo.InvariantCulture)),
        "insert" => InsertAsync(place, rest[0], int.Parse(rest[1], CultureInfo.InvariantCulture)),
        "wait" => WaitAsync(place, Guid.Parse(rest[0])),
        "commit" => CommitAsync(place),
        "place" => PlaceAsync(place),
        "sync" => SyncAsync(place, rest),
        "exit" => ExitAsync(place, long.Parse(rest[0], CultureInfo.InvariantCulture)),
        "full" => SmallDisk.FillAsync(place, rest[0], rest[1]),
        "hostile" => HostileProcess.RunAsync(place, rest[0], rest[1..]),
        "kill" => KilledProcess.RunAsync(place, rest[0], rest[1], rest[2], rest[3..]),
        _ => throw new ArgumentException(verb),
    };

    private static async Task OpenAsync(string place)
    {
        await OpenStoreAsync(place, create: false);
        Console.WriteLine("open");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>A task that writes a file of its own, never ends and does not listen.</summary>
    private static async Task StartTaskAsync(string place, long repository)
    {
        LocalStore store = await OpenStoreAsync(place, create: false);
        var running = new TaskCompletionSource();
        PulpTask task = await store.Tasks.StartAsync(
            new TaskSpec("sync", repository, null, [("Downloading Artifacts", "sync.downloading.artifacts")]),
            async (context, _) =>
            {
                store.Artifacts.Begin().Append([1, 2, 3]);
                context.Report("sync.downloading.artifacts").AddDone(2);
                running.SetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            },
            CancellationToken.None);
        Console.WriteLine($"task {task.Id}");
        await running.Task;
        Console.WriteLine($"running {store.Workers.Id}");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>Makes the store, as others do at the same time, and writes rows one transaction each.</summary>
    private static async Task InsertAsync(string place, string prefix, int count)
    {
        LocalStore store = await OpenStoreAsync(place, create: true);
        for (int i = 0; i < count; i++)
        {
            int number = i;
            await store.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES(?1)", $"{prefix}-{number}"), CancellationToken.None);
        }

        await store.CloseAsync(TimeSpan.Zero);
        Console.WriteLine("done");
    }

    private static async Task WaitAsync(string place, Guid task)
    {
        LocalStore store = await OpenStoreAsync(place, create: false);
        await foreach (PulpTask snapshot in store.Watch.WatchAsync([task], CancellationToken.None))
            Console.WriteLine($"state {snapshot.State} {snapshot.Error?.Code}");
        await store.CloseAsync(TimeSpan.Zero);
    }

    /// <summary>Is in the middle of a large transaction, some of it in the log already, when it is killed.</summary>
    private static async Task CommitAsync(string place)
    {
        LocalStore store = await OpenStoreAsync(place, create: false);
        await store.Database.WriteAsync(
            c =>
            {
                // A small cache spills to the log before the commit.
                c.Script("PRAGMA cache_size=10");
                for (int i = 0; i < 20_000; i++) c.Get("INSERT INTO project(name) VALUES(?1)").Run($"half-{i}");
                Console.WriteLine("inside");
                Thread.Sleep(Timeout.Infinite);
            },
            CancellationToken.None);
    }

    /// <summary>Has placed a file and not written its row when it is killed; another is on its way.</summary>
    private static async Task PlaceAsync(string place)
    {
        LocalStore store = await OpenStoreAsync(place, create: false);
        byte[] bytes = [1, 2, 3];
        IncomingFile file = store.Artifacts.Begin();
        file.Append(bytes);
        await store.Artifacts.PlaceAsync(file, System.Security.Cryptography.SHA256.HashData(bytes), CancellationToken.None);
        store.Artifacts.Begin().Append([4, 5]);
        Console.WriteLine("placed");
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>Syncs a repository (foo) from a remote (bar), through the public door, and says how it ended.</summary>
    private static async Task SyncAsync(string place, string[] names)
    {
        var host = new PulpHost();
        IPulp pulp = await host.OpenAsync(place, create: false, CancellationToken.None);
        var request = new SyncRequest { Repository = new PulpReference { Name = names is [var given, ..] ? given : "foo" }, Remote = new PulpReference { Name = names is [_, var other, ..] ? other : "bar" } };
        PulpTask task = await pulp.StartSyncAsync(request, CancellationToken.None);
        Console.WriteLine($"task {task.Id}");
        await foreach (PulpTask snapshot in pulp.WatchAsync([task.Id], CancellationToken.None)) task = snapshot;
        Console.WriteLine($"ended {task.State} {task.Error?.Code} {task.CreatedResources.Count}");
        await host.CloseAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>Leaves as a script does that forgot to wait: through the host's end, with a task running.</summary>
    private static async Task ExitAsync(string place, long repository)
    {
        LocalStore store = await OpenStoreAsync(place, create: false);
        PulpTask task = await store.Tasks.StartAsync(
            new TaskSpec("sync", repository, null, []), (_, stop) => Task.Delay(Timeout.Infinite, stop), CancellationToken.None);
        Console.WriteLine($"task {task.Id}");
        await store.CloseAsync(TimeSpan.FromSeconds(5));
    }

    private static Task<LocalStore> OpenStoreAsync(string place, bool create) =>
        LocalStore.OpenAsync(StorePlace.Resolve(place), create, StoreSchema.Current, CancellationToken.None);
}
