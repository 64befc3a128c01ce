using System.Globalization;
using Pulp.PS.Shell.Tests.Support;
using Pulp.Testing;

namespace Pulp.PS.Shell.Tests;

public sealed class StopTests : IDisposable
{
    private const string Endless = """
        [Console]::Out.WriteLine('started')
        try { while ($true) { [Threading.Thread]::Sleep(20) } }
        finally { [Console]::Out.WriteLine('cleaned') }
        """;

    private readonly Pulpsh _shell = new();

    [UnixTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task A_signal_stops_the_script_cleans_up_and_shows_in_the_exit_code(string signal, int code)
    {
        await using var process = _shell.Start(Endless);
        await process.WaitForLineAsync("started");
        await ChildProcess.RunAsync("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        var result = await process.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(("started\ncleaned\n", "", code), (result.Out, result.Error, result.ExitCode));
    }

    public void Dispose() => _shell.Dispose();
}
