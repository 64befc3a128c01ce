using Pulp.PS.Shell.Tests.Support;

namespace Pulp.PS.Shell.Tests;

/// <summary>The exit codes are those of pwsh -File.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly Pulpsh _shell = new();

    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("exit 5", 5)]
    [InlineData("exit", 0)]
    [InlineData("function Stop-Here { exit 9 }; Stop-Here; 'not reached'", 9)]
    [InlineData("try { exit 3 } finally { 'cleaned' }", 3)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Command no-such-command; exit 4", 1)]
    [InlineData("Get-Command no-such-command", 0)]
    [InlineData("if (1 {", 1)]
    [InlineData("dotnet no-such-command-at-all 2>$null; exit $LASTEXITCODE", 1)]
    [InlineData("dotnet no-such-command-at-all 2>$null", 0)]
    [InlineData("param([Parameter(Mandatory)] $Name) $Name", 1)]
    public async Task A_script_ends_in(string script, int code)
    {
        var result = await _shell.ScriptAsync(script);
        Assert.True(code == result.ExitCode, result.ToString());
        Assert.DoesNotContain("not reached", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exit_in_a_called_script_ends_that_script_only()
    {
        _shell.Write("inner.ps1", "exit 6");
        var result = await _shell.ScriptAsync("& ./inner.ps1; \"inner gave $LASTEXITCODE\"; exit 2");
        Assert.Equal("inner gave 6\n", result.Out);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_script_that_is_not_there_is_a_fault_of_the_command_line()
    {
        var result = await _shell.RunAsync(["no-such.ps1", "-Name", "x"]);
        Assert.Equal(64, result.ExitCode);
        Assert.Empty(result.Out);
        Assert.StartsWith("The argument 'no-such.ps1' is not recognized as the name of a script file.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Usage: pulpsh", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "Usage: pulpsh")]
    [InlineData("--version", "PowerShell 7.6.9")]
    public async Task It_tells_about_itself(string argument, string text)
    {
        var result = await _shell.RunAsync([argument]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(text, result.Out, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    public void Dispose() => _shell.Dispose();
}
