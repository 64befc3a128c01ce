using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Pulp.PS.Tests.Docs;

/// <summary>What pages, topics, README and example scripts tell people to type is understood by our cmdlets.</summary>
public sealed partial class ExampleTests(CmdletTable cmdlets) : IClassFixture<CmdletTable>
{
    public static TheoryData<string> Cmdlets => [.. CmdletTable.Names];

    public static TheoryData<string> Topics => [.. RepositoryFiles.AboutTopics.Select(t => Path.GetFileName(t))];

    public static TheoryData<string> Scripts => [.. RepositoryFiles.ExampleScripts.Select(t => Path.GetFileName(t))];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Examples_of_a_page_bind_and_use_its_cmdlet(string name)
    {
        foreach (var (title, code) in CmdletPage.Read(name).Examples)
        {
            Assert.NotEmpty(code);
            Assert.All(code, c => Assert.Equal([], CommandBinding.Faults(cmdlets, c)));
            Assert.True(code.Any(c => c.Contains(name, StringComparison.Ordinal)), $"'{title}' does not use {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Code_in_topics_binds(string topic)
    {
        var blocks = CodeOf(RepositoryFiles.Read("docs", topic)).Where(b => OurNoun().IsMatch(b)).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, b => Assert.Equal([], CommandBinding.Faults(cmdlets, b)));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topics_name_only_cmdlets_there_are(string topic) => Assert.All(
        CmdletName().Matches(RepositoryFiles.Read("docs", topic)).Select(m => m.Value), n => Assert.True(cmdlets.All.ContainsKey(n), $"{n} is no cmdlet of ours"));

    [Fact]
    public void Code_in_the_README_binds()
    {
        var code = CmdletPage.Fences(RepositoryFiles.Read("README.md"));
        Assert.NotEmpty(code);
        Assert.All(code, c => Assert.Equal([], CommandBinding.Faults(cmdlets, c)));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Example_scripts_bind_and_need_no_other_module(string script)
    {
        var text = RepositoryFiles.Read("examples", script);
        Assert.Equal([], CommandBinding.Faults(cmdlets, text));
        var tree = Parser.ParseInput(text, out _, out _);
        var own = tree.FindAll(a => a is FunctionDefinitionAst, searchNestedScriptBlocks: true).Cast<FunctionDefinitionAst>().Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(CommandBinding.Calls(tree).Select(c => c.GetCommandName()).Where(c => !own.Contains(c)), c => Assert.True(cmdlets.IsOfEngine(c), $"{c} is not in every host"));
    }

    /// <summary>Code is indented by eight or more under an empty line or a heading; what is indented right under a term explains it.</summary>
    private static IEnumerable<string> CodeOf(string topic)
    {
        var lines = topic.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsDeep(lines[i]))
                continue;
            var isCode = i == 0 || !lines[i - 1].StartsWith("    ", StringComparison.Ordinal);
            var start = i;
            while (i + 1 < lines.Length && (IsDeep(lines[i + 1]) || (lines[i + 1].Length == 0 && i + 2 < lines.Length && IsDeep(lines[i + 2]))))
                i++;
            if (isCode)
                yield return string.Join('\n', lines[start..(i + 1)]);
        }
    }

    private static bool IsDeep(string line) => line.StartsWith("        ", StringComparison.Ordinal);

    [GeneratedRegex("-Pulp[A-Z]")]
    private static partial Regex OurNoun();

    [GeneratedRegex(@"\b[A-Z][a-z]+-Pulp[A-Z][A-Za-z]*\b")]
    private static partial Regex CmdletName();
}
