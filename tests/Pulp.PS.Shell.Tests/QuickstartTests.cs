using Pulp.PS.Shell.Tests.Support;

namespace Pulp.PS.Shell.Tests;

/// <summary>The first thing that a newcomer sees: every part as a table, the failure told, nothing left behind.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly Pulpsh _shell = new();

    [Fact]
    public async Task It_shows_the_main_job_as_tables_and_leaves_nothing_behind()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(_shell.Folder, "temporary")).FullName;
        foreach (var name in new[] { "TMPDIR", "TEMP", "TMP" })
            _shell.Environment[name] = temporary;
        _shell.Environment["COLUMNS"] = "80";
        var result = await _shell.RunAsync([Path.Combine(Built.Repository, "examples", "quickstart.ps1")]);
        Assert.True(result.ExitCode == 0 && result.Error.Length == 0, result.ToString());
        foreach (var heading in new[] { "Name +Version +Files +Remote", "Repository +Number +Added", "Name +Version +PackageType", "Action +FileName", "Message +State +Done", "Id +Name +Repository +State" })
            Assert.Matches($"(?m)^{heading}", result.Out);
        foreach (var row in new[] { "tools +1 +9 +0 +0 +9 ", "tools +2 +2 +1 +2 +10 ", "Skip +tidely-1.0-py3-none-win32.whl ", "Remove +mossery-3.0.tar.gz ", "Downloading Artifacts +Completed +9 +9 " })
            Assert.Matches($"(?m)^{row}", result.Out);
        Assert.Contains("index.unreachable: The index did not", result.Out, StringComparison.Ordinal);
        // Objects that fall to a list show their properties line by line.
        Assert.DoesNotMatch("(?m)^[A-Z][A-Za-z]+ +: ", result.Out);
        // An error names the script by its path, which may be long.
        Assert.All(result.Out.Split('\n').Where(line => !line.Contains("quickstart.ps1:", StringComparison.Ordinal)), line => Assert.True(line.Length <= 80, line));
        Assert.Empty(Directory.EnumerateDirectories(temporary, "pulpps-*"));
    }

    public void Dispose() => _shell.Dispose();
}
