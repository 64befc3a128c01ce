using System.Text.RegularExpressions;
using Pulp.Model;

namespace Pulp.PS.Tests.Docs;

/// <summary>The about topics: their form, and the tables that must equal the code's.</summary>
public sealed partial class AboutTests
{
    public static TheoryData<string> Topics => [.. RepositoryFiles.AboutTopics.Select(t => Path.GetFileName(t))];

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_has_the_form_that_Get_Help_reads(string topic)
    {
        var lines = RepositoryFiles.Read("docs", topic).Split('\n');
        Assert.Equal(["TOPIC", "    " + topic[..topic.IndexOf('.', StringComparison.Ordinal)], "", "SYNOPSIS"], lines[..4]);
        Assert.Matches("^    [A-Z].*[.]$", lines[4]);
        Assert.Equal("", lines[5]);
        Assert.All(lines, l => Assert.True(l.Length <= 80, $"longer than 80 columns: {l}"));
        Assert.All(lines, l => Assert.Equal(l.TrimEnd(), l));
        Assert.DoesNotContain(lines, l => l.Contains('\t', StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_of_errors_is_that_of_the_code()
    {
        var told = ErrorRow().Matches(RepositoryFiles.Read("docs", "about_PulpPS_Errors.help.txt"))
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, Spaces().Replace(m.Groups[4].Value.Trim(), " ")));
        var real = PulpErrors.All.Values.Select(e => (e.Id, e.Category.ToString(), e.Terminating ? "ends the command" : "goes on", e.Meaning));
        Assert.Equal(real.OrderBy(e => e.Id, StringComparer.Ordinal), told.OrderBy(e => e.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_codes_is_that_of_the_engine()
    {
        var told = CodeRow().Matches(RepositoryFiles.Read("docs", "about_PulpPS_Errors.help.txt")).Select(m => m.Groups[1].Value);
        var real = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "Pulp.Engine"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => CodeLiteral().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Append(PulpErrors.SecretUnreadable);
        Assert.Equal(real.Distinct().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^    ([a-z]+\.[a-z]+)  (?!.*goes on$)", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"""((?:page|project|file|store|task|removal|plan|remote)\.[a-z]+|index\.unreachable)""")]
    private static partial Regex CodeLiteral();

    [GeneratedRegex(@"^    ([\w.]+) +(\w+) +(goes on|ends the command)\n((?:        .+\n)+)", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
