using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using Pulp.PS.Base;

namespace Pulp.PS.Tests.Guidelines;

/// <summary>Names of cmdlets, parameters and classes.</summary>
public sealed class NamingTests
{
    [Fact]
    public void VerbsAreApprovedAndNounsArePulps()
    {
        var verbs = typeof(VerbsCommon).Assembly.GetTypes().Where(t => t.Name.StartsWith("Verbs", StringComparison.Ordinal) && t.IsAbstract && t.IsSealed)
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        Assert.Equal([], Cmdlets.All.Where(c => !verbs.Contains(c.Verb) || !Regex.IsMatch(c.Noun, "^Pulp[A-Z][A-Za-z]*$")));
    }

    [Fact]
    public void NounsAndParametersAreSingularAndPascalCase()
    {
        // Words that end in s and are no plurals, or are switches about many.
        string[] fine = ["AllProjects", "PassThru"];
        var names = Cmdlets.All.Select(c => c.Noun).Concat(Cmdlets.Parameters.Select(p => p.Parameter.Name)).Distinct();
        Assert.Equal([], names.Where(n => !Regex.IsMatch(n, "^[A-Z][A-Za-z0-9]*$") || (n.EndsWith('s') && !fine.Contains(n))));
    }

    [Fact]
    public void NoParameterTakesTheNameOfACommonOne()
    {
        string[] aliases = ["vb", "db", "ea", "wa", "infa", "ev", "wv", "iv", "ov", "ob", "pv", "proga", "wi", "cf"];
        Assert.Equal([], Cmdlets.Parameters.SelectMany(p => p.Parameter.Aliases.Append(p.Parameter.Name))
            .Where(n => Cmdlets.IsCommon(n) || aliases.Contains(n, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void ClassesAreSealedAndNamedAfterTheCmdlet()
    {
        Assert.Equal([], Cmdlets.All.Where(c => !c.Type.IsPublic || !c.Type.IsSealed || c.Type.FullName != $"Pulp.PS.Commands.{c.Verb}{c.Noun}Command"));
        Assert.All(Cmdlets.All, c => Assert.True(c.Type.IsSubclassOf(typeof(PulpCmdlet))));
    }

    [Fact]
    public void ClassNamesStay()
    {
        // Half of every FullyQualifiedErrorId: a new name breaks scripts.
        Assert.Equal(
            """
            ClearPulpOrphanCommand
            ConnectPulpStoreCommand
            DisconnectPulpStoreCommand
            GetPulpContentCommand
            GetPulpRemoteCommand
            GetPulpRepositoryCommand
            GetPulpRepositoryVersionCommand
            GetPulpStoreCommand
            GetPulpSyncPlanCommand
            GetPulpTaskCommand
            NewPulpPythonRemoteCommand
            NewPulpRepositoryCommand
            RemovePulpRemoteCommand
            RemovePulpRepositoryCommand
            RemovePulpTaskCommand
            RepairPulpStoreCommand
            SetPulpPythonRemoteCommand
            SetPulpRepositoryCommand
            StartPulpSyncCommand
            StopPulpTaskCommand
            TestPulpFilterCommand
            TestPulpRemoteCommand
            TestPulpStoreCommand
            WaitPulpTaskCommand
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Cmdlets.All.Select(c => c.Type.Name)));
    }

    [Fact]
    public void OneParameterNameHasOneType()
    {
        // Scalar or array, nullable or not.
        var several = Cmdlets.Parameters.SelectMany(p => p.Parameter.Aliases.Append(p.Parameter.Name).Select(n => (Name: n, p.Parameter.Plain)))
            .GroupBy(p => p.Name, p => p.Plain).Where(g => g.Distinct().Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Distinct())}");
        Assert.Equal([], several);
    }
}
