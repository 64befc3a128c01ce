using Pulp.Testing;

namespace Pulp.PS.Tests.Docs;

/// <summary>The scripts of examples/, run as a scheduler runs them: what they write, and the exit code they promise.</summary>
public sealed class RunbookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder["store"];

    [Fact]
    public async Task Nightly_sync_tells_what_came_and_what_could_not_be_had()
    {
        await using var index = await FixtureIndex.StartAsync();
        using var closed = new ClosedPort();
        index["demo"].AddWheels("1.0", "1.1");
        await PrepareAsync($"""
            $null = New-PulpPythonRemote good -Url {index.Url} -Include demo
            $null = New-PulpRepository whole -Remote good
            $null = New-PulpRepository unsynced
            """);

        var first = await RunAsync("nightly-sync.ps1");
        Assert.True(first is { ExitCode: 0, Error: "" }, first.ToString());
        Assert.StartsWith("whole: version 1; 2 added, 0 removed", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("whole: nothing new; 0 added", (await RunAsync("nightly-sync.ps1")).Out, StringComparison.Ordinal);

        await PrepareAsync($"Set-PulpPythonRemote good -AddInclude other; $null = New-PulpPythonRemote dead -Url {closed.Url} -Include demo -MaximumRetryCount 0");
        var partly = await RunAsync("nightly-sync.ps1");
        Assert.True(partly.ExitCode == 2, partly.ToString());
        Assert.StartsWith("whole: other: project.missing: ", partly.Error, StringComparison.Ordinal);

        await PrepareAsync("$null = New-PulpRepository broken -Remote dead");
        var failed = await RunAsync("nightly-sync.ps1", "-Name", "br*");
        Assert.True(failed is { ExitCode: 1, Out: "" }, failed.ToString());
        Assert.StartsWith("broken: Failed: index.unreachable: ", failed.Error, StringComparison.Ordinal);

        var health = await RunAsync("store-health.ps1", "-MinimumFree", "1");
        Assert.True(health.ExitCode == 1, health.ToString());
        Assert.StartsWith("sync broken: Failed: index.unreachable: ", health.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guarded_sync_stops_before_much_is_removed()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["demo"].AddWheels("1.0", "1.1");
        index["other"].AddWheels("0.1");
        await PrepareAsync($"$null = New-PulpPythonRemote bar -Url {index.Url} -Include demo; $null = New-PulpRepository foo");

        var first = await RunAsync("guarded-sync.ps1", "foo", "-Remote", "bar");
        Assert.True(first.ExitCode == 0, first.ToString());
        await PrepareAsync("Set-PulpPythonRemote bar -Include 'demo==1.1', other");

        var stopped = await RunAsync("guarded-sync.ps1", "foo", "bar");
        Assert.True(stopped.ExitCode == 3, stopped.ToString());
        Assert.StartsWith("1 of 2 files would be removed, more than 10 %. Not synced.", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("  demo-1.0-py3-none-any.whl  ", stopped.Out, StringComparison.Ordinal);

        var allowed = await RunAsync("guarded-sync.ps1", "foo", "bar", "-MaximumRemovalPercent", "50");
        Assert.True(allowed.ExitCode == 0, allowed.ToString());
        Assert.EndsWith("Completed: +1 -1 ~0\n", allowed.Out, StringComparison.Ordinal);

        var changed = await RunAsync("what-changed.ps1", "foo");
        Assert.Equal((0, "foo: version 2 against 1\n+ other-0.1-py3-none-any.whl\n- demo-1.0-py3-none-any.whl\n"), (changed.ExitCode, changed.Out));
        var since = await RunAsync("what-changed.ps1", "foo", "-From", "0", "-To", "1");
        Assert.Equal("foo: version 1 against 0\n+ demo-1.1-py3-none-any.whl\n+ demo-1.0-py3-none-any.whl\n", since.Out);

        var health = await RunAsync("store-health.ps1", "-MinimumFree", "1");
        Assert.True(health.ExitCode == 0, health.ToString());
        Assert.StartsWith("Well: 1 repositories, 3 files", health.Out, StringComparison.Ordinal);
        File.Delete(Directory.EnumerateFiles(Path.Combine(Store, "artifacts"), "*", SearchOption.AllDirectories).First());
        Assert.Contains("Store: files are missing or damaged", (await RunAsync("store-health.ps1", "-MinimumFree", "1")).Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task PrepareAsync(string text)
    {
        var script = _folder.Write("prepare.ps1", $"$ErrorActionPreference = 'Stop'\n$null = Connect-PulpStore '{Store}' -Create\n{text}\n");
        var result = await PulpshAsync(script);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private Task<ChildResult> RunAsync(string script, params string[] arguments) =>
        PulpshAsync(Path.Combine(RepositoryFiles.Root, "examples", script), [.. arguments, "-Store", Store]);

    private Task<ChildResult> PulpshAsync(string script, params string[] arguments) => ChildProcess.RunAsync(
        "dotnet", [Path.Combine(RepositoryFiles.Root, "out", "shell", "pulpsh.dll"), script, .. arguments],
        environment: new Dictionary<string, string?> { ["PULP_STORE"] = null, ["NO_COLOR"] = "1" }, folder: _folder.Path);
}
