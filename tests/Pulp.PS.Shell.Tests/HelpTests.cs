using Pulp.PS.Shell.Tests.Support;

namespace Pulp.PS.Shell.Tests;

/// <summary>Get-Help itself says that the help is whole: its parts are found, for every cmdlet.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly Pulpsh _shell = new();

    [Fact]
    public async Task Every_cmdlet_has_every_part()
    {
        var result = await _shell.ScriptAsync("""
            $common = [System.Management.Automation.Cmdlet]::CommonParameters
            foreach ($command in Get-Command -Module PulpPS) {
                $help = Get-Help $command.Name -Full
                $missing = @(
                    if (-not $help.Synopsis.Trim() -or $help.Synopsis.Trim().StartsWith($command.Name)) { 'synopsis' }
                    if (-not $help.description.Text) { 'description' }
                    if (@($help.syntax.syntaxItem).Count -ne $command.ParameterSets.Count) { 'syntax' }
                    if (-not $help.examples.example.code) { 'examples' }
                    if (-not $help.inputTypes.inputType.type.name) { 'inputs' }
                    if (-not $help.returnValues.returnValue.type.name) { 'outputs' }
                    if (-not $help.relatedLinks.navigationLink.linkText) { 'links' }
                    foreach ($name in $command.Parameters.Keys | Where-Object { $_ -notin $common }) {
                        $parameter = $help.parameters.parameter | Where-Object name -eq $name
                        if (-not $parameter.description.Text) { "-$name" }
                    })
                "$($command.Name): $($missing -join ' ')."
            }
            """);
        Assert.Empty(result.Error);
        var lines = result.Out.TrimEnd().Split('\n');
        Assert.True(lines.Length > 20, result.Out);
        Assert.All(lines, line => Assert.EndsWith(": .", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_reads_well_and_topics_are_found()
    {
        var result = await _shell.ScriptAsync("Get-Help Start-PulpSync -Full | Out-Host; Get-Help about_PulpPS_Filters");
        Assert.Empty(result.Error);
        foreach (var text in new[] { "Brings a repository up to date with a remote.", "Start-PulpSync [-Repository] <PulpRepositoryIdentity[]>", "Example 1: Sync and wait", "$task | Wait-PulpTask", "Accept pipeline input?       True (ByValue)", "Pulp.Model.PulpTask", "Wait-PulpTask" })
            Assert.Contains(text, result.Out, StringComparison.Ordinal);
        Assert.Contains("    about_PulpPS_Filters", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('`', result.Out[..result.Out.IndexOf("TOPIC", StringComparison.Ordinal)]);
        Assert.All(result.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    public void Dispose() => _shell.Dispose();
}
