using System.Diagnostics;
using System.Text;
using Pulp.Python.Tests.Conformance;
using Pulp.Python.Tests.Versions;
using Pulp.Testing;

namespace Pulp.Benchmarks.Figures;

/// <summary>The formats beside packaging, the reference in Python: the same work in turn.</summary>
internal static class Formats
{
    // Enough for the compiler to have done its best.
    private const int Warm = 40;

    internal static async Task<int> RunAsync(string? packaging, int rounds)
    {
        var benchmarks = new FormatBenchmarks();
        benchmarks.Prepare();
        var work = new Dictionary<string, Func<int>>(StringComparer.Ordinal)
        {
            ["parse"] = benchmarks.ParseVersions,
            ["sort"] = () => benchmarks.SortVersions().Length,
            ["filter"] = benchmarks.FilterVersions,
            ["html"] = benchmarks.ReadHtmlPage,
            ["json"] = benchmarks.ReadJsonPage,
        };
        foreach (var run in work.Values)
            for (var i = 0; i < Warm; i++) run();

        using var folder = new TemporaryFolder();
        var files = new[]
        {
            folder.Write("versions", Encoding.UTF8.GetBytes(string.Join('\n', MeasuredVersions.Spellings()))),
            folder.Write("page.html", GeneratedPages.Make(json: false, 3, 10_000)),
            folder.Write("page.json", GeneratedPages.Make(json: true, 3, 10_000)),
        };
        var (ours, theirs) = (new FigureTable(), new FigureTable());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, run) in work)
            {
                // Several in a row: the first after another process finds cold caches.
                for (var i = 0; i < 5; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    run();
                    ours[name].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }

            if (packaging is null) continue;
            var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PYTHONPATH"] = packaging };
            var result = await ChildProcess.RunAsync("python3", [Path.Combine(Shell.Scripts, "packaging.py"), .. files], TimeSpan.FromMinutes(5), environment);
            if (result.ExitCode != 0) throw new InvalidOperationException(result.ToString());
            theirs.AddLines(result.Out);
        }

        foreach (var name in work.Keys)
        {
            Console.WriteLine($"{name,-8} {ours[name]} ms{(packaging is null ? "" : $"   packaging {theirs[name]} ms")}");
            if (packaging is not null) FigureTable.Print($"{name} / packaging", ours[name].Median / theirs[name].Median, "0.2");
        }

        return 0;
    }
}
