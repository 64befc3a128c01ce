using System.Globalization;
using Pulp.Benchmarks.Index;
using Pulp.Testing;

namespace Pulp.Benchmarks.Figures;

/// <summary>How cost grows: files on demand, a file more beside many, many versions.</summary>
internal static class Scale
{
    private const int FilesEach = 100;
    private const int Versions = 1000;
    private const int More = 9;

    internal static async Task<int> RunAsync(string scratch, int projects, int rounds)
    {
        using var folder = new TemporaryFolder(scratch);
        var large = SliceIndex.MakePages(folder["large"], projects, FilesEach);
        var small = SliceIndex.MakePages(folder["small"], projects / 10, FilesEach);
        foreach (var index in new[] { large, small })
        {
            index.WritePage("extra-warm", [SliceIndex.Made(9_999, 0)]);
            for (var i = 0; i < Versions; i++) index.WritePage($"extra-{i}", [SliceIndex.Made(10_000 + i, 0)]);
        }

        var (of, tenth) = (new FigureTable(), new FigureTable());
        await using (var serverLarge = await IndexServer.StartAsync(large))
        await using (var serverSmall = await IndexServer.StartAsync(small))
        {
            Console.WriteLine($"{projects} projects of {FilesEach} files on demand, served by {serverLarge.Kind}; {rounds} rounds in turn with a tenth of them");
            for (var round = 0; round < rounds; round++)
            {
                tenth.AddLines((await Shell.RunAsync("scale", serverSmall.Url.ToString(), folder["store"], "0")).Out);
                Directory.Delete(folder["store"], recursive: true);
                of.AddLines((await Shell.RunAsync("scale", serverLarge.Url.ToString(), folder["store"], More.ToString(CultureInfo.InvariantCulture))).Out);
                Directory.Delete(folder["store"], recursive: true);
            }

            of.AddLines((await Shell.RunAsync("versions", serverSmall.Url.ToString(), folder["store"], Versions.ToString(CultureInfo.InvariantCulture))).Out);
        }

        var files = projects * FilesEach;
        foreach (var name in new[] { "first", "again", "peak", "more", "empty" }) Console.WriteLine($"{name,-12} {of[name]}");
        Console.WriteLine($"{"tenth",-12} {tenth["first"]}");
        Console.WriteLine();
        FigureTable.Print($"{files} files on demand, files a second", files / of["first"].Median, "15000 or more");
        FigureTable.Print("peak memory, MiB", of["peak"].Median, "400");
        FigureTable.Print("ten times the work / a tenth", of["first"].Median / tenth["first"].Median, "13");
        FigureTable.Print("nothing changed / first", of["again"].Median / of["first"].Median, "0.1");
        FigureTable.Print($"one file more beside {files} / in an empty repository", of["more"].Median / of["empty"].Median, "1.5");
        FigureTable.Print("version 1000 / version 10", Around(of, Versions - 5) / Around(of, 11), "1.5");
        return 0;
    }

    /// <summary>The median of the ten versions around one: a single sync is too short to believe.</summary>
    private static double Around(FigureTable figures, int version)
    {
        var ten = new Figure();
        for (var v = version - 5; v < version + 5; v++) ten.Add(figures[$"version-{v + 1}"].Median);
        return ten.Median;
    }
}
