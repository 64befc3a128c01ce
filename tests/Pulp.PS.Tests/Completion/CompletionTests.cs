using System.Diagnostics;
using System.Management.Automation;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Completion;

/// <summary>Tab, as PowerShell asks it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TestSession _session = TestSession.WithStore();

    public CompletionTests() =>
        _session.Run("New-PulpRepository foo -Description 'for all'; New-PulpRepository Food; New-PulpRepository bar; New-PulpRepository 2024; New-PulpRepository -Name -dash; " +
            "New-PulpPythonRemote six -Url http://index.example/ -Include django, six -Exclude scipy; New-PulpPythonRemote seven -Url http://index.example/ -Include a").Succeed();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-PulpRepository fo", "foo|Food")]
    [InlineData("Get-PulpRepository -Name 'fo", "'foo'|'Food'")]
    [InlineData("Get-PulpRepository \"fo", "\"foo\"|\"Food\"")]
    [InlineData("Get-PulpRepository f*d", "Food")]
    [InlineData("Get-PulpRepository foo,B", "bar")]
    [InlineData("Start-PulpSync f", "foo|Food")]
    [InlineData("Start-PulpSync foo -Remote s", "seven|six")]
    [InlineData("Get-PulpRepository '-d", "'-dash'")]
    [InlineData("Get-PulpRepository 2", "2024")]
    [InlineData("Set-PulpRepository foo -Remote ", "seven|six")]
    [InlineData("Get-PulpRepositoryVersion foo -Number ", "0")]
    [InlineData("Get-PulpContent foo -Version ", "0")]
    [InlineData("Get-PulpRepositoryVersion -Number ", "")]
    [InlineData("Get-PulpRepositoryVersion nosuch -Number ", "")]
    [InlineData("Test-PulpFilter six -Name ", "django|six")]
    [InlineData("Start-PulpSync foo -Remote six -Name d", "django")]
    [InlineData("Set-PulpPythonRemote six -RemoveInclude ", "django|six")]
    [InlineData("Set-PulpPythonRemote six -RemoveExclude ", "scipy")]
    [InlineData("New-PulpPythonRemote x -PackageType s", "sdist")]
    [InlineData("New-PulpPythonRemote x -PackageType sdist,bdist_w", "bdist_wheel|bdist_wininst")]
    [InlineData("New-PulpPythonRemote x -ExcludePlatform ", "windows|macos|linux|freebsd")]
    [InlineData("New-PulpPythonRemote x -Policy ", "Immediate|OnDemand|Streamed")]
    [InlineData("Get-PulpContent -Name ", "")]
    [InlineData("Get-PulpTask -State F", "Failed")]
    [InlineData("Get-PulpTask -Id ", "")]
    [InlineData("Wait-PulpTask ", "")]
    public void Completes(string line, string expected) => Assert.Equal(expected, string.Join('|', Complete(_session, line).Select(m => m.CompletionText)));

    [Fact]
    public void TipsSayMore() => Assert.Contains("for all", Complete(_session, "Get-PulpRepository foo")[0].ToolTip, StringComparison.Ordinal);

    [Fact]
    public void StoreOnTheLineIsTheOneLookedInto()
    {
        using var other = TestSession.WithStore();
        other.Run("New-PulpRepository elsewhere").Succeed();
        Assert.Equal("elsewhere", Assert.Single(Complete(_session, $"Get-PulpRepository -Store '{other.StorePath}' ")).CompletionText);
    }

    [Fact]
    public void NeitherMakesAStoreNorThrowsNorTakesLong()
    {
        var missing = _session.Folder["missing"];
        foreach (var store in (string[])[missing, "nodrive:\\x", "relative", ""])
        {
            var clock = Stopwatch.StartNew();
            Assert.Empty(Complete(_session, $"Get-PulpRepository -Store '{store}' foo"));
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed} for '{store}'");
        }
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void CompletedWordsAreWhatTheyName()
    {
        foreach (var match in Complete(_session, "Set-PulpRepository "))
        {
            var line = $"(Set-PulpRepository {match.CompletionText} -PassThru).Name";
            Assert.Equal(match.ListItemText, _session.Run(line).Succeed().One<string>());
        }
    }

    internal static IReadOnlyList<CompletionResult> Complete(TestSession session, string line)
    {
        using var shell = PowerShell.Create(session.Runspace);
        // Without a match PowerShell falls back to names of files.
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Where(m => m.ResultType is CompletionResultType.ParameterValue)];
    }
}
