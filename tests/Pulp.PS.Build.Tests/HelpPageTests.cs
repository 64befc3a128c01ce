using Pulp.PS.Build.Help;

namespace Pulp.PS.Build.Tests;

/// <summary>A page becomes what Get-Help reads, and whatever is wrong with it is a build error that names the line.</summary>
public sealed class HelpPageTests
{
    private const string Good = """
        ---
        document type: cmdlet
        external help file: PulpPS-Help.xml
        HelpUri: ''
        Locale: en-US
        Module Name: PulpPS
        ms.date: 11/24/2026
        PlatyPS schema version: 2024-05-01
        title: Get-Thing
        ---

        # Get-Thing

        ## SYNOPSIS

        Gets a thing.

        ## SYNTAX

        ### __AllParameterSets

        ```
        Get-Thing [[-Name] <string[]>] [-Fast] [<CommonParameters>]
        ```

        ## DESCRIPTION

        It *gets* a `thing`
        and more.

        ## EXAMPLES

        ### Example 1: One thing

        Of one name.

        ```powershell
        Get-Thing foo
        ```

        ## PARAMETERS

        ### -Name

        The name.

        ```yaml
        Type: System.String[]
        DefaultValue: ''
        SupportsWildcards: true
        Aliases: []
        ParameterSets:
        - Name: (All)
          Position: 0
          IsRequired: false
          ValueFromPipeline: false
          ValueFromPipelineByPropertyName: true
          ValueFromRemainingArguments: false
        DontShow: false
        AcceptedValues: []
        HelpMessage: ''
        ```

        ### -Fast

        Sooner.

        ```yaml
        Type: System.Management.Automation.SwitchParameter
        DefaultValue: ''
        SupportsWildcards: false
        Aliases: []
        ParameterSets:
        - Name: (All)
          Position: Named
          IsRequired: false
          ValueFromPipeline: false
          ValueFromPipelineByPropertyName: false
          ValueFromRemainingArguments: false
        DontShow: false
        AcceptedValues: []
        HelpMessage: ''
        ```

        ## INPUTS

        ### None

        ## OUTPUTS

        ### Thing

        ## NOTES

        ## RELATED LINKS

        """;

    [Fact]
    public void A_page_is_read_whole()
    {
        var page = PageReader.Read("Get-Thing.md", Good);
        Assert.Equal(("Get-Thing", "Gets a thing."), (page.Name, page.Synopsis));
        Assert.Equal(["It gets a thing and more."], page.Description);
        Assert.Equal(["Name", "Fast"], page.Parameters.Select(p => p.Name));
        Assert.Equal("Get-Thing foo", Assert.Single(page.Examples).Code);
        Assert.Equal(["Name", "Fast"], Assert.Single(page.Syntax).Parameters.Select(p => p.Name));
    }

    [Fact]
    public void Its_xml_says_what_binds_and_how()
    {
        var xml = MamlWriter.Write([PageReader.Read("Get-Thing.md", Good)]).ToString();
        Assert.Contains("<command:name>Get-Thing</command:name>", xml, StringComparison.Ordinal);
        Assert.Contains("required=\"false\" variableLength=\"true\" globbing=\"true\" pipelineInput=\"True (ByPropertyName)\" position=\"0\"", xml, StringComparison.Ordinal);
        Assert.Contains("position=\"named\"", xml, StringComparison.Ordinal);
        Assert.Contains("Get-Thing foo", xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title: Get-Thing", "title: Get-Other", "title")]
    [InlineData("2024-05-01", "2019-01-01", "PlatyPS schema version")]
    [InlineData("Gets a thing.", "", "synopsis")]
    [InlineData("## DESCRIPTION\n\nIt *gets* a `thing`\nand more.", "## DESCRIPTION", "DESCRIPTION is empty")]
    [InlineData("## EXAMPLES", "## EXAMPLE", "EXAMPLES")]
    [InlineData("[-Fast]", "", "-Fast")]
    [InlineData("[-Fast]", "[-Fast] [-Slow]", "-Slow")]
    [InlineData("Sooner.", "", "-Fast has no text")]
    [InlineData("SupportsWildcards: true", "SupportWildcards: true", "SupportWildcards")]
    [InlineData("### -Name", "### Name", "dash")]
    public void A_fault_names_file_and_line(string from, string to, string said)
    {
        var fault = Assert.Throws<BuildException>(() => PageReader.Read("Get-Thing.md", Good.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Get-Thing.md", fault.ToString(), StringComparison.Ordinal);
    }
}
