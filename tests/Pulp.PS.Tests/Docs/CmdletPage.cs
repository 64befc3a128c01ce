using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Pulp.PS.Tests.Docs;

/// <summary>A page of docs/ in the PlatyPS schema 2024-05-01, taken apart.</summary>
internal sealed partial class CmdletPage
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().IgnoreUnmatchedProperties().Build();

    private CmdletPage(string text)
    {
        var front = FrontMatterOf().Match(text);
        Assert.True(front.Success, "The page does not begin with front matter.");
        FrontMatter = Yaml.Deserialize<Dictionary<string, string>>(front.Groups[1].Value);
        var body = text[front.Length..];
        Sections = Split(body, "## ");
        Parameters = Split(Section("PARAMETERS"), "### ").Where(p => p.Heading.StartsWith('-')).Select(p => Parameter(p.Heading[1..], p.Body)).ToList();
        Syntax = Split(Section("SYNTAX"), "### ").Select(s => (s.Heading.Replace(" (Default)", "", StringComparison.Ordinal), Unfence(s.Body))).ToList();
        Examples = Split(Section("EXAMPLES"), "### ").Select(s => (s.Heading, Fences(s.Body))).ToList();
    }

    public IReadOnlyDictionary<string, string> FrontMatter { get; }

    public IReadOnlyList<(string Heading, string Body)> Sections { get; }

    public IReadOnlyList<PageParameter> Parameters { get; }

    public IReadOnlyList<(string Set, string Text)> Syntax { get; }

    public IReadOnlyList<(string Title, IReadOnlyList<string> Code)> Examples { get; }

    public IEnumerable<string> Inputs => Split(Section("INPUTS"), "### ").Select(s => s.Heading);

    public IEnumerable<string> Outputs => Split(Section("OUTPUTS"), "### ").Select(s => s.Heading);

    public IEnumerable<string> Links => LinkOf().Matches(Section("RELATED LINKS")).Select(m => m.Groups[1].Value);

    public static CmdletPage Read(string name) => new(RepositoryFiles.Read("docs", name + ".md"));

    public string Section(string heading) => Sections.Single(s => s.Heading == heading).Body;

    /// <summary>The PowerShell code in a markdown text.</summary>
    public static IReadOnlyList<string> Fences(string text) => FenceOf().Matches(text).Select(m => m.Groups[1].Value).ToList();

    /// <summary>The parts of a text under headings of one level; headings inside of code do not count.</summary>
    public static IReadOnlyList<(string Heading, string Body)> Split(string text, string mark)
    {
        var parts = new List<(string, List<string>)>();
        var code = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                code = !code;
            if (!code && line.StartsWith(mark, StringComparison.Ordinal))
                parts.Add((line[mark.Length..].Trim(), []));
            else if (parts.Count > 0)
                parts[^1].Item2.Add(line);
        }
        return parts.Select(p => (p.Item1, string.Join('\n', p.Item2).Trim('\n'))).ToList();
    }

    private static PageParameter Parameter(string name, string body)
    {
        var yaml = YamlOf().Match(body);
        Assert.True(yaml.Success, $"-{name} has no YAML block.");
        var block = Yaml.Deserialize<ParameterBlock>(yaml.Groups[1].Value);
        return new(name, body[..yaml.Index].Trim(), block);
    }

    private static string Unfence(string body) => body.Replace("```", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"\A---\n(.*?)\n---\n", RegexOptions.Singleline)]
    private static partial Regex FrontMatterOf();

    [GeneratedRegex(@"^```powershell\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FenceOf();

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlOf();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex LinkOf();
}

/// <summary>A parameter on a page.</summary>
internal sealed record PageParameter(string Name, string Text, ParameterBlock Block);

/// <summary>The YAML block of a parameter.</summary>
internal sealed class ParameterBlock
{
    public string Type { get; set; } = "";

    public bool SupportsWildcards { get; set; }

    public List<string> Aliases { get; set; } = [];

    public List<ParameterSetBlock> ParameterSets { get; set; } = [];
}

/// <summary>What a parameter is in one set.</summary>
internal sealed class ParameterSetBlock
{
    public string Name { get; set; } = "";

    public string Position { get; set; } = "";

    public bool IsRequired { get; set; }

    public bool ValueFromPipeline { get; set; }

    public bool ValueFromPipelineByPropertyName { get; set; }

    public override string ToString() =>
        $"{Name}: position {Position}, required {IsRequired}, by value {ValueFromPipeline}, by property name {ValueFromPipelineByPropertyName}";
}
