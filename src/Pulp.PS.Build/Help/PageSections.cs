using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Pulp.PS.Build.Help;

/// <summary>A page cut at its headings, with the file and the lines for messages.</summary>
internal sealed class PageSections
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().Build();

    private readonly Dictionary<string, (HeadingBlock Heading, List<Block> Blocks)> _sections = new(StringComparer.Ordinal);

    public PageSections(string file, string text)
    {
        File = file;
        var document = Markdown.Parse(text, Pipeline);
        FrontMatter = document.OfType<YamlFrontMatterBlock>().FirstOrDefault() ?? throw Fault("there is no front matter", 1);
        List<Block>? current = null;
        foreach (var block in document)
        {
            if (block is HeadingBlock { Level: 2 } heading)
            {
                current = [];
                if (!_sections.TryAdd(PlainText.Of(heading.Inline), (heading, current)))
                    throw Fault($"the section {PlainText.Of(heading.Inline)} is here twice", heading.Line + 1);
            }
            else
            {
                current?.Add(block);
            }
        }
    }

    public string File { get; }

    public YamlFrontMatterBlock FrontMatter { get; }

    public IReadOnlyList<Block> Section(string name) =>
        _sections.TryGetValue(name, out var section) ? section.Blocks : throw Fault($"there is no section {name}", 0);

    public int LineOf(string section) => _sections.TryGetValue(section, out var found) ? found.Heading.Line + 1 : 0;

    /// <summary>The parts of a section below its level 3 headings.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Block> Blocks, int Line)> Parts(string name)
    {
        var parts = new List<(string, IReadOnlyList<Block>, int)>();
        List<Block>? current = null;
        foreach (var block in Section(name))
        {
            if (block is HeadingBlock { Level: 3 } heading)
            {
                current = [];
                parts.Add((PlainText.Of(heading.Inline), current, heading.Line + 1));
            }
            else if (current is not null)
            {
                current.Add(block);
            }
            else
            {
                throw Fault($"text in {name} before its first heading", block.Line + 1);
            }
        }
        return parts;
    }

    public BuildException Fault(string message, int line) => new("PULP010", message, File, line);
}
