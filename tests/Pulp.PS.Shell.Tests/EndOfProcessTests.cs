using System.Globalization;
using Pulp.PS.Shell.Tests.Support;
using Pulp.Testing;

namespace Pulp.PS.Shell.Tests;

/// <summary>A process that ends while a sync runs: forgotten to wait for, or stopped.</summary>
public sealed class EndOfProcessTests : IAsyncLifetime, IDisposable
{
    private const string Make = """
        Connect-PulpStore ./store -Create
        $null = New-PulpPythonRemote bar -Url $args[0] -Include a -MaximumRetryCount 0
        $null = New-PulpRepository foo -Remote bar

        """;

    private const string Look = """
        $null = Connect-PulpStore ./store
        $task = Get-PulpTask
        "$($task.State) $($task.Error.Code) $((Get-PulpRepository foo).LatestVersion) $(Test-PulpStore)"
        """;

    private readonly Pulpsh _shell = new();
    private FixtureIndex _index = null!;

    public async Task InitializeAsync()
    {
        _index = await FixtureIndex.StartAsync();
        _index["a"].AddWheels("1");
        _index.Break(Fault.Stall("^/files/"));
    }

    public async Task DisposeAsync() => await _index.DisposeAsync();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_script_that_forgets_to_wait_is_told_and_its_task_is_interrupted()
    {
        var forgot = await _shell.ScriptAsync(Make + "$task = Start-PulpSync foo; \"$($task.Id)\"", _index.Url.ToString());
        var id = forgot.Out.Trim().Split('\n')[^1];
        Assert.Equal($"PulpPS: sync of foo (task {id}) was still running and ends with this process; add -Wait or | Wait-PulpTask.", forgot.Error.Trim());
        Assert.Equal("Failed task.interrupted 0 True", (await _shell.ScriptAsync(Look)).Out.Trim());
    }

    [UnixFact]
    public async Task A_signal_in_a_wait_of_its_own_cancels_the_task_before_the_process_ends()
    {
        await using var process = _shell.Start(Make + "[Console]::Out.WriteLine('started'); Start-PulpSync foo -Wait", _index.Url.ToString());
        await process.WaitForLineAsync("started");
        await _index.Log.WaitAsync("^/files/");
        await ChildProcess.RunAsync("kill", ["-s", "INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var ended = await process.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(("", 130), (ended.Error, ended.ExitCode));
        Assert.Equal("Canceled task.canceled 0 True", (await _shell.ScriptAsync(Look)).Out.Trim());
    }
}
