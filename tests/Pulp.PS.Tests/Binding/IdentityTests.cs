using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Binding;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Binding;

/// <summary>Identities from objects, names, ids and addresses, and what must not be taken for one.</summary>
public sealed class IdentityTests : IDisposable
{
    private readonly TestSession _session = TestSession.WithStore();

    public void Dispose() => _session.Dispose();

    private static readonly Guid Id = Guid.NewGuid();

    [Fact]
    public void RepositoriesAreNamedInEveryWay()
    {
        _session.Run("New-PulpRepository foo; New-PulpRepository 2024; New-PulpRepository 007; New-PulpRepository -Name -foo; New-PulpRepository 1e3").Succeed();
        string[] scripts =
        [
            "Get-PulpRepositoryVersion foo",
            "Get-PulpRepositoryVersion FOO",
            "Get-PulpRepositoryVersion (Get-PulpRepository foo).Id",
            "Get-PulpRepositoryVersion (Get-PulpRepository foo).Id.ToString()",
            "Get-PulpRepositoryVersion (Get-PulpRepository foo).Href",
            "Get-PulpRepositoryVersion (Get-PulpRepository foo)",
            "Get-PulpRepository foo | Get-PulpRepositoryVersion",
            "'foo' | Get-PulpRepositoryVersion",
            "(Get-PulpRepository foo).Id | Get-PulpRepositoryVersion",
            "[pscustomobject]@{ Repository = 'foo'; Number = 0 } | Get-PulpRepositoryVersion",
            "Get-PulpRepositoryVersion foo | Get-PulpRepositoryVersion",
            "Get-PulpRepositoryVersion (Get-PulpRepositoryVersion foo).Href",
            "Get-PulpRepository (Get-PulpRepository foo).Id | Get-PulpRepositoryVersion -Number 0 -Latest",
        ];
        Assert.All(scripts, s => Assert.Equal("foo", _session.Run(s).Succeed().One<PulpRepositoryVersion>().Repository));
        // Names that look like numbers or parameters are names as they were typed.
        Assert.Equal("2024", _session.Run("Get-PulpRepositoryVersion 2024").Succeed().One<PulpRepositoryVersion>().Repository);
        Assert.Equal("007", _session.Run("Get-PulpRepositoryVersion 007").Succeed().One<PulpRepositoryVersion>().Repository);
        Assert.Equal("1e3", _session.Run("Set-PulpRepository 1e3 -Description x -PassThru").Succeed().One<PulpRepository>().Name);
        Assert.Equal("-foo", _session.Run("Get-PulpRepositoryVersion '-foo'").Succeed().One<PulpRepositoryVersion>().Repository);
    }

    [Fact]
    public void AddressesAreIds()
    {
        Assert.Equal(Id, new PulpRepositoryIdentity($"/pulp/api/v3/repositories/python/python/{Id}/").Id);
        Assert.Equal((Id, 3), (new PulpRepositoryIdentity($"/pulp/api/v3/repositories/python/python/{Id}/versions/3/").Id, new PulpRepositoryIdentity($"/pulp/api/v3/repositories/python/python/{Id}/versions/3/").Number));
        Assert.Equal(Id, new PulpRemoteIdentity($"/pulp/api/v3/remotes/python/python/{Id}/").Id);
        Assert.Equal(Id, new PulpTaskIdentity($"/pulp/api/v3/tasks/{Id}/").Id);
        Assert.Null(new PulpTaskIdentity($"/pulp/api/v3/remotes/python/python/{Id}/").Id);
        Assert.Null(new PulpRepositoryIdentity($"/pulp/api/v3/repositories/python/python/{Id}/versions/x/").Id);
    }

    [Theory]
    [InlineData("Get-PulpRepositoryVersion foo | Remove-PulpRepository -Force")]
    [InlineData("Remove-PulpRepository (Get-PulpRepositoryVersion foo) -Force")]
    [InlineData("Remove-PulpRepository (Get-PulpRepositoryVersion foo).Href -Force")]
    [InlineData("Get-PulpRepositoryVersion foo | Set-PulpRepository -NewName bar")]
    [InlineData("[pscustomobject]@{ Repository = 'foo' } | Remove-PulpRepository -Force")]
    [InlineData("Get-PulpStore | Remove-PulpRepository -Force")]
    public void WhatIsNoRepositoryDoesNotTakeItAway(string script)
    {
        _session.Run("New-PulpRepository foo").Succeed();
        var ran = _session.Run(script);
        Assert.NotEmpty(ran.ErrorIds);
        Assert.Equal("foo", _session.Run("Get-PulpRepository").One<PulpRepository>().Name);
    }

    [Fact]
    public void WildcardsAreForGetAndRemoveOnly()
    {
        _session.Run("'foo', 'fob', 'bar' | ForEach-Object { New-PulpRepository $_ }").Succeed();
        Assert.Equal(["fob", "foo"], _session.Run("Get-PulpRepository FO*, fo?").Succeed().All<PulpRepository>().Select(r => r.Name));
        Assert.Equal(2, _session.Run("Get-PulpRepositoryVersion fo*").Succeed().Output.Count);
        Assert.Empty(_session.Run("Get-PulpRepository x*; Get-PulpRepositoryVersion x*; Remove-PulpRepository x*; Get-PulpRemote x*; Remove-PulpRemote x*; Get-PulpContent x*; Get-PulpTask -Repository x*").Succeed().Output);
        var error = _session.Run("Set-PulpRepository f* -Description x").Error(PulpErrors.RepositoryNotFound);
        Assert.Equal("f*", error.TargetObject);
        _session.Run("Start-PulpSync f* -Remote x").Error(PulpErrors.RepositoryNotFound);
        _session.Run("Remove-PulpRepository f*").Succeed();
        Assert.Equal("bar", _session.Run("Get-PulpRepository").One<PulpRepository>().Name);
    }

    [Fact]
    public void ObjectsBringTheirStoreAndTwoStoresAreOneTooMany()
    {
        using var other = TestSession.WithStore();
        other.Run("New-PulpRepository foo -Description other").Succeed();
        _session.Run("New-PulpRepository foo -Description mine").Succeed();
        var otherStore = other.StorePath;
        Assert.Equal(otherStore, _session.Run("Get-PulpRepository foo -Store $args[0] | Get-PulpRepositoryVersion", otherStore).Succeed().One<PulpRepositoryVersion>().Store);
        Assert.Equal(otherStore, _session.Run("Get-PulpRepository foo -Store $args[0] | Get-PulpRepositoryVersion | Get-PulpRepositoryVersion", otherStore).Succeed().One<PulpRepositoryVersion>().Store);
        Assert.Equal(otherStore, _session.Run("[pscustomobject]@{ Repository = 'foo'; Store = $args[0] } | Get-PulpRepositoryVersion", otherStore).Succeed().One<PulpRepositoryVersion>().Store);
        Assert.Equal("x", _session.Run("Get-PulpRepository foo -Store $args[0] | Set-PulpRepository -Description x -PassThru", otherStore).Succeed().One<PulpRepository>().Description);
        Assert.Equal("mine", _session.Run("Get-PulpRepository foo").One<PulpRepository>().Description);
        string[] mixed =
        [
            "Get-PulpRepository foo -Store $args[0] | Get-PulpRepositoryVersion -Store $args[1]",
            "Get-PulpRepositoryVersion foo -Store $args[0] | Get-PulpContent -Store $args[1]",
            "(Get-PulpRepository foo -Store $args[0]), (Get-PulpRepository foo -Store $args[1]) | Get-PulpRepositoryVersion",
            "Get-PulpRepositoryVersion (Get-PulpRepository foo -Store $args[0]), (Get-PulpRepository foo -Store $args[1])",
        ];
        Assert.All(mixed, s => Assert.Contains(PulpErrors.StoreMismatch, _session.Run(s, otherStore, _session.StorePath).ErrorIds));
        var mismatch = _session.Run("Start-PulpSync (Get-PulpRepository foo -Store $args[0]) -Store $args[1]", otherStore, _session.StorePath).Error(PulpErrors.StoreMismatch);
        Assert.Equal(otherStore, Assert.IsType<PulpRepository>(mismatch.TargetObject).Store);
    }

    [Fact]
    public void StoreIsAPathOrAStore()
    {
        _session.Run("New-PulpRepository foo").Succeed();
        using var fresh = new TestSession();
        Assert.Equal("foo", fresh.Run("Get-PulpRepository -Store $args[0]", _session.StorePath).Succeed().One<PulpRepository>().Name);
        Assert.Equal("foo", fresh.Run("Get-PulpRepository -Store (Get-PulpStore -Store $args[0])", _session.StorePath + Path.DirectorySeparatorChar).Succeed().One<PulpRepository>().Name);
        Assert.Equal("foo", fresh.Run("Get-PulpRepository -Store ([IO.DirectoryInfo]$args[0])", _session.StorePath).Succeed().One<PulpRepository>().Name);
        fresh.Run("Get-PulpRepository -Store $args[0]", _session.StorePath + "x").Error(PulpErrors.StoreNotFound);
        fresh.Run("Get-PulpRepository -Store 'nodrive:\\x'").Error(PulpErrors.StoreNotFound);
        fresh.Run("Get-PulpRepository -Store 'env:\\x'").Error(PulpErrors.StoreNotFound);
    }

    [Fact]
    public void VersionsAndResourcesAreRead()
    {
        var resource = new PulpCreatedResource { Kind = PulpResourceKind.RepositoryVersion, Href = "h", Id = Id, Repository = "foo", Number = 3, Store = "/s" };
        var identity = LanguagePrimitives.ConvertTo<PulpRepositoryIdentity>(PSObject.AsPSObject(resource));
        Assert.Equal((Id, "foo", 3, "/s"), (identity.Id, identity.Name, identity.Number, identity.Store));
        Assert.Throws<PSInvalidCastException>(() => LanguagePrimitives.ConvertTo<PulpRepositoryIdentity>(new Version(1, 0)));
        Assert.Throws<PSInvalidCastException>(() => LanguagePrimitives.ConvertTo<PulpRemoteIdentity>(resource));
    }

    [Fact]
    public void VersionNeedsARepository() => _session.Run("Get-PulpContent -Version 1").Error(PulpErrors.InvalidSetting);

    [Fact]
    public void ContentOfWhatNamesNoRepositoryIsNotTheWholeStore()
    {
        // Objects with a store and no repository bind by that alone.
        _session.Run("New-PulpPythonRemote bar -Url http://index.example/ -Include a").Succeed();
        var ran = _session.Run("Get-PulpRemote | Get-PulpContent");
        ran.Error(PulpErrors.InvalidSetting);
        Assert.Empty(ran.Output);
    }

    [Theory]
    [InlineData("Get-PulpRepository $unset")]
    [InlineData("Get-PulpRepository @()")]
    [InlineData("Get-PulpRepository (Get-PulpRepository x* | ForEach-Object Name)")]
    [InlineData("Get-PulpRemote $unset")]
    [InlineData("Get-PulpRepositoryVersion foo -Number @()")]
    [InlineData("Get-PulpTask $unset")]
    [InlineData("$unset | Get-PulpTask")]
    [InlineData("Get-PulpTask -Repository $unset")]
    [InlineData("Get-PulpTask -State @()")]
    [InlineData("Remove-PulpTask -FinishedBefore 2100-01-01 -State @()")]
    [InlineData("Get-PulpContent $unset")]
    [InlineData("[pscustomobject]@{ Repository = $null } | Get-PulpContent")]
    [InlineData("Get-PulpContent -Name @()")]
    [InlineData("Get-PulpContent -FileName $unset")]
    [InlineData("Get-PulpContent -Sha256 $unset")]
    [InlineData("Get-PulpContent -PackageType @()")]
    [InlineData("Start-PulpSync foo -Name @()")]
    [InlineData("Start-PulpSync foo -Remote $unset")]
    [InlineData("Get-PulpSyncPlan foo -Name $unset")]
    [InlineData("Test-PulpFilter bar -Name @()")]
    [InlineData("Test-PulpFilter bar -FileName $unset")]
    [InlineData("Remove-PulpRepository foo -Store $unset")]
    [InlineData("Remove-PulpRepository $unset")]
    public void AnEmptyVariableNeverMeansEverything(string script)
    {
        _session.Run("New-PulpPythonRemote bar -Url http://index.example/ -Include a; New-PulpRepository foo -Remote bar").Succeed();
        var ran = _session.Run(script);
        Assert.StartsWith("ParameterArgumentValidationError", Assert.Single(ran.ErrorIds), StringComparison.Ordinal);
        Assert.Empty(ran.Output);
        Assert.Single(_session.Run("Get-PulpRepository").Output);
        Assert.Empty(_session.Run("Get-PulpTask").Output);
    }
}
