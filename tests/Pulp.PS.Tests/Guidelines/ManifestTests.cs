using System.Management.Automation;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Guidelines;

/// <summary>The manifest says what there is, and nothing else.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void ExportsAreTheCmdletsThereAre()
    {
        var module = _session.Run("Get-Module PulpPS").One<PSModuleInfo>();
        Assert.Equal(Cmdlets.All.Select(c => c.Name), module.ExportedCmdlets.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(module.ExportedFunctions);
        Assert.Empty(module.ExportedAliases);
        Assert.Empty(module.ExportedVariables);
    }

    [Fact]
    public void ManifestListsEachExportAndTheVersionOfTheAssembly()
    {
        var text = File.ReadAllText(Module.Manifest);
        Assert.All(Cmdlets.All, c => Assert.Contains($"'{c.Name}'", text, StringComparison.Ordinal));
        Assert.DoesNotContain("'*'", text, StringComparison.Ordinal);
        var module = _session.Run("Get-Module PulpPS").One<PSModuleInfo>();
        Assert.Equal(Cmdlets.Assembly.GetName().Version!.ToString(3), module.Version.ToString());
        Assert.Equal(new Version(7, 6), module.PowerShellVersion);
        Assert.Equal(["Core"], module.CompatiblePSEditions);
    }

    [Fact]
    public void ManifestIsOneThatPowerShellAccepts() =>
        _session.Run("Test-ModuleManifest $args[0] -ErrorAction Stop", Module.Manifest).Succeed();

    [Fact]
    public void ImportAgainAndAfterRemovalKeepsTheCmdlets()
    {
        var ran = _session.Run("Import-Module $args[0]; Import-Module $args[0] -Force; Remove-Module PulpPS; Import-Module $args[0]; (Get-Module PulpPS).ExportedCmdlets.Count; (Get-Command New-PulpRepository).ImplementingType.FullName", Module.Manifest).Succeed();
        Assert.Equal([Cmdlets.All.Count, "Pulp.PS.Commands.NewPulpRepositoryCommand"], ran.Output);
    }

    [Fact]
    public void TypesOfTheModelCanBeNamed() =>
        Assert.Equal(typeof(Pulp.Model.PulpTask), _session.Run("[Pulp.Model.PulpTask]").One<Type>());
}
