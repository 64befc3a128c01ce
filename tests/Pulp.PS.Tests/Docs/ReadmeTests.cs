using System.Text.RegularExpressions;

namespace Pulp.PS.Tests.Docs;

/// <summary>What the README promises.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("dotnet run --project src/Pulp.PS.Shell -- examples/quickstart.ps1")]
    [InlineData("dotnet test")]
    public void The_two_commands_stand_there_word_for_word(string command) =>
        Assert.Contains(command, RepositoryFiles.Read("README.md").Split('\n').Select(l => l.Trim()));

    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    public void Links_lead_to_files(string file) => Assert.All(
        Link().Matches(RepositoryFiles.Read(file)).Select(m => m.Groups[1].Value).Where(l => !l.Contains("://", StringComparison.Ordinal)),
        l => Assert.True(Path.Exists(Path.Combine(RepositoryFiles.Root, l.Split('#')[0])), $"{l} is not there"));

    [Fact]
    public void The_changelog_begins_with_the_version_that_is_built()
    {
        var newest = Heading().Match(RepositoryFiles.Read("CHANGELOG.md")).Groups[1].Value;
        Assert.Equal(typeof(Base.PulpCmdlet).Assembly.GetName().Version!.ToString(3), newest);
    }

    [GeneratedRegex(@"\]\(([^)#][^)]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^## (\S+)", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
