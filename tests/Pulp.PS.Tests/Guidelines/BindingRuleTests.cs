using System.Management.Automation;
using System.Reflection;
using Pulp.PS.Binding;

namespace Pulp.PS.Tests.Guidelines;

/// <summary>How everything binds: positions, pipeline, sets.</summary>
public sealed class BindingRuleTests
{
    private static readonly string[] ByValueOnly = ["Remove", "Set", "Stop", "Restore", "Clear"];

    /// <summary>The first identity of a cmdlet, -Store aside; of Get-PulpTask its id.</summary>
    private static IEnumerable<(CmdletShape Cmdlet, ParameterShape Parameter)> Subjects =>
        Cmdlets.All.Select(c => (c, c.Parameters.FirstOrDefault(p => IsIdentity(p) && p.Attributes.Any(a => a.Position == 0)))).Where(s => s.Item2 is not null)!;

    [Fact]
    public void SubjectIsAtPositionZeroAndBindsByValue()
    {
        string[] none = ["Clear-PulpOrphan", "Connect-PulpStore", "Disconnect-PulpStore", "Get-PulpRemote", "Get-PulpRepository", "Get-PulpStore", "New-PulpPythonRemote", "New-PulpRepository", "Test-PulpStore"];
        Assert.Equal(none, Cmdlets.All.Except(Subjects.Select(s => s.Cmdlet)).Select(c => c.Name));
        Assert.All(Subjects, s => Assert.True(s.Parameter.ByValue));
    }

    [Fact]
    public void SubjectBindsByPropertyNameUnlessTheCmdletChangesIt() =>
        Assert.All(Subjects, s => Assert.Equal(
            !ByValueOnly.Contains(s.Cmdlet.Verb) && s.Cmdlet.Name is not ("Start-PulpSync" or "Get-PulpTask"), s.Parameter.ByName));

    [Fact]
    public void SubjectIsAListWhereSeveralMakeSense() =>
        Assert.All(Subjects, s => Assert.Equal(s.Cmdlet.Verb is "Get" or "Remove" or "Stop" or "Wait" or "Test" || s.Cmdlet.Name is "Start-PulpSync" or "Repair-PulpStore", s.Parameter.Type.IsArray));

    [Fact]
    public void NothingElseBindsByValueAndNothingElseInChangersBindsAtAll()
    {
        foreach (var cmdlet in Cmdlets.All)
        {
            var subject = Subjects.FirstOrDefault(s => s.Cmdlet == cmdlet).Parameter;
            // A plan that is piped is carried out: it is the subject of a set of its own.
            var others = cmdlet.Parameters.Where(p => p != subject && p.Name != "Plan").ToList();
            Assert.DoesNotContain(others, p => p.ByValue);
            if (ByValueOnly.Contains(cmdlet.Verb) || subject is null || cmdlet.Name == "Start-PulpSync")
                Assert.DoesNotContain(others, p => p.ByName);
        }
    }

    [Fact]
    public void FiltersNeverBindFromThePipeline()
    {
        string[] filters = ["Name", "FileName", "Sha256", "VersionSpecifier", "PackageType", "State", "After", "Newest", "Latest"];
        Assert.Equal([], Cmdlets.Parameters.Where(p => filters.Contains(p.Parameter.Name) && (p.Parameter.ByValue || p.Parameter.ByName)));
    }

    [Fact]
    public void VersionBindsWhereverTheRepositoryDoes() =>
        Assert.All(Cmdlets.Parameters.Where(p => p.Parameter.Name is "Version" or "Number"), p =>
        {
            Assert.Equal(typeof(int), p.Parameter.Plain);
            Assert.Equal(p.Cmdlet["Repository"]!.ByName, p.Parameter.ByName);
            if (p.Parameter.Name == "Version")
                Assert.Equal(["Number"], p.Parameter.Aliases);
        });

    [Fact]
    public void PositionsAreContiguousAndFew()
    {
        foreach (var cmdlet in Cmdlets.All)
        {
            foreach (var set in cmdlet.Sets)
            {
                var positions = cmdlet.In(set).Where(p => p.Attribute.Position >= 0).ToList();
                Assert.Equal(Enumerable.Range(0, positions.Count), positions.Select(p => p.Attribute.Position).Order());
                Assert.True(positions.Count <= 2);
                Assert.DoesNotContain(positions, p => p.Parameter.Type == typeof(SwitchParameter));
            }
        }
    }

    [Fact]
    public void OneParameterOfASetBindsByValue() =>
        Assert.All(Cmdlets.All, c => Assert.All(c.Sets, s => Assert.True(c.In(s).Count(p => p.Attribute.ValueFromPipeline) <= 1)));

    [Fact]
    public void EverySetTakesThePipelineUnlessItNamesNothingThatIsPiped()
    {
        string[] none = ["Clear-PulpOrphan", "Connect-PulpStore", "Disconnect-PulpStore", "Get-PulpRemote", "Get-PulpRepository", "Get-PulpStore", "New-PulpPythonRemote", "New-PulpRepository", "Remove-PulpTask FinishedBefore", "Test-PulpStore"];
        Assert.Equal(none, Cmdlets.All.SelectMany(c => c.Sets.Where(s => !c.In(s).Any(p => p.Attribute.ValueFromPipeline)).Select(s => c.Sets.Count > 1 ? $"{c} {s}" : c.Name)));
    }

    [Fact]
    public void SetsAreSpelledOneWayAndEachCanBeReached()
    {
        Assert.All(Cmdlets.All, c => Assert.Equal(c.Sets.Count, c.Sets.Distinct(StringComparer.OrdinalIgnoreCase).Count()));
        // By something that must be given and is in no other set.
        Assert.All(Cmdlets.All.Where(c => c.Sets.Count > 1), c => Assert.All(c.Sets, s => Assert.Contains(c.In(s), p => p.Attribute.Mandatory && p.Attribute.ParameterSetName == s)));
    }

    [Fact]
    public void SeveralSetsHaveADefault() =>
        Assert.All(Cmdlets.All.Where(c => c.Sets.Count > 1), c => Assert.Contains(c.Attribute.DefaultParameterSetName, c.Sets));

    [Fact]
    public void MandatoryParametersSayWhatTheyAreFor() =>
        Assert.Equal([], Cmdlets.Parameters.Where(p => p.Parameter.Attributes.Any(a => a.Mandatory && string.IsNullOrEmpty(a.HelpMessage))));

    [Fact]
    public void WildcardsAreWhereTheyAreSaidToBe()
    {
        var takes = Cmdlets.Parameters.Where(p => p.Parameter.Has<SupportsWildcardsAttribute>()).Select(p => p.Cmdlet.Verb).Distinct();
        Assert.Subset(new HashSet<string> { "Get", "Remove", "Stop" }, takes.ToHashSet());
        Assert.All(Subjects.Where(s => s.Cmdlet.Verb is "Get" or "Remove" && s.Parameter.Plain != typeof(PulpTaskIdentity)), s => Assert.True(s.Parameter.Has<SupportsWildcardsAttribute>()));
    }

    [Fact]
    public void PropertiesOfOutputsAreNamedAsTheParametersTheyBindTo()
    {
        var outputs = Cmdlets.All.SelectMany(c => c.Outputs).Distinct().Append(typeof(Pulp.Model.PulpCreatedResource)).ToList();
        Assert.All(Cmdlets.Parameters.Where(p => p.Parameter.ByName), p =>
        {
            var sources = outputs.SelectMany(o => p.Parameter.Aliases.Append(p.Parameter.Name).Select(n => o.GetProperty(n))).OfType<PropertyInfo>().Select(s => s.PropertyType).ToList();
            Assert.Contains(sources, s => (Nullable.GetUnderlyingType(s) ?? s) is var type && (type == p.Parameter.Plain || p.Parameter.Plain.GetConstructor([type]) is not null));
        });
    }

    [Fact]
    public void WhatIsPipedIsCalledByItsNoun()
    {
        // Of Get-PulpTask it is one of the ids that are asked for.
        var named = Subjects.Where(s => s.Cmdlet.Name != "Get-PulpTask");
        Assert.All(named, s => Assert.Equal($"Pulp{s.Parameter.Name}Identity", s.Parameter.Plain.Name));
    }

    private static bool IsIdentity(ParameterShape parameter) => typeof(PulpIdentity).IsAssignableFrom(parameter.Plain);
}
