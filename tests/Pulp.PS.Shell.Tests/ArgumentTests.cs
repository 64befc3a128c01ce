using Pulp.PS.Shell.Tests.Support;

namespace Pulp.PS.Shell.Tests;

public sealed class ArgumentTests : IDisposable
{
    private const string Script = """
        param([string] $Name, [int] $Number = -1, [switch] $Go, [Parameter(ValueFromRemainingArguments)] $Rest)
        "name=$Name number=$Number go=$Go rest=$($Rest -join '|')"
        """;

    private readonly Pulpsh _shell = new();

    [Theory]
    [InlineData("name= number=-1 go=False rest=")]
    [InlineData("name=foo number=3 go=True rest=", "-Name", "foo", "-Number", "3", "-Go")]
    [InlineData("name=foo number=3 go=False rest=", "foo", "3")]
    [InlineData("name=foo number=-1 go=False rest=", "-Name:foo", "-Go:$false")]
    [InlineData("name=foo number=-1 go=True rest=", "-Go:true", "-Name:", "foo")]
    [InlineData("name=a b number=7 go=False rest=c d|$e", "a b", "7", "c d", "$e")]
    [InlineData("name=$false number=-1 go=False rest=", "-Name", "$false")]
    public async Task Arguments_bind_as_with_File(string expected, params string[] arguments)
    {
        var result = await _shell.ScriptAsync(Script, arguments);
        Assert.Equal((expected + "\n", "", 0), (result.Out, result.Error, result.ExitCode));
    }

    [Fact]
    public async Task What_a_script_knows_of_itself_is_right()
    {
        var result = await _shell.ScriptAsync(
            "$PSScriptRoot; $PSCommandPath; $MyInvocation.MyCommand.Path; $args -join ','; $PSVersionTable.PSVersion.ToString(); $PSVersionTable.PSEdition; $Host.Name", "1", "two");
        var script = Path.Combine(_shell.Folder, "script.ps1");
        Assert.Equal([_shell.Folder, script, script, "1,two", "7.6.9", "Core", "pulpsh"], result.Out.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_script_may_be_given_with_File_and_lie_elsewhere()
    {
        _shell.Write("folder with spaces/other.ps1", "$PSScriptRoot; [Environment]::CurrentDirectory; $PWD.Path; exit 3");
        var result = await _shell.RunAsync(["-File", "folder with spaces/other.ps1"]);
        Assert.Equal([Path.Combine(_shell.Folder, "folder with spaces"), _shell.Folder, _shell.Folder], result.Out.TrimEnd().Split('\n'));
        Assert.Equal(3, result.ExitCode);
    }

    public void Dispose() => _shell.Dispose();
}
