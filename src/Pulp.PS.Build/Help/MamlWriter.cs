using System.Globalization;
using System.Xml.Linq;

namespace Pulp.PS.Build.Help;

/// <summary>The XML that Get-Help reads. Its shape is what PowerShell's own help view asks for, and a test asks Get-Help.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Items = "http://msh";

    public static XDocument Write(IEnumerable<HelpPage> pages) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(Items + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page)));

    private static XElement Page(HelpPage page)
    {
        var (verb, noun) = page.Name.Split('-') is [var first, var second] ? (first, second) : ("", page.Name);
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", verb),
                new XElement(Command + "noun", noun),
                Text(Maml + "description", [page.Synopsis])),
            Text(Maml + "description", page.Description),
            new XElement(Command + "syntax", page.Syntax.OrderByDescending(syntax => syntax.IsDefault).Select(syntax => Syntax(page.Name, syntax))),
            new XElement(Command + "parameters", page.Parameters.Where(parameter => !parameter.Facts.DontShow).Select(parameter => Parameter(parameter, parameter.Facts.ParameterSets[0], true))),
            new XElement(Command + "inputTypes", page.Inputs.Select(type => Type(Command + "inputType", type))),
            new XElement(Command + "returnValues", page.Outputs.Select(type => Type(Command + "returnValue", type))),
            new XElement(Maml + "alertSet", page.Notes.Count > 0 ? Text(Maml + "alert", page.Notes) : null),
            new XElement(Command + "examples", page.Examples.Select(Example)),
            new XElement(Command + "relatedLinks", page.Links.Select(Link)));
    }

    private static XElement Syntax(string name, HelpSyntax syntax) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", name),
        syntax.Parameters.Select(parameter => Parameter(parameter, parameter.Facts.In(syntax.Set)!, false)));

    private static XElement Parameter(HelpParameter parameter, ParameterSetFacts set, bool isFull)
    {
        var facts = parameter.Facts;
        var position = int.TryParse(set.Position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : "named";
        return new XElement(
            Command + "parameter",
            new XAttribute("required", Word(set.IsRequired)),
            new XAttribute("variableLength", Word(facts.Type.EndsWith("[]", StringComparison.Ordinal))),
            new XAttribute("globbing", Word(facts.SupportsWildcards)),
            new XAttribute("pipelineInput", Pipeline(set)),
            new XAttribute("position", position),
            new XAttribute("aliases", facts.Aliases.Count > 0 ? string.Join(", ", facts.Aliases) : "none"),
            new XElement(Maml + "name", parameter.Name),
            Text(Maml + "description", parameter.Description),
            // In a syntax a switch stands alone; below the parameters its type is told too.
            facts.IsSwitch && !isFull ? null : new XElement(Command + "parameterValue", new XAttribute("required", Word(!facts.IsSwitch)), new XAttribute("variableLength", "false"), facts.ShortType),
            !isFull && facts.AcceptedValues.Count > 0
                ? new XElement(
                    Command + "parameterValueGroup",
                    facts.AcceptedValues.Select(value => new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), value)))
                : null,
            new XElement(Dev + "type", new XElement(Maml + "name", facts.ShortType), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", facts.DefaultValue.Length > 0 ? facts.DefaultValue : facts.IsSwitch ? "False" : "None"));
    }

    private static string Pipeline(ParameterSetFacts set) => (set.ValueFromPipeline, set.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    private static XElement Type(XName name, HelpType type) => new(
        name,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        Text(Maml + "description", type.Description));

    // The view shows what stands before the code as a prompt, so introductions go with the remarks.
    private static XElement Example(HelpExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------- {example.Title} --------"),
        new XElement(Dev + "code", example.Code),
        Text(Dev + "remarks", example.Introduction.Length > 0 ? [example.Introduction, .. example.Remarks] : example.Remarks));

    private static XElement Link(HelpLink link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Uri));

    private static XElement Text(XName name, IEnumerable<string> paragraphs) =>
        new(name, paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph)));

    private static string Word(bool value) => value ? "true" : "false";
}
