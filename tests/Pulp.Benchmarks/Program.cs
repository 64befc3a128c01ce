#if !DEBUG
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
#endif

#if DEBUG
Console.Error.WriteLine("Figures of a Debug build say nothing: dotnet run -c Release --project tests/Pulp.Benchmarks -- --filter '*'");
return 1;
#else
// In this process: the child project that BenchmarkDotNet would generate does not fit central package versions.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
return 0;
#endif
