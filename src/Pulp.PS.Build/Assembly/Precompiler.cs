using System.Diagnostics;
using System.Security.Cryptography;

namespace Pulp.PS.Build.Assembly;

/// <summary>
/// Compiles assemblies for this machine's platform ahead of time (ReadyToRun), so that a fresh process does not wait for the compiler. What it made of the same
/// bytes before is taken again.
/// </summary>
/// <param name="crossgen">The compiler; null or missing: assemblies stay as they are.</param>
/// <param name="cache">Where its results are kept.</param>
internal sealed class Precompiler(string? crossgen, string cache)
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>True when there is a compiler.</summary>
    public bool IsThere { get; } = crossgen is not null && File.Exists(crossgen);

    /// <summary>The files, compiled, in their order; side by side, as many as the machine has processors.</summary>
    public IReadOnlyList<string> Compile(IReadOnlyList<string> files, IReadOnlyList<string> referenceFolders)
    {
        var results = new string[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => results[i] = Compile(files[i], referenceFolders));
        return results;
    }

    private string Compile(string file, IReadOnlyList<string> referenceFolders)
    {
        // Of other assemblies it takes nothing over but names, so its own bytes and the compiler decide.
        var key = Convert.ToHexStringLower(SHA256.HashData([.. File.ReadAllBytes(file), .. System.Text.Encoding.UTF8.GetBytes(crossgen!)]))[..16];
        var result = Path.Combine(cache, $"{Path.GetFileNameWithoutExtension(file)}-{key}.dll");
        if (File.Exists(result))
            return result;
        Directory.CreateDirectory(cache);
        var unfinished = $"{result}.{Environment.ProcessId}";
        string[] arguments = [file, "--out", unfinished, "--optimize", .. referenceFolders.Prepend(Framework).SelectMany(f => new[] { "--reference", Path.Combine(f, "*.dll") })];
        var start = new ProcessStartInfo(crossgen!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new BuildException("PULP007", $"cannot be compiled ahead of time (-p:Precompile=false goes without): {error.Result}{output}", file);
        File.Move(unfinished, result, overwrite: true);
        return result;
    }
}
