using System.Diagnostics;
using System.Globalization;
using Pulp.Benchmarks.Index;
using Pulp.Testing;

namespace Pulp.Benchmarks.Figures;

/// <summary>A mirror of an index beside curl, which only fetches its files: in turn, so that a busy machine slows both.</summary>
internal static class SideBySide
{
    internal static async Task<int> RunAsync(SliceIndex index, string scratch, int rounds)
    {
        var projects = string.Join(',', index.Projects);
        var files = index.Files;
        await using var server = await IndexServer.StartAsync(index);
        Console.WriteLine($"{index.Projects.Count} projects, {files.Count} files, served by {server.Kind}; {rounds} rounds into {scratch}");
        var figures = new FigureTable();
        // One round that does not count: files of the index come into the page cache.
        for (var round = 0; round <= rounds; round++)
        {
            var counted = round == 0 ? new FigureTable() : figures;
            using (var folder = new TemporaryFolder(scratch)) counted["curl"].Add(await CurlAsync(server.Url, files, folder.Path));
            using (var folder = new TemporaryFolder(scratch)) counted.AddLines((await Shell.RunAsync("sync", server.Url.ToString(), folder.Path, projects)).Out);
            using (var folder = new TemporaryFolder(scratch)) counted["whole"].Add((await Shell.RunAsync("once", server.Url.ToString(), folder["store"], projects)).Seconds);
        }

        var requests = await CountRequestsAsync(index, scratch, projects);
        foreach (var name in new[] { "curl", "other", "first", "other-again", "whole", "peak" }) Console.WriteLine($"{name,-12} {figures[name]}");
        Console.WriteLine();
        var curl = figures["curl"].Median;
        FigureTable.Print("first sync, warm process / curl", figures["other"].Median / curl, "1.4");
        FigureTable.Print("first sync, fresh process / curl", figures["first"].Median / curl, "2.0");
        FigureTable.Print("nothing changed / curl", figures["other-again"].Median / curl, "0.1");
        FigureTable.Print("whole process from nothing / curl", figures["whole"].Median / curl, "8");
        FigureTable.Print("peak memory, MiB", figures["peak"].Median, "250");
        if (requests >= 0) FigureTable.Print("requests when nothing changed", requests, (index.Projects.Count + 1).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> CurlAsync(Uri url, IReadOnlyList<string> files, string folder)
    {
        var clock = Stopwatch.StartNew();
        var result = await ChildProcess.RunAsync(
            "curl", ["-sZf", "--parallel-max", "10", "--remote-name-all", .. files.Select(f => new Uri(url, "files/" + Uri.EscapeDataString(f)).AbsoluteUri)], TimeSpan.FromMinutes(10), folder: folder);
        var seconds = clock.Elapsed.TotalSeconds;
        return result.ExitCode == 0 ? seconds : throw new InvalidOperationException($"curl: {result}");
    }

    /// <summary>What a sync of nothing new asks for; -1: not known without nginx.</summary>
    private static async Task<int> CountRequestsAsync(SliceIndex index, string scratch, string projects)
    {
        await using var server = await IndexServer.StartAsync(index, log: true);
        using var folder = new TemporaryFolder(scratch);
        var store = folder["store"];
        await Shell.RunAsync("once", server.Url.ToString(), store, projects);
        var before = server.CountRequests();
        await Shell.RunAsync("again", store);
        return before < 0 ? -1 : server.CountRequests() - before;
    }
}
