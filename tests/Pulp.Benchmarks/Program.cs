using Pulp.Benchmarks.Index;
#if !DEBUG
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Pulp.Benchmarks.Figures;
using Pulp.Testing;
#endif

if (args is ["serve", var served, var port]) return await OwnServer.RunAsync(served, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
#if DEBUG
Console.Error.WriteLine("Figures of a Debug build say nothing: dotnet run -c Release --project tests/Pulp.Benchmarks -- side-by-side | scale | stages | formats | --filter '*'");
return 1;
#else
var scratch = Option("--scratch") ?? (Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath());
var rounds = int.Parse(Option("--rounds") ?? "5", CultureInfo.InvariantCulture);
switch (args.FirstOrDefault())
{
    case "side-by-side":
        return await WithIndexAsync(index => SideBySide.RunAsync(index, scratch, rounds));
    case "stages":
        return await WithIndexAsync(index => Stages.RunAsync(index, scratch));
    case "scale":
        return await Scale.RunAsync(scratch, int.Parse(Option("--projects") ?? "1000", CultureInfo.InvariantCulture), rounds);
    case "formats":
        return await Formats.RunAsync(Option("--packaging"), rounds);
    default:
        // In this process: the child project that BenchmarkDotNet would generate does not fit central package versions.
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
}

// The index that is named, or one that is made: as many files and bytes as the slice that the figures of docs/PERFORMANCE.md are of.
async Task<int> WithIndexAsync(Func<SliceIndex, Task<int>> run)
{
    if (Option("--index") is { } given) return await run(new SliceIndex(given));
    using var folder = new TemporaryFolder(scratch);
    return await run(SliceIndex.Make(folder["index"], 7, 481, 90L << 20));
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
#endif
