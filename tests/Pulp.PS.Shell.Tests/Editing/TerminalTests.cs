using Pulp.PS.Shell.Tests.Support;
using Pulp.Testing;

namespace Pulp.PS.Shell.Tests.Editing;

/// <summary>The editor in a pseudo-terminal, with PowerShell's own completion.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly Pulpsh _shell = new();

    [PseudoTerminalFact]
    public async Task Lines_are_edited_completed_and_run()
    {
        _shell.Environment["TERM"] = "xterm";
        _shell.Environment["PULP_STORE"] = Path.Combine(_shell.Folder, "store");
        // Left to the name, and Tab in the middle of the line; a name of ours; an open block over two lines.
        var keys = "'[' + (Get-Command Get-PulpRepositoryV).Name + ']'\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\e[D\t\r"
            + "$null = New-PulpRepository squirrel\r'<' + (Get-PulpRepository squ\t).Name + '>'\r"
            + "if ($true) {\r'{0}-{1}' -f 1, 2\r}\r"
            + "\e[A\r"
            + "exit 3\r";
        var command = $"exec dotnet '{Path.Combine(Built.Shell, "pulpsh.dll")}'";
        var result = await ChildProcess.RunAsync("script", ["-q", "-e", "-f", "-c", command, "/dev/null"], environment: _shell.Environment, folder: _shell.Folder, input: keys);
        Assert.True(result.ExitCode == 3, result.ToString());
        var lines = result.Out.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        Assert.Contains("[Get-PulpRepositoryVersion]", lines);
        Assert.Contains("<squirrel>", lines);
        Assert.Equal(2, lines.Count(line => line == "1-2"));
    }

    public void Dispose() => _shell.Dispose();
}
