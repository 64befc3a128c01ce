using System.Diagnostics;
using System.Globalization;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Faults;

/// <summary>
/// A disk that is really full: a small file system in memory, that a process of an ordinary user mounts for itself alone (Linux, user namespaces). The
/// process makes a store there, fills the rest with ballast, syncs, throws the ballast out and syncs again.
/// </summary>
internal static class SmallDisk
{
    private const int Megabytes = 32;
    private static readonly Lazy<bool> Possible = new(Try);

    /// <summary>False: another system, or one whose users may not mount anything.</summary>
    internal static bool CanBeMade => Possible.Value;

    /// <summary>Runs this assembly's program with the disk as its place.</summary>
    internal static async Task<ChildResult> RunAsync(string verb, params string[] rest)
    {
        using var folder = new TemporaryFolder();
        string[] command = ["dotnet", "exec", typeof(SmallDisk).Assembly.Location, verb, folder["disk"], .. rest];
        return await ChildProcess.RunAsync("unshare", [.. Mount(folder["disk"]), .. command]);
    }

    /// <summary>What the process does: <c>full DISK INDEX files|rows</c>.</summary>
    internal static async Task FillAsync(string disk, string index, string by)
    {
        var host = new PulpHost();
        IPulp pulp = await host.OpenAsync(Path.Combine(disk, "store"), create: true, CancellationToken.None);
        await pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        await pulp.NewRemoteAsync(
            new RemoteSettings { Name = "bar", Url = index, Include = SyncHouse.Items(by == "files" ? "full" : "many"), Policy = by == "files" ? PulpPolicy.Immediate : PulpPolicy.OnDemand },
            CancellationToken.None);
        string ballast = Path.Combine(disk, "ballast");
        // Room for some of the files, or of the rows, and for the end of the task.
        Fill(ballast, new DriveInfo(disk).AvailableFreeSpace - (by == "files" ? 1_500_000 : 150_000));
        await SyncAsync("full");
        File.Delete(ballast);
        await SyncAsync("healed");
        await host.CloseAsync(TimeSpan.FromSeconds(5));

        async Task SyncAsync(string what)
        {
            PulpTask task = await pulp.StartSyncAsync(
                new SyncRequest { Repository = new PulpReference { Name = "foo" }, Remote = new PulpReference { Name = "bar" } }, CancellationToken.None);
            await foreach (PulpTask snapshot in pulp.WatchAsync([task.Id], CancellationToken.None)) task = snapshot;
            int held = await pulp.GetContentAsync(new ContentQuery { Version = new PulpVersionReference(new PulpReference { Name = "foo" }, null) }, CancellationToken.None).CountAsync();
            int problems = await host.CheckAsync(Path.Combine(disk, "store"), detailed: true, null, CancellationToken.None).CountAsync(p => p.Kind is not (PulpStoreProblemKind.Stray or PulpStoreProblemKind.Orphan));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {task.State} {task.Error?.Code} {task.Result?.Added ?? 0} {held} {problems}"));
        }
    }

    private static void Fill(string path, long bytes)
    {
        using var file = File.Create(path);
        byte[] piece = new byte[1 << 16];
        for (; bytes > 0; bytes -= piece.Length) file.Write(piece, 0, (int)Math.Min(piece.Length, bytes));
    }

    private static string[] Mount(string at) =>
        ["--user", "--map-root-user", "--mount", "sh", "-c", $"mkdir -p \"$0\" && mount -t tmpfs -o size={Megabytes}m none \"$0\" && exec \"$@\"", at];

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var folder = new TemporaryFolder();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", [.. Mount(folder["disk"]), "true"]) { RedirectStandardError = true, UseShellExecute = false });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
