using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;

namespace Pulp.PS.Tests.Guidelines;

/// <summary>What kinds of parameters cmdlets have, and what they write.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void OutputTypesAreDeclared()
    {
        // Those that write nothing, ever.
        string[] silent = ["Disconnect-PulpStore", "Remove-PulpRemote", "Remove-PulpRepository", "Remove-PulpTask"];
        Assert.Equal(silent, Cmdlets.All.Where(c => !c.Outputs.Any()).Select(c => c.Name));
        Assert.All(Cmdlets.All.Where(c => c.Verb == "Test" && c.Noun != "PulpFilter"), c => Assert.Contains(typeof(bool), c.Outputs));
    }

    [Fact]
    public void ChangersTakeWhatIfAndOnlyTheyDo()
    {
        // Connect- makes a store with -Create.
        Assert.Equal(Cmdlets.All.Where(c => c.Changes() || c.Name == "Connect-PulpStore"), Cmdlets.All.Where(c => c.Attribute.SupportsShouldProcess));
        Assert.All(Cmdlets.All.Where(c => c.Attribute.SupportsShouldProcess), c => Assert.Equal(ConfirmImpact.Medium, c.Attribute.ConfirmImpact));
    }

    [Fact]
    public void WhatLosesContentHasForce()
    {
        Assert.Equal(["Clear-PulpOrphan", "Remove-PulpRemote", "Remove-PulpRepository"], Cmdlets.All.Where(c => c["Force"] is not null).Select(c => c.Name));
        Assert.All(Cmdlets.Parameters.Where(p => p.Parameter.Name == "Force"), p => Assert.Equal(typeof(SwitchParameter), p.Parameter.Type));
    }

    [Fact]
    public void ChangersThatWriteNothingHavePassThru()
    {
        string[] passing = ["Set-PulpPythonRemote", "Set-PulpRepository", "Stop-PulpTask"];
        Assert.Equal(passing, Cmdlets.All.Where(c => c["PassThru"] is not null).Select(c => c.Name));
        Assert.All(Cmdlets.All.Where(c => c.Verb is "New" or "Start"), c => Assert.Null(c["PassThru"]));
    }

    [Fact]
    public void BooleansAreSwitchesOrHaveThreeStates() =>
        Assert.Equal([], Cmdlets.Parameters.Where(p => p.Parameter.Type == typeof(bool)));

    [Fact]
    public void SwitchesAreOffByDefault() =>
        Assert.All(Cmdlets.All, c =>
        {
            using var cmdlet = (PulpCmdlet)Activator.CreateInstance(c.Type)!;
            Assert.All(c.Parameters.Where(p => p.Type == typeof(SwitchParameter)), p => Assert.False(((SwitchParameter)c.Type.GetProperty(p.Name)!.GetValue(cmdlet)!).IsPresent));
        });

    [Fact]
    public void SecretsAreNoTexts() =>
        Assert.Equal([], Cmdlets.Parameters.Where(p => p.Parameter.Name.Contains("Password", StringComparison.OrdinalIgnoreCase)
            || p.Parameter.Name.Contains("Secret", StringComparison.OrdinalIgnoreCase) || p.Parameter.Name.Contains("Token", StringComparison.OrdinalIgnoreCase)
            || p.Parameter.Name == "UserName").Where(p => p.Parameter.Plain != typeof(SecureString) && p.Parameter.Plain != typeof(PSCredential)));

    [Fact]
    public void ChoicesAreEnumsOrJudgedByTheStore()
    {
        // A throwing binder would name one bad value and no good ones: these reach the store as they are.
        string[] judged = ["Include", "Exclude", "AddInclude", "AddExclude", "Url", "PackageType", "ExcludePlatform"];
        Assert.All(Cmdlets.Parameters.Where(p => judged.Contains(p.Parameter.Name) && p.Cmdlet.Noun == "PulpPythonRemote"), p =>
        {
            Assert.False(p.Parameter.Has<ValidateSetAttribute>());
            Assert.False(p.Parameter.Has<ValidateArgumentsAttribute>());
            Assert.Contains(p.Parameter.Plain, new[] { typeof(string), typeof(PulpFilterItem), typeof(PulpUrl) });
        });
    }

    [Fact]
    public void TypesAreThoseThatTravel()
    {
        // Own types only where text, an id or a hashtable does as well.
        Type[] own = [typeof(PulpRepositoryIdentity), typeof(PulpRemoteIdentity), typeof(PulpTaskIdentity), typeof(PulpStoreIdentity), typeof(PulpUrl), typeof(PulpFilterItem)];
        // And a plan, which nothing but the object can be.
        Type[] plain = [typeof(string), typeof(int), typeof(bool), typeof(DateTimeOffset), typeof(TimeSpan), typeof(SwitchParameter), typeof(PSCredential), typeof(IDictionary), typeof(X509Certificate2), typeof(Pulp.Model.PulpSyncPlan)];
        Assert.Equal([], Cmdlets.Parameters.Where(p => !p.Parameter.Plain.IsEnum && !own.Contains(p.Parameter.Plain) && !plain.Contains(p.Parameter.Plain)));
        Assert.All(own.Where(t => t != typeof(PulpFilterItem)), t => Assert.NotNull(t.GetConstructor([typeof(string)])));
        Assert.All(Cmdlets.Parameters.Where(p => p.Parameter.Plain == typeof(TimeSpan)), p => Assert.True(p.Parameter.Has<DaysAttribute>()));
        Assert.All(Cmdlets.Parameters.Where(p => p.Parameter.Plain == typeof(PulpFilterItem)), p => Assert.True(p.Parameter.Has<FilterItemAttribute>()));
    }

    [Fact]
    public void EveryCmdletTakesAStore() =>
        Assert.Equal(["Connect-PulpStore"], Cmdlets.All.Where(c => c["Store"] is null).Select(c => c.Name));

    [Fact]
    public void OutputsAreSnapshots()
    {
        var outputs = Cmdlets.All.SelectMany(c => c.Outputs).Distinct().Where(t => t != typeof(bool)).ToList();
        Assert.All(outputs, t =>
        {
            Assert.False(typeof(IDisposable).IsAssignableFrom(t));
            Assert.NotNull(t.GetProperty("Store"));
            Assert.NotEqual(typeof(object), t.GetMethod("ToString", Type.EmptyTypes)!.DeclaringType);
            Assert.Equal([], t.GetProperties().Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))));
        });
    }

    [Fact]
    public void CompletionIsThereForWhateverHasNames()
    {
        var named = Cmdlets.Parameters.Where(p => p.Parameter.Plain == typeof(PulpRepositoryIdentity) || p.Parameter.Plain == typeof(PulpRemoteIdentity)
            || p.Parameter.Plain == typeof(PulpTaskIdentity) || p.Parameter.Name is "PackageType" or "ExcludePlatform" or "Version" or "Number"
            || (p.Parameter.Name == "Name" && p.Cmdlet.Verb != "New"));
        Assert.Equal([], named.Where(p => !p.Parameter.Has<ArgumentCompleterAttribute>()));
    }
}
