using System.Diagnostics;
using Pulp.Testing;

namespace Pulp.Benchmarks.Figures;

/// <summary>Runs scripts in pulpsh, the module as users get it: each in a process of its own.</summary>
internal static class Shell
{
    private static readonly string Root = FindRoot();

    /// <summary>The folder of the scripts.</summary>
    internal static string Scripts => Path.Combine(Root, "tests", "Pulp.Benchmarks", "Scripts");

    /// <summary>What it wrote, and how long the process took, in seconds.</summary>
    internal static async Task<(string Out, double Seconds)> RunAsync(string script, params string[] arguments)
    {
        var shell = Path.Combine(Root, "out", "shell", "pulpsh.dll");
        if (!File.Exists(shell)) throw new FileNotFoundException("Build the solution first: dotnet build Pulp.PS.sln -c Release", shell);
        var path = Path.Combine(Scripts, script + ".ps1");
        var clock = Stopwatch.StartNew();
        var result = await ChildProcess.RunAsync("dotnet", [shell, path, .. arguments], TimeSpan.FromMinutes(30));
        var seconds = clock.Elapsed.TotalSeconds;
        return result.ExitCode == 0 ? (result.Out, seconds) : throw new InvalidOperationException($"{script}: {result}");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pulp.PS.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not in the repository");
        return folder;
    }
}
