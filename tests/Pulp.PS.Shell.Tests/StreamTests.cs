using Pulp.PS.Shell.Tests.Support;

namespace Pulp.PS.Shell.Tests;

public sealed class StreamTests : IDisposable
{
    private readonly Pulpsh _shell = new();

    [Fact]
    public async Task Errors_go_to_stderr_with_message_and_line_and_the_script_goes_on()
    {
        var result = await _shell.ScriptAsync("'before'\nGet-Command no-such-command\n'after'");
        Assert.Equal("before\nafter\n", result.Out);
        Assert.Contains("script.ps1:2", result.Error, StringComparison.Ordinal);
        Assert.Contains("no-such-command", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', result.Error);
    }

    [Theory]
    [InlineData("'before'\nthrow 'it broke'", "script.ps1:2", "it broke")]
    [InlineData("'before'\n& {", "script.ps1:2", "Missing closing '}'")]
    [InlineData("'before'\n$ErrorActionPreference = 'Stop'\nGet-Command no-such-command", "script.ps1:3", "no-such-command")]
    public async Task An_error_that_ends_the_script_is_shown_the_same_way(string script, string place, string message)
    {
        var result = await _shell.ScriptAsync(script);
        Assert.Contains(place, result.Error, StringComparison.Ordinal);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(message, result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_streams_are_marked()
    {
        var result = await _shell.ScriptAsync("""
            [CmdletBinding()] param()
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $PSCmdlet.WriteVerbose('one')
            $PSCmdlet.WriteWarning('two')
            $PSCmdlet.WriteDebug('three')
            $PSCmdlet.WriteInformation('four', @())
            """);
        Assert.Equal("VERBOSE: one\nWARNING: two\nDEBUG: three\nfour\n", result.Out);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Objects_are_shown_by_their_views_and_fit_the_width()
    {
        _shell.Environment["COLUMNS"] = "60";
        var result = await _shell.ScriptAsync("Get-Command Where-Object; [pscustomobject]@{ A = 'x' * 100; B = 2; C = 3 }");
        Assert.Contains("CommandType", result.Out, StringComparison.Ordinal);
        Assert.All(result.Out.Split('\n'), line => Assert.True(line.Length <= 60, line));
    }

    [Fact]
    public async Task Objects_of_each_type_come_as_a_table_of_their_own()
    {
        _shell.Environment["PULP_STORE"] = Path.Combine(_shell.Folder, "store");
        var result = await _shell.ScriptAsync("""
            'first'
            New-PulpRepository foo
            'between'
            Get-PulpRepositoryVersion foo
            [pscustomobject]@{ A = 1; B = 2 }
            [pscustomobject]@{ A = 3; B = 4 }
            Get-PulpRepository foo
            Get-PulpRepository foo
            Get-PulpRepository missing
            Get-PulpRepository foo
            "a heading`n"
            Get-PulpRepository foo
            """);
        var lines = result.Out.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(3, lines.Count(l => l == "Name Version Files Remote Description"));
        Assert.Equal(5, lines.Count(l => l == "foo 0 0"));
        Assert.Single(lines, "Repository Number Added Removed Changed Present Created");
        Assert.Single(lines, "A B");
        Assert.Contains("missing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_silent_without_a_terminal()
    {
        var result = await _shell.ScriptAsync("[CmdletBinding()] param() 1..3 | ForEach-Object { $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'working', \"$_ of 3\")) }; 'done'");
        Assert.Equal(("done\n", ""), (result.Out, result.Error));
    }

    [Fact]
    public async Task Standard_input_belongs_to_the_script()
    {
        var lines = await _shell.ScriptAsync("[Console]::In.ReadLine(); [Console]::In.ReadToEnd()", "one\ntwo\nthree", []);
        Assert.Equal("one\ntwo\nthree\n", lines.Out);
        var piped = await _shell.ScriptAsync("@($input).Count; param", "one\ntwo", []);
        Assert.StartsWith("2\n", piped.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("[CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldContinue('Lose it?', 'Losing')) { 'lost' }")]
    [InlineData("$Host.UI.PromptForCredential('c', 'm', 'u', 't')")]
    [InlineData("param([Parameter(Mandatory)] [string[]] $Name) $Name")]
    public async Task A_question_without_a_terminal_is_an_error_and_never_waits(string script)
    {
        var result = await _shell.ScriptAsync("$ErrorActionPreference = 'Stop'\n" + script, "yes\nyes\n", []);
        if (script.StartsWith("param", StringComparison.Ordinal))
            result = await _shell.ScriptAsync(script, "yes\nyes\n", []);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Out);
        Assert.NotEmpty(result.Error);
    }

    public void Dispose() => _shell.Dispose();
}
