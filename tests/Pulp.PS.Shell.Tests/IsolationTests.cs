using System.Globalization;
using Pulp.PS.Shell.Tests.Support;
using Pulp.Testing;

namespace Pulp.PS.Shell.Tests;

/// <summary>The engine and its packages in a second process, beside conflicting versions: this process holds the packages in its own context already.</summary>
public sealed class IsolationTests : IDisposable
{
    /// <summary>Uses the engine, then tells which contexts hold what, and asks SQLite for its version through the engine's own copy.</summary>
    private const string Use = """
        $ErrorActionPreference = 'Stop'
        $folder = [IO.Path]::Combine($PSScriptRoot, 'store')
        $null = Connect-PulpStore $folder -Create
        $null = New-PulpRepository foo
        "repositories: $((Get-PulpRepository).Name)"
        "literal: $([Pulp.Model.PulpTask].FullName) $([Pulp.Model.PulpRepository] -eq (Get-PulpRepository foo).GetType())"
        foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
            foreach ($assembly in $context.Assemblies) {
                $name = $assembly.GetName()
                if ($name.Name -match '^(Pulp\.|Microsoft\.Data\.Sqlite|SQLitePCLRaw\.core)') { "loaded: $($context.Name) $($name.Name)" }
                if ($context.Name -eq 'PulpPS' -and $name.Name -eq 'SQLitePCLRaw.core') {
                    "sqlite: $($assembly.GetType('SQLitePCL.raw').GetMethod('sqlite3_libversion_number').Invoke($null, @()))"
                }
            }
        }
        """;

    private readonly Pulpsh _shell = new();

    private static string Host =>
        Path.Combine(Built.Repository, "tests", "Pulp.PS.TestHost", "bin", Built.Configuration, "net10.0", "Pulp.PS.TestHost.dll");

    [Fact]
    public async Task In_an_application_with_an_older_SQLite_both_work()
    {
        var script = _shell.Write("use.ps1", Use);
        var result = await ChildProcess.RunAsync("dotnet", [Host, Built.Manifest, script], environment: _shell.Environment, folder: _shell.Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        var lines = result.Out.TrimEnd().Split('\n');
        Assert.StartsWith("host: 9.0.19.0 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("host: 3.", lines[^1], StringComparison.Ordinal);
        AssertIsolated(lines);
        Assert.Contains("loaded: Default SQLitePCLRaw.core", lines);
        Assert.True(Version.Parse(lines[0].Split(' ')[2]) < SqliteVersion(lines), result.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Beside_a_module_with_older_packages_both_work(bool isOtherFirst)
    {
        WriteOtherModule();
        var other = "Import-Module ([IO.Path]::Combine($PSScriptRoot, 'Other', 'Other.psd1')); $c = [Microsoft.Data.Sqlite.SqliteConnection]::new('Data Source=:memory:'); $c.Open(); \"other: $($c.GetType().Assembly.GetName().Version) $($c.ServerVersion)\"";
        var result = await _shell.ScriptAsync(isOtherFirst ? other + "\n" + Use : Use + "\n" + other + "\n(Get-PulpRepository foo).Name");
        Assert.True(result.ExitCode == 0 && result.Error.Length == 0, result.ToString());
        var lines = result.Out.TrimEnd().Split('\n');
        Assert.Contains(lines, line => line.StartsWith("other: 9.0.19.0 3.", StringComparison.Ordinal));
        AssertIsolated(lines);
    }

    [Fact]
    public async Task The_module_can_be_imported_again_and_again()
    {
        _shell.Environment["MODULE"] = Built.Manifest;
        var result = await _shell.ScriptAsync("""
            $ErrorActionPreference = 'Stop'
            function Show($what) { "${what}: $(@(Get-Command -Module PulpPS).Count -gt 20) $((Get-PulpRepository).Name)" }
            $null = Connect-PulpStore ([IO.Path]::Combine($PSScriptRoot, 'store')) -Create
            $null = New-PulpRepository foo
            Show first
            Import-Module $env:MODULE
            Show twice
            Import-Module $env:MODULE -Force
            $null = Connect-PulpStore ([IO.Path]::Combine($PSScriptRoot, 'store'))
            Show forced
            Remove-Module PulpPS
            "removed: $(@(Get-Module PulpPS).Count)"
            Import-Module PulpPS
            $null = Connect-PulpStore ([IO.Path]::Combine($PSScriptRoot, 'store'))
            Show again
            "contexts: $(@([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq PulpPS).Count)"
            """);
        Assert.Equal("first: True foo\ntwice: True foo\nforced: True foo\nremoved: 0\nagain: True foo\ncontexts: 1\n", result.Out);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task A_shell_without_its_module_says_so()
    {
        foreach (var file in Directory.EnumerateFiles(Built.Shell, "*", SearchOption.AllDirectories))
            _shell.CopyIn(file, Path.Combine("shell", Path.GetRelativePath(Built.Shell, file)));
        _shell.Write("script.ps1", "'not reached'");
        var result = await ChildProcess.RunAsync("dotnet", [Path.Combine(_shell.Folder, "shell", "pulpsh.dll"), "script.ps1"], environment: _shell.Environment, folder: _shell.Folder);
        Assert.Equal((70, ""), (result.ExitCode, result.Out));
        Assert.Contains(Path.Combine(_shell.Folder, "PulpPS", "PulpPS.psd1"), result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();

    private static void AssertIsolated(string[] lines)
    {
        Assert.Contains("repositories: foo", lines);
        Assert.Contains("literal: Pulp.Model.PulpTask True", lines);
        Assert.Contains("loaded: PulpPS Pulp.Engine", lines);
        Assert.Contains("loaded: PulpPS SQLitePCLRaw.core", lines);
        Assert.Contains("loaded: Default Pulp.PS", lines);
        Assert.Single(lines, line => line.EndsWith(" Pulp.Model", StringComparison.Ordinal));
        Assert.DoesNotContain("loaded: Default Pulp.Engine", lines);
        Assert.True(SqliteVersion(lines) >= new Version(3, 53, 4));
    }

    // 3053004 is 3.53.4.
    private static Version SqliteVersion(string[] lines)
    {
        var number = int.Parse(Assert.Single(lines, line => line.StartsWith("sqlite: ", StringComparison.Ordinal))["sqlite: ".Length..], CultureInfo.InvariantCulture);
        return new Version(number / 1_000_000, number / 1000 % 1000, number % 1000);
    }

    /// <summary>A module that loads older packages into PowerShell's own context, as modules without a private one do.</summary>
    private void WriteOtherModule()
    {
        string[] assemblies = ["SQLitePCLRaw.core.dll", "SQLitePCLRaw.provider.e_sqlite3.dll", "SQLitePCLRaw.batteries_v2.dll", "Microsoft.Data.Sqlite.dll"];
        var source = Path.GetDirectoryName(Host)!;
        foreach (var assembly in assemblies)
            _shell.CopyIn(Path.Combine(source, assembly), Path.Combine("Other", assembly));
        // The runtime looks for natives beside the assembly.
        foreach (var native in Directory.EnumerateFiles(Path.Combine(source, "runtimes", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native")))
            _shell.CopyIn(native, Path.Combine("Other", Path.GetFileName(native)));
        _shell.Write("Other/Other.psd1", $"@{{ ModuleVersion = '1.0'; RequiredAssemblies = @({string.Join(", ", assemblies.Select(name => $"'{name}'"))}) }}");
    }
}
