using System.Net;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Processes;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Faults;

/// <summary>The rest of the table of about_PulpPS_Errors: faults of the index as a whole, of the store and of the machine.</summary>
internal static class OtherFaults
{
    internal static IReadOnlyList<OtherFault> Rows { get; } =
    [
        new("connection refused", "Failed index.unreachable", Becomes.Stays, RefusedAsync),
        new("the index's name not known", "Failed index.unreachable", Becomes.Stays, b => MovedAsync(b, "http://nosuchhost.invalid/")),
        new("its TLS certificate not trusted", "Failed index.unreachable", Becomes.Stays, UntrustedAsync),
        new("no TLS where https is asked", "Failed index.unreachable", Becomes.Stays, b => MovedAsync(b, $"https://127.0.0.1:{b.Index.Port}/")),
        new("the credential missing", "Failed page.denied", Becomes.Stays, DeniedAsync),
        new("a wrong credential", "Failed page.denied", Becomes.Stays, WrongAsync),
        new("none, where the files lie", "file.denied", Becomes.Stays, FilesDeniedAsync),
        new("a redirect to another host", "none", Becomes.Synced, ElsewhereAsync),
        new("every project gone, list too", "Failed project.missing", Becomes.Stays, ListGoneAsync),
        new("-AllProjects: no list, or empty", "Failed page.status", Becomes.Stays, NoListAsync),
        new("one page, with -ErrorPolicy Stop", "Failed page.status", Becomes.Stays, b => FirstErrorAsync(b, "^/simple/a/")),
        new("one file, with -ErrorPolicy Stop", "Failed file.status", Becomes.Stays, b => FirstErrorAsync(b, "^/files/a-2")),
        new("more gone than -MaximumRemoval", "Failed removal.limit", Becomes.Stays, ManyGoneAsync),
        new("files larger than the disk", "Failed store.full", Becomes.Stays, TooLargeAsync),
        new("disk full while a file comes", "Failed store.full", Becomes.Stays, b => FullAsync(b, "files")),
        new("disk full while rows are written", "Failed store.full", Becomes.Stays, b => FullAsync(b, "rows")),
        new("a file above the limit (ulimit)", "Failed store.full", Becomes.Stays, LimitedAsync),
        new("the process killed, or gone", "Failed task.interrupted", Becomes.Stays, KilledAsync),
        new("the task stopped", "Canceled task.canceled", Becomes.Stays, StoppedAsync),
        new("the store locked for seconds", "none", Becomes.Synced, LockedAsync),
        new("the clock set back or forth", "none", Becomes.Synced, ClockAsync),
    ];

    /// <summary>The lines as the documentation has them.</summary>
    internal static IEnumerable<string> Write() => Rows.Select(r => $"    {r.Fault,-34}  {r.Task,-24}  {FaultTable.Word(r.Becomes)}");

    private static async Task<PulpTask[]> RefusedAsync(FaultBench bench)
    {
        using var port = new ClosedPort();
        return await MovedAsync(bench, port.Url.ToString());
    }

    private static async Task<PulpTask[]> MovedAsync(FaultBench bench, string url)
    {
        await bench.SetAsync(s => s with { Url = url });
        var tasks = await bench.SyncAsync();
        await bench.SetAsync(s => s with { Url = bench.Index.Url.ToString() });
        return tasks;
    }

    private static async Task<PulpTask[]> UntrustedAsync(FaultBench bench)
    {
        using var certificates = new TestCertificates();
        await using var secure = await FixtureIndex.StartAsync(new FixtureOptions { Certificate = certificates.Issue() });
        secure["a"].AddWheels("9");
        var tasks = await MovedAsync(bench, secure.Url.ToString());
        Assert.All(tasks, t => Assert.Contains("not trusted", t.Error!.Description, StringComparison.Ordinal));
        Assert.Equal(0, secure.Log.Count());
        return tasks;
    }

    private static async Task<PulpTask[]> DeniedAsync(FaultBench bench)
    {
        bench.Index.Options.Credential = "someone:secret";
        var tasks = await bench.SyncAsync();
        bench.Index.Options.Credential = null;
        return tasks;
    }

    private static async Task<PulpTask[]> WrongAsync(FaultBench bench)
    {
        await bench.SetAsync(s => s with { Credential = new PulpChange<NetworkCredential>(new NetworkCredential("someone", "hushhush")) });
        var tasks = await DeniedAsync(bench);
        Assert.All(tasks, t => Assert.DoesNotContain("hushhush", t.Error!.Description, StringComparison.Ordinal));
        return tasks;
    }

    private static async Task<PulpTask[]> FilesDeniedAsync(FaultBench bench)
    {
        await using var files = await FixtureIndex.StartAsync(new FixtureOptions { Credential = "someone:secret" });
        bench.Index.Options.FilesAt = files.Url;
        var tasks = await bench.SyncAsync();
        bench.Index.Options.FilesAt = null;
        return tasks;
    }

    private static async Task<PulpTask[]> ElsewhereAsync(FaultBench bench)
    {
        await using var other = await FixtureIndex.StartAsync();
        foreach (var project in bench.Index.Projects) other[project.Name].Add([.. project.Entries]);
        bench.Index.Options.Credential = "someone:secret";
        await bench.SetAsync(s => s with { Credential = new PulpChange<NetworkCredential>(new NetworkCredential("someone", "secret")) });
        // For a client another host, for it is called by another name.
        bench.Index.Break(Fault.Redirect("^/(simple|files)/", path => $"{other.UrlAt("localhost")}{path[1..]}"));
        var tasks = await bench.SyncAsync();
        Assert.All(other.Log.All, r => Assert.Null(r["Authorization"]));
        Assert.NotEqual(0, other.Log.Count(FixtureKind.File));
        Assert.All(bench.Index.Log.Matching("^/files/a-2"), r => Assert.NotNull(r["Authorization"]));
        bench.Index.Heal();
        bench.Index.Options.Credential = null;
        return tasks;
    }

    private static async Task<PulpTask[]> ListGoneAsync(FaultBench bench)
    {
        bench.Index.Break(Fault.Status(".", 404));
        return await bench.SyncAsync();
    }

    private static async Task<PulpTask[]> NoListAsync(FaultBench bench)
    {
        await bench.SetAsync(s => s with { AllProjects = true, Include = [] });
        bench.Index.Break(Fault.Status("^/simple/$", 503));
        var tasks = await bench.SyncAsync();
        bench.Index.Heal();
        bench.Index.Break(Fault.Html("^/simple/$"));
        foreach (var task in await bench.SyncAsync()) Assert.Equal("Failed page.invalid", FaultBench.Reported(task));
        bench.Index.Heal();
        bench.Index.Remove("c");
        await bench.SetAsync(s => s with { AllProjects = false, Include = SyncHouse.Items("a", "b") });
        return tasks;
    }

    private static async Task<PulpTask[]> FirstErrorAsync(FaultBench bench, string at)
    {
        bench.Index.Break(Fault.Status(at, 500));
        return await bench.SyncAsync(r => r with { ErrorPolicy = PulpErrorPolicy.Stop });
    }

    // An additive sync removes nothing.
    private static async Task<PulpTask[]> ManyGoneAsync(FaultBench bench)
    {
        bench.Index.Break(Fault.Shrunk("^/simple/[ab]/", 0));
        var started = await bench.StartAsync("mirror", r => r with { MaximumRemoval = "1" });
        return [await bench.House.WaitAsync(started.Id)];
    }

    private static async Task<PulpTask[]> TooLargeAsync(FaultBench bench)
    {
        bench.Index["a"].Edit("a-2-py3-none-any.whl", e => e.Size = 1L << 50);
        var tasks = await bench.SyncAsync();
        bench.Index["a"].Edit("a-2-py3-none-any.whl", e => e.Size = null);
        return tasks;
    }

    /// <summary>On a small disk of its own, in another process, whose lines say how its tasks ended and what was held.</summary>
    private static async Task<PulpTask[]> FullAsync(FaultBench bench, string by)
    {
        bench.Index["full"].Add([.. Enumerable.Range(1, 20).Select(i => new FixtureEntry(TestFile.Any($"full-{i}.tar.gz", 200_000)) { Size = -1 })]);
        for (var i = 0; i < 2_000; i++) bench.Index["many"].Add(new FixtureEntry(TestFile.Any($"many-{i}.tar.gz", 10)));
        var result = await SmallDisk.RunAsync("full", bench.Index.Url.ToString(), by);
        var lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines is ["full Failed store.full 0 0 0", _], result.ToString());
        Assert.Equal(by == "files" ? "healed Completed  20 20 0" : "healed Completed  2000 2000 0", lines[1]);
        bench.Index.Remove("full");
        bench.Index.Remove("many");
        return [];
    }

    /// <summary>A process that may not write so large a file: what a quota or <c>ulimit -f</c> does.</summary>
    private static async Task<PulpTask[]> LimitedAsync(FaultBench bench)
    {
        if (OperatingSystem.IsWindows()) return [];
        bench.Index["a"].Add(TestFile.Any("a-3.tar.gz", 5_000_000));
        var tasks = new List<PulpTask>();
        foreach (var mode in FaultBench.Modes)
        {
            // In blocks of 512 bytes. The signal that comes with the error is for programs that do not look.
            string[] arguments = ["-c", "trap '' XFSZ; ulimit -f 6000; exec \"$@\"", "sh", "dotnet", .. SecondProcess.Arguments("sync", bench.House.Path, mode, mode)];
            var result = await ChildProcess.RunAsync("sh", arguments, environment: new Dictionary<string, string?> { ["DOTNET_EnableWriteXorExecute"] = "0" });
            Assert.True(result.Out.Contains("ended", StringComparison.Ordinal), result.ToString());
            tasks.Add(await bench.House.TaskAsync(Guid.Parse(result.Out.Split('\n')[0].Split(' ')[1])));
        }

        bench.Index["a"].Remove("a-3.tar.gz");
        return [.. tasks];
    }

    private static async Task<PulpTask[]> KilledAsync(FaultBench bench)
    {
        var tasks = new List<PulpTask>();
        foreach (var mode in FaultBench.Modes)
        {
            var stall = bench.Index.Break(Fault.Stall("^/files/a-2"));
            await using (var child = SecondProcess.Start("sync", bench.House.Path, mode, mode))
            {
                tasks.Add(await bench.House.TaskAsync(Guid.Parse((await child.WaitForLineAsync("^task ")).Split(' ')[1])));
                await stall.ReachedAsync();
                await child.KillAsync();
            }

            // b-2 is fetched by the first only: the store has its bytes then.
            bench.Index.Heal();
            tasks[^1] = await bench.House.WaitAsync(tasks[^1].Id);
            await bench.HoldAsync("a-1 b-1", "a-1 b-1");
        }

        return [.. tasks];
    }

    private static async Task<PulpTask[]> StoppedAsync(FaultBench bench)
    {
        var stall = bench.Index.Break(Fault.Stall("^/files/a-2"));
        var tasks = await Task.WhenAll(FaultBench.Modes.Select(mode => bench.StartAsync(mode)));
        await stall.ReachedAsync();
        foreach (var task in tasks) await bench.House.Pulp.CancelTaskAsync(task.Id, CancellationToken.None);
        return await Task.WhenAll(tasks.Select(t => bench.House.WaitAsync(t.Id)));
    }

    private static async Task<PulpTask[]> LockedAsync(FaultBench bench)
    {
        using var other = new StoreConnection(new StoreFolder(bench.House.Path).Database);
        while (other.Try("BEGIN IMMEDIATE") != 0) await Task.Yield();
        var syncs = bench.SyncAsync();
        // Longer than SQLite, and its provider, wait of themselves.
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.False(syncs.IsCompleted);
        other.Script("ROLLBACK");
        return await syncs;
    }

    /// <summary>A clock that is an hour ahead when the task begins, and right when it ends, and the other way round: what the rows hold is what such a clock wrote.</summary>
    private static async Task<PulpTask[]> ClockAsync(FaultBench bench)
    {
        var stall = bench.Index.Break(Fault.Stall("^/simple/a/"));
        var tasks = await Task.WhenAll(FaultBench.Modes.Select(mode => bench.StartAsync(mode)));
        await stall.ReachedAsync();
        using (var other = new StoreConnection(new StoreFolder(bench.House.Path).Database))
        {
            other.Execute("UPDATE task SET created = created + ?1, started = started + ?1 WHERE finished IS NULL AND repository_name = 'mirror'", 3_600_000_000L);
            other.Execute("UPDATE version SET created = created + ?1", 3_600_000_000L);
        }

        bench.Index.Heal();
        var ended = await Task.WhenAll(tasks.Select(t => bench.House.WaitAsync(t.Id)));
        var versions = await bench.House.Pulp.GetRepositoryVersionsAsync(SyncHouse.Named("mirror"), new VersionQuery(), CancellationToken.None).ToListAsync();
        Assert.Equal([2, 1, 0], versions.Select(v => v.Number).OrderDescending());
        Assert.True(versions.Select(v => v.Number).SequenceEqual([2, 1, 0]) || versions.Select(v => v.Number).SequenceEqual([0, 1, 2]));
        var listed = await bench.House.Pulp.GetTasksAsync(new TaskQuery(), CancellationToken.None).ToListAsync();
        Assert.Equal(tasks.Select(t => t.Id).Order(), listed.Take(2).Select(t => t.Id).Order());
        Assert.Equal(TimeSpan.Zero, ended[0].Duration);
        return ended;
    }
}
