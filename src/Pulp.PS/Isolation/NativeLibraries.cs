using System.Runtime.InteropServices;

namespace Pulp.PS.Isolation;

/// <summary>Where the native libraries of the engine lie: <c>lib/runtimes/&lt;rid&gt;/native/</c>.</summary>
internal static class NativeLibraries
{
    /// <summary>The library the engine brings itself; every other native library is the system's.</summary>
    internal const string Sqlite = "e_sqlite3";

    /// <summary>The portable identifier of this process's platform: <c>linux-x64</c>, <c>linux-musl-arm64</c>, <c>win-x64</c> …</summary>
    internal static string Platform { get; } = Portable(RuntimeInformation.RuntimeIdentifier, System(), RuntimeInformation.ProcessArchitecture);

    /// <summary>The files to try for this process, best first.</summary>
    internal static IReadOnlyList<string> Candidates(string folder, string name) =>
        Candidates(folder, name, RuntimeInformation.RuntimeIdentifier, System(), RuntimeInformation.ProcessArchitecture);

    /// <summary>The runtime's own identifier, then the portable ones, then the folder itself: a runtime built by a distribution has an identifier of its own.</summary>
    internal static IReadOnlyList<string> Candidates(string folder, string name, string rid, string platform, Architecture architecture)
    {
        var file = platform switch
        {
            "win" => $"{name}.dll",
            "osx" => $"lib{name}.dylib",
            _ => $"lib{name}.so",
        };
        var arch = architecture.ToString().ToLowerInvariant();
        var musl = IsMusl(rid);
        string[] rids = platform != "linux" ? [rid, $"{platform}-{arch}"]
            : musl ? [rid, $"linux-musl-{arch}", $"linux-{arch}"]
            : [rid, $"linux-{arch}", $"linux-musl-{arch}"];
        return [.. rids.Distinct().Select(r => Path.Combine(folder, "runtimes", r, "native", file)), Path.Combine(folder, file)];
    }

    private static string Portable(string rid, string platform, Architecture architecture) =>
        $"{platform}-{(platform == "linux" && IsMusl(rid) ? "musl-" : "")}{architecture.ToString().ToLowerInvariant()}";

    private static bool IsMusl(string rid) => rid.Contains("musl", StringComparison.Ordinal) || rid.StartsWith("alpine", StringComparison.Ordinal);

    private static string System() =>
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
}
