using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Pulp.PS.Build.Help;

/// <summary>Markdown without its marks: Get-Help shows text.</summary>
internal static class PlainText
{
    /// <summary>A paragraph for each block; those of a list begin with a dash or their number.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks)
    {
        var paragraphs = new List<string>();
        foreach (var block in blocks)
            Add(block, "", paragraphs);
        return paragraphs;
    }

    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
            Add(inline, text);
        return text.ToString().Trim();
    }

    public static string Code(CodeBlock block) => block.Lines.ToString().TrimEnd();

    private static void Add(Block block, string mark, List<string> paragraphs)
    {
        switch (block)
        {
            case LeafBlock { Inline: not null } leaf:
                paragraphs.Add(mark + Of(leaf.Inline));
                break;
            case CodeBlock code:
                paragraphs.Add(string.Join('\n', Code(code).Split('\n').Select(line => $"    {line}")));
                break;
            case ListBlock list:
                var number = 1;
                foreach (var item in list.Cast<ListItemBlock>())
                {
                    var itemMark = list.IsOrdered ? $"{number++}. " : "- ";
                    foreach (var part in item)
                    {
                        Add(part, itemMark, paragraphs);
                        itemMark = "  ";
                    }
                }
                break;
            case ContainerBlock container:
                foreach (var child in container)
                    Add(child, mark, paragraphs);
                break;
        }
    }

    private static void Add(Inline inline, StringBuilder text)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline line:
                text.Append(line.IsHard ? '\n' : ' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case ContainerInline container:
                foreach (var child in container)
                    Add(child, text);
                break;
        }
    }
}
