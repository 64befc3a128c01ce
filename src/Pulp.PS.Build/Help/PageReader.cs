using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Pulp.PS.Build.Help;

/// <summary>Reads a page of the PlatyPS schema 2024-05-01. Whatever is missing or does not fit is a build error that names the line.</summary>
internal sealed partial class PageReader
{
    public const string Schema = "2024-05-01";
    private const string CommonParameters = "CommonParameters";

    // A key that is not of the schema is refused: it would be a typing error that nobody sees.
    private static readonly IDeserializer Yaml = new DeserializerBuilder().Build();

    private readonly PageSections _page;

    private PageReader(PageSections page) => _page = page;

    public static HelpPage Read(string file) => Read(file, File.ReadAllText(file));

    public static HelpPage Read(string file, string text) => new PageReader(new PageSections(file, text)).Read();

    private HelpPage Read()
    {
        CheckFrontMatter();
        var name = Path.GetFileNameWithoutExtension(_page.File);
        var parameters = _page.Parts("PARAMETERS").Where(part => part.Title != CommonParameters).Select(ReadParameter).ToList();
        var synopsis = PlainText.Paragraphs(_page.Section("SYNOPSIS"));
        if (synopsis is not [{ Length: > 0 } sentence])
            throw _page.Fault("the synopsis is one paragraph", _page.LineOf("SYNOPSIS"));
        return new HelpPage(
            name,
            sentence,
            ReadSyntax(name, parameters),
            Text("DESCRIPTION"),
            ReadExamples(),
            parameters,
            ReadTypes("INPUTS"),
            ReadTypes("OUTPUTS"),
            PlainText.Paragraphs(_page.Section("NOTES")),
            ReadLinks());
    }

    private void CheckFrontMatter()
    {
        var facts = Parse<Dictionary<string, string>>(_page.FrontMatter.Lines.ToString(), _page.FrontMatter.Line + 2);
        if (facts.GetValueOrDefault("PlatyPS schema version") != Schema)
            throw _page.Fault($"the front matter does not say 'PlatyPS schema version: {Schema}'", 1);
        if (facts.GetValueOrDefault("title") != Path.GetFileNameWithoutExtension(_page.File))
            throw _page.Fault("the front matter's title is not the file's name", 1);
    }

    private IReadOnlyList<string> Text(string section) =>
        PlainText.Paragraphs(_page.Section(section)) is { Count: > 0 } paragraphs
            ? paragraphs
            : throw _page.Fault($"{section} is empty", _page.LineOf(section));

    private List<HelpSyntax> ReadSyntax(string name, List<HelpParameter> parameters)
    {
        var sets = new List<HelpSyntax>();
        foreach (var (title, blocks, line) in _page.Parts("SYNTAX"))
        {
            var text = blocks.OfType<CodeBlock>().Select(PlainText.Code).FirstOrDefault() ?? throw _page.Fault("a syntax is a code block", line);
            if (!text.StartsWith(name, StringComparison.Ordinal))
                throw _page.Fault($"the syntax does not begin with {name}", line);
            var set = title.Replace(" (Default)", "", StringComparison.Ordinal);
            var order = ParameterName().Matches(text).Select(match => match.Value).ToList();
            var own = parameters.Where(parameter => !parameter.Facts.DontShow && parameter.Facts.In(set) is not null).ToList();
            foreach (var parameter in own.Where(parameter => !order.Contains(parameter.Name, StringComparer.Ordinal)))
                throw _page.Fault($"-{parameter.Name} belongs to the set {set} but is not in its syntax", line);
            foreach (var shown in order.Where(shown => own.TrueForAll(parameter => parameter.Name != shown)))
                throw _page.Fault($"the syntax has -{shown}, which no entry below PARAMETERS has for the set {set}", line);
            sets.Add(new HelpSyntax(set, title != set, [.. own.OrderBy(parameter => order.IndexOf(parameter.Name))]));
        }
        return sets.Count > 0 ? sets : throw _page.Fault("SYNTAX is empty", _page.LineOf("SYNTAX"));
    }

    private HelpParameter ReadParameter((string Title, IReadOnlyList<Block> Blocks, int Line) part)
    {
        if (!part.Title.StartsWith('-'))
            throw _page.Fault("the heading of a parameter begins with a dash", part.Line);
        var block = part.Blocks.OfType<FencedCodeBlock>().FirstOrDefault(code => code.Info == "yaml")
            ?? throw _page.Fault($"{part.Title} has no yaml block", part.Line);
        var description = PlainText.Paragraphs(part.Blocks.TakeWhile(other => other != block));
        if (description.Count == 0)
            throw _page.Fault($"{part.Title} has no text", part.Line);
        var facts = Parse<ParameterFacts>(block.Lines.ToString(), block.Line + 2);
        if (facts.Type.Length == 0 || facts.ParameterSets.Count == 0)
            throw _page.Fault($"{part.Title} has no Type or no ParameterSets", block.Line + 1);
        return new HelpParameter(part.Title[1..], description, facts, part.Line);
    }

    private List<HelpExample> ReadExamples()
    {
        var examples = new List<HelpExample>();
        foreach (var (title, blocks, line) in _page.Parts("EXAMPLES"))
        {
            var before = blocks.TakeWhile(block => block is not CodeBlock).ToList();
            if (blocks.Skip(before.Count).FirstOrDefault() is not CodeBlock code)
                throw _page.Fault("an example has a code block", line);
            examples.Add(new HelpExample(
                title, string.Join("\n\n", PlainText.Paragraphs(before)), PlainText.Code(code), PlainText.Paragraphs(blocks.Skip(before.Count + 1))));
        }
        return examples.Count > 0 ? examples : throw _page.Fault("there is no example", _page.LineOf("EXAMPLES"));
    }

    private List<HelpType> ReadTypes(string section)
    {
        var types = _page.Parts(section).Select(part => new HelpType(part.Title, PlainText.Paragraphs(part.Blocks))).ToList();
        return types.Count > 0 ? types : throw _page.Fault($"{section} is empty; say None", _page.LineOf(section));
    }

    private List<HelpLink> ReadLinks() =>
    [
        .. _page.Section("RELATED LINKS").SelectMany(block => block.Descendants<LinkInline>())
            .Select(link => new HelpLink(PlainText.Of(link), link.Url is { } url && Uri.IsWellFormedUriString(url, UriKind.Absolute) ? url : "")),
    ];

    private T Parse<T>(string yaml, int line)
    {
        try
        {
            return Yaml.Deserialize<T>(yaml);
        }
        catch (YamlException e)
        {
            throw _page.Fault((e.InnerException ?? e).Message, line + Math.Max(0, (int)e.Start.Line - 1));
        }
    }

    [GeneratedRegex(@"(?<=[\s\[]-)[A-Za-z0-9]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex ParameterName();
}
