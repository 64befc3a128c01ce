using System.Globalization;
using System.Management.Automation;

namespace Pulp.PS.Tests.Docs;

/// <summary>The pages of docs/ and the cmdlets are the same, both ways.</summary>
public sealed class CmdletPageTests(CmdletTable cmdlets) : IClassFixture<CmdletTable>
{
    private static readonly string[] Headings =
        ["SYNOPSIS", "SYNTAX", "ALIASES", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    public static TheoryData<string> Cmdlets => [.. CmdletTable.Names];

    [Fact]
    public void Every_page_is_about_a_cmdlet_and_every_cmdlet_has_a_page()
    {
        var pages = RepositoryFiles.CmdletPages.Select(p => Path.GetFileNameWithoutExtension(p));
        Assert.Equal(CmdletTable.Names, pages);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Front_matter_and_sections_are_those_of_the_schema(string name)
    {
        var page = CmdletPage.Read(name);
        Assert.Equal("cmdlet", page.FrontMatter["document type"]);
        Assert.Equal("PulpPS-Help.xml", page.FrontMatter["external help file"]);
        Assert.Equal("en-US", page.FrontMatter["Locale"]);
        Assert.Equal("PulpPS", page.FrontMatter["Module Name"]);
        Assert.Equal("2024-05-01", page.FrontMatter["PlatyPS schema version"]);
        Assert.Equal(name, page.FrontMatter["title"]);
        Assert.True(DateOnly.TryParseExact(page.FrontMatter["ms.date"], "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Equal(Headings, page.Sections.Select(s => s.Heading));
        Assert.All(page.Sections, s => Assert.False(string.IsNullOrWhiteSpace(s.Body), $"{s.Heading} is empty"));
        Assert.All(page.Sections, s => Assert.DoesNotContain("{{", s.Body, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', page.Section("SYNOPSIS"));
        Assert.NotEmpty(page.Examples);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Parameters_are_those_of_the_cmdlet(string name)
    {
        var page = CmdletPage.Read(name);
        var cmdlet = cmdlets.All[name];
        var real = CmdletTable.Own(cmdlet).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Select(p => Describe(p));
        Assert.Equal(real, page.Parameters.Select(Describe));
        Assert.All(page.Parameters, p => Assert.True(p.Text.Length > 20, $"-{p.Name} has no text"));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Syntax_has_every_parameter_set(string name)
    {
        var page = CmdletPage.Read(name);
        var cmdlet = cmdlets.All[name];
        Assert.Equal(cmdlet.ParameterSets.Select(s => s.Name).Order(StringComparer.Ordinal), page.Syntax.Select(s => s.Set).Order(StringComparer.Ordinal));
        foreach (var (set, text) in page.Syntax)
        {
            Assert.StartsWith(name + " ", text + " ", StringComparison.Ordinal);
            var real = cmdlet.ParameterSets.Single(s => s.Name == set).Parameters.Select(p => p.Name).Where(p => !Cmdlet.CommonParameters.Contains(p));
            var shown = text.Split(['[', ']', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith('-')).Select(w => w[1..]);
            Assert.Equal(real.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Outputs_and_inputs_are_those_of_the_cmdlet(string name)
    {
        var page = CmdletPage.Read(name);
        var cmdlet = cmdlets.All[name];
        var outputs = cmdlet.OutputType.Select(o => o.Name).Where(o => o != typeof(void).FullName).Distinct();
        Assert.Equal(outputs.Order(StringComparer.Ordinal), page.Outputs.Where(o => o != "None").Order(StringComparer.Ordinal));
        // By property name alone an object of another kind binds too; what may be piped as it is, is told.
        var piped = CmdletTable.Own(cmdlet).Any(p => p.ParameterSets.Values.Any(s => s.ValueFromPipeline));
        Assert.Equal(piped, page.Inputs.Any(i => i != "None"));
        Assert.All(page.Inputs.Where(i => i != "None"), i => Assert.NotNull(LanguagePrimitives.ConvertTo<Type>(i)));
    }

    [Fact]
    public void The_module_page_lists_every_cmdlet_with_its_synopsis()
    {
        var listed = CmdletPage.Split(RepositoryFiles.Read("docs", "PulpPS.md"), "### ");
        Assert.Equal(CmdletTable.Names.Select(n => ($"[{n}]({n}.md)", CmdletPage.Read(n).Section("SYNOPSIS"))), listed);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Links_lead_to_files(string name) => Assert.All(CmdletPage.Read(name).Links, link =>
    {
        Assert.True(File.Exists(Path.Combine(RepositoryFiles.Docs, link)), $"{link} is not there");
        Assert.NotEqual(name + ".md", link);
    });

    private static string Describe(PageParameter p) =>
        $"-{p.Name} {p.Block.Type} wildcards {p.Block.SupportsWildcards} aliases [{string.Join(' ', p.Block.Aliases)}] "
        + string.Join("; ", p.Block.ParameterSets.Select(s => s.ToString()).Order(StringComparer.Ordinal));

    private static string Describe(ParameterMetadata p)
    {
        var sets = p.ParameterSets.Select(s => new ParameterSetBlock
        {
            Name = s.Key == ParameterAttribute.AllParameterSets ? "(All)" : s.Key,
            Position = s.Value.Position == int.MinValue ? "Named" : s.Value.Position.ToString(CultureInfo.InvariantCulture),
            IsRequired = s.Value.IsMandatory,
            ValueFromPipeline = s.Value.ValueFromPipeline,
            ValueFromPipelineByPropertyName = s.Value.ValueFromPipelineByPropertyName,
        });
        return Describe(new PageParameter(p.Name, "", new()
        {
            Type = p.ParameterType.ToString(),
            SupportsWildcards = p.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            Aliases = [.. p.Aliases],
            ParameterSets = [.. sets],
        }));
    }
}
