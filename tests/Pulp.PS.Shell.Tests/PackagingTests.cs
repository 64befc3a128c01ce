using Pulp.PS.Shell.Tests.Support;

namespace Pulp.PS.Shell.Tests;

/// <summary>What is shipped is what is listed here, to the file.</summary>
public sealed class PackagingTests
{
    private const string Precompiled = "lib/precompiled/";
    private const long LargestModule = 20_000_000;

    private static readonly string[] Files =
    [
        "PulpPS.psd1", "Pulp.PS.dll", "Pulp.Model.dll", "PulpPS.format.ps1xml", "PulpPS.types.ps1xml",
        "en-US/PulpPS-Help.xml",
        "en-US/about_PulpPS.help.txt", "en-US/about_PulpPS_Access.help.txt", "en-US/about_PulpPS_Automation.help.txt", "en-US/about_PulpPS_Errors.help.txt", "en-US/about_PulpPS_Filters.help.txt",
        "lib/Pulp.Engine.dll", "lib/Pulp.Python.dll",
        "lib/AngleSharp.dll", "lib/Microsoft.Data.Sqlite.dll", "lib/Polly.Core.dll", "lib/System.IO.Hashing.dll",
        "lib/Microsoft.AspNetCore.DataProtection.dll", "lib/Microsoft.AspNetCore.DataProtection.Abstractions.dll", "lib/Microsoft.AspNetCore.Cryptography.Internal.dll",
        "lib/Microsoft.Extensions.Configuration.Abstractions.dll", "lib/Microsoft.Extensions.DependencyInjection.dll", "lib/Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "lib/Microsoft.Extensions.Diagnostics.Abstractions.dll", "lib/Microsoft.Extensions.FileProviders.Abstractions.dll", "lib/Microsoft.Extensions.Hosting.Abstractions.dll",
        "lib/Microsoft.Extensions.Logging.Abstractions.dll", "lib/Microsoft.Extensions.Options.dll", "lib/Microsoft.Extensions.Primitives.dll",
        "lib/SQLitePCLRaw.batteries_v2.dll", "lib/SQLitePCLRaw.core.dll", "lib/SQLitePCLRaw.provider.e_sqlite3.dll",
        "lib/runtimes/win-x64/native/e_sqlite3.dll", "lib/runtimes/win-arm64/native/e_sqlite3.dll", "lib/runtimes/win-x86/native/e_sqlite3.dll",
        "lib/runtimes/linux-x64/native/libe_sqlite3.so", "lib/runtimes/linux-arm64/native/libe_sqlite3.so",
        "lib/runtimes/linux-musl-x64/native/libe_sqlite3.so", "lib/runtimes/linux-musl-arm64/native/libe_sqlite3.so",
        "lib/runtimes/osx-x64/native/libe_sqlite3.dylib", "lib/runtimes/osx-arm64/native/libe_sqlite3.dylib",
    ];

    [Fact]
    public void The_module_is_these_files() =>
        Assert.Equal(Files.Order(StringComparer.Ordinal), Relative(Built.Module).Where(f => !f.StartsWith(Precompiled, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_compiled_ahead_of_time_lies_beside_what_runs_everywhere()
    {
        var compiled = Relative(Built.Module).Where(f => f.StartsWith(Precompiled, StringComparison.Ordinal)).ToList();
        // Only a release pays for it.
        Assert.True(compiled.Count == 0 || Built.Configuration == "Release");
        foreach (var platform in compiled.GroupBy(f => f.Split('/')[2], StringComparer.Ordinal))
            Assert.Equal(Files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal) && f.Split('/').Length == 2).Select(f => f[4..]).Order(StringComparer.Ordinal), platform.Select(f => f.Split('/')[3]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_module_is_small() =>
        Assert.InRange(Files.Sum(file => new FileInfo(Path.Combine(Built.Module, file)).Length), 1, LargestModule);

    [Fact]
    public void The_shell_is_there_and_nothing_of_the_module_in_it()
    {
        var files = Relative(Built.Shell);
        Assert.Contains("pulpsh.dll", files);
        Assert.Contains("pulpsh.runtimeconfig.json", files);
        Assert.DoesNotContain(files, file => Path.GetFileName(file).StartsWith("Pulp.", StringComparison.Ordinal) || file.Contains("ql", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Out_holds_the_configuration_built_last_and_nothing_half_done() =>
        Assert.Equal(
            new[] { $".{Built.Configuration}.stamp", "PulpPS", "shell" }.Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(Built.Out).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    private static List<string> Relative(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];
}
