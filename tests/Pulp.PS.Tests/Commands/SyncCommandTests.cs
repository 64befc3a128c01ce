using System.Management.Automation;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

/// <summary>Syncs at the prompt: started, planned, explained, and what came.</summary>
public sealed class SyncCommandTests : IAsyncLifetime
{
    private SyncSession _sync = null!;

    public async Task InitializeAsync() => _sync = await SyncSession.StartAsync();

    public async Task DisposeAsync() => await _sync.DisposeAsync();

    [Fact]
    public void TheWalk()
    {
        var task = _sync.Run("$global:task = Start-PulpSync foo; $task").Succeed().One<PulpTask>();
        Assert.Equal(("sync", "foo", "bar"), (task.Name, task.Repository, task.Remote));
        var done = _sync.Run("$task | Wait-PulpTask").Succeed().One<PulpTask>();
        Assert.Equal((task.Id, PulpTaskState.Completed, 4), (done.Id, done.State, done.Result!.Added));
        Assert.Equal(PulpTaskState.Completed, _sync.Run("Get-PulpTask $task.Id").Succeed().One<PulpTask>().State);
        Assert.Equal(1, _sync.Run("Get-PulpRepositoryVersion foo | Where-Object Added -gt 0").Succeed().One<PulpRepositoryVersion>().Number);
        Assert.Equal("django-2.0.tar.gz", _sync.Run("Get-PulpContent -Repository foo | Where-Object PackageType -eq sdist").Succeed().One<PulpPythonPackage>().FileName);
    }

    [Fact]
    public void CreatedResourcesAreExactlyTheirVersions()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        _sync.Index["six"].AddWheels("1.17.0");
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        string[] scripts =
        [
            "Get-PulpTask | ForEach-Object CreatedResources | Get-PulpRepositoryVersion",
            "Set-PulpRepository foo -NewName fuu; Get-PulpTask | ForEach-Object CreatedResources | Get-PulpRepositoryVersion",
            "Get-PulpTask | ForEach-Object CreatedResources | ForEach-Object { Get-PulpRepositoryVersion $_ }",
            "Get-PulpTask | ForEach-Object CreatedResources | ForEach-Object { Get-PulpRepositoryVersion \"$_\" }",
        ];
        foreach (var script in scripts)
            Assert.Equal([2, 1], _sync.Run(script).Succeed().All<PulpRepositoryVersion>().Select(v => v.Number));
        Assert.Equal(5, _sync.Run("Get-PulpTask | Select-First 1 | ForEach-Object CreatedResources | Get-PulpContent").Succeed().Output.Count);
        Assert.Equal(4, _sync.Run("Get-PulpRepositoryVersion fuu -Number 1 | Get-PulpContent").Succeed().Output.Count);
        Assert.Equal(4, _sync.Run("Get-PulpContent fuu -Version 1").Succeed().Output.Count);
    }

    [Fact]
    public void ManySideBySide()
    {
        _sync.Run("1..5 | ForEach-Object { $null = New-PulpRepository r$_ }").Succeed();
        var stall = _sync.Index.Break(Fault.Stall("six/"));
        // The second half of the pipeline begins when all syncs run: with one after the other this would never end.
        var started = _sync.Run("Get-PulpRepository r* | Start-PulpSync -Remote bar").Succeed().All<PulpTask>();
        Assert.Equal(5, started.Length);
        stall.Release();
        var versions = _sync.Run("Get-PulpTask | Wait-PulpTask | ForEach-Object CreatedResources | Get-PulpRepositoryVersion").Succeed().All<PulpRepositoryVersion>();
        Assert.Equal(["r1", "r2", "r3", "r4", "r5"], versions.Select(v => v.Repository).Order());
        Assert.Equal(5, _sync.Run("'r1', 'r2', 'r3', 'r4', 'r5' | Start-PulpSync -Remote bar -Wait").Succeed().Output.Count);
    }

    [Fact]
    public void WithoutARemoteTheCmdletEndsAfterWhatRuns()
    {
        _sync.Run("$null = New-PulpRepository lone; $null = New-PulpRepository last -Remote bar").Succeed();
        var alone = _sync.Run("Start-PulpSync lone");
        Assert.Contains("Set-PulpRepository", alone.Error(PulpErrors.RemoteNotFound).ToString(), StringComparison.Ordinal);
        Assert.NotNull(alone.Fatal);
        Assert.Equal("lone", alone.Fatal.TargetObject);
        var ran = _sync.Run("'foo', 'lone', 'last' | Start-PulpSync -Wait");
        Assert.Equal(PulpTaskState.Completed, ran.One<PulpTask>().State);
        Assert.Equal("lone", ran.Fatal!.TargetObject);
        _sync.Run("Get-PulpSyncPlan lone").Error(PulpErrors.RemoteNotFound);
    }

    [Fact]
    public void MirrorRemovesAndAdditiveDoesNot()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        _sync.Index["django"].Remove("django-1.0-py3-none-any.whl");
        Assert.Equal(0, _sync.Run("(Start-PulpSync foo -Mirror $false -Wait).Result.Removed").Succeed().One<int>());
        var plan = _sync.Run("Get-PulpSyncPlan foo -Mirror $false").Succeed().One<PulpSyncPlan>();
        Assert.Equal((false, 0), (plan.Mirror, plan.Remove));
        Assert.Equal(1, _sync.Run("Get-PulpRepository foo | Get-PulpSyncPlan").Succeed().One<PulpSyncPlan>().Remove);
        Assert.Equal(1, _sync.Run("(Start-PulpSync foo -Wait).Result.Removed").Succeed().One<int>());
        Assert.Equal(0, _sync.Run("(Start-PulpSync foo -Name six -Wait).Result.Removed").Succeed().One<int>());
    }

    [Fact]
    public void NamesTheRemoteDoesNotIncludeAreRefusedBeforeATaskIsMade()
    {
        _sync.Run("Start-PulpSync foo -Name scipy").Error(PulpErrors.InvalidFilter);
        Assert.Empty(_sync.Run("Get-PulpTask").Output);
    }

    [Fact]
    public void PlansAreWrittenWithTheirFaultAndChangeNothing()
    {
        var plan = _sync.Run("Get-PulpSyncPlan foo").Succeed().One<PulpSyncPlan>();
        Assert.Equal((4, 0, "foo", "bar"), (plan.Add, plan.Remove, plan.Repository, plan.Remote));
        _sync.Index.Break(Fault.Status(".*", 503));
        var broken = _sync.Run("Get-PulpSyncPlan foo");
        Assert.NotEmpty(broken.One<PulpSyncPlan>().Errors);
        var error = broken.Error(PulpErrors.PageStatus);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Contains("page.status", error.ToString(), StringComparison.Ordinal);
        Assert.IsType<PulpSyncPlan>(error.TargetObject);
        Assert.Null(broken.Fatal);
        Assert.Equal(0, _sync.Run("Get-PulpRepository foo").One<PulpRepository>().LatestVersion);
        Assert.Empty(_sync.Run("Get-PulpTask").Output);
    }

    [Fact]
    public void PlansOfProjectsThatAreAllGoneAreErrorsToo()
    {
        _sync.Run("$null = New-PulpPythonRemote gone -Url $args[0] -Include nosuch, none; $null = New-PulpPythonRemote half -Url $args[0] -Include nosuch, six; $null = Start-PulpSync foo -Wait", _sync.Index.Url).Succeed();
        var gone = _sync.Run("Get-PulpSyncPlan foo -Remote gone");
        Assert.Equal((4, 2), (gone.One<PulpSyncPlan>().Remove, gone.One<PulpSyncPlan>().Errors.Count));
        Assert.IsType<PulpSyncPlan>(gone.Error(PulpErrors.ProjectMissing).TargetObject);
        Assert.Single(_sync.Run("Get-PulpSyncPlan foo -Remote half").Succeed().One<PulpSyncPlan>().Errors);
    }

    [Fact]
    public void FiltersExplainThemselves()
    {
        var decisions = _sync.Run("Test-PulpFilter bar").Succeed().All<PulpFilterDecision>();
        Assert.Equal(4, decisions.Count(d => d.Selected));
        Assert.Equal("six", Assert.Single(_sync.Run("Get-PulpRepository foo | Test-PulpFilter -Name six").Succeed().All<PulpFilterDecision>()).Name);
        var ran = _sync.Run("Test-PulpFilter bar -FileName six-1.16.0-py3-none-any.whl, gone.whl, lost.whl");
        Assert.Equal("six-1.16.0-py3-none-any.whl", ran.One<PulpFilterDecision>().FileName);
        Assert.Equal(["gone.whl", "lost.whl"], ran.Errors.Select(e => e.TargetObject));
        Assert.All(ran.ErrorIds, id => Assert.Equal(PulpErrors.ContentNotFound, id));
        Assert.Single(_sync.Run("Test-PulpFilter bar -FileName SIX-1.16.0-py3-none-any.WHL").Succeed().Output);
    }

    [Fact]
    public void FiltersOfPagesThatAreNotFoundAreErrorsOfTheirCode()
    {
        _sync.Index.Break(Fault.Status("simple/six", 404));
        var half = _sync.Run("Get-PulpRemote bar | Test-PulpFilter");
        Assert.Equal(3, half.Output.Count);
        var error = half.Error(PulpErrors.ProjectMissing);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("bar", Assert.IsType<PulpPythonRemote>(error.TargetObject).Name);
        _sync.Index.Break(Fault.Status(".*", 403));
        Assert.Contains("django (and 1 more project)", _sync.Run("Test-PulpFilter bar").Error(PulpErrors.PageDenied).ToString(), StringComparison.Ordinal);
        _sync.Run("$null = New-PulpPythonRemote everything -Url $args[0] -AllProjects -MaximumRetryCount 0", _sync.Index.Url).Succeed();
        _sync.Run("Test-PulpFilter everything").Error(PulpErrors.PageDenied);
        Assert.Equal(PulpErrors.PageDenied, _sync.Run("Get-PulpSyncPlan foo -Remote everything").ErrorIds.Single());
    }

    [Fact]
    public void ContentByEveryFilter()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        string Files(string filter) => string.Join(' ', _sync.Run($"Get-PulpContent foo {filter}").Succeed().All<PulpPythonPackage>().Select(p => p.FileName));
        Assert.Equal("django-2.0-py3-none-any.whl django-2.0.tar.gz django-1.0-py3-none-any.whl six-1.16.0-py3-none-any.whl", Files(""));
        Assert.Equal("six-1.16.0-py3-none-any.whl", Files("-Name s*"));
        Assert.Equal("django-1.0-py3-none-any.whl", Files("-VersionSpecifier '<2' -Name Django"));
        Assert.Equal("django-2.0.tar.gz", Files("-PackageType sdist"));
        Assert.Equal("django-2.0-py3-none-any.whl django-2.0.tar.gz six-1.16.0-py3-none-any.whl", Files("-Latest"));
        Assert.Equal("django-2.0.tar.gz", Files("-FileName *.tar.gz"));
        Assert.Equal("", Files("-Name x*"));
        Assert.Equal("django-1.0-py3-none-any.whl", Files("-Sha256 (Get-PulpContent foo -VersionSpecifier '<1.5').Sha256"));
        Assert.Equal(4, _sync.Run("Get-PulpContent").Succeed().Output.Count);
        var ran = _sync.Run("Get-PulpContent foo -Name six, scipy, numpy");
        Assert.Equal("six", ran.One<PulpPythonPackage>().Name);
        Assert.Equal(["scipy", "numpy"], ran.Errors.Select(e => e.TargetObject));
        _sync.Run("Get-PulpContent foo -VersionSpecifier '~=1'").Error(PulpErrors.InvalidSpecifier);
        _sync.Run("Get-PulpContent foo -Version 9").Error(PulpErrors.VersionNotFound);
        _sync.Run("Get-PulpContent none").Error(PulpErrors.RepositoryNotFound);
    }

    [Fact]
    public void WhatWouldBeLostIsAskedAbout()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait; Set-PulpPythonRemote bar -Policy OnDemand; $null = New-PulpRepository later -Remote bar; Start-PulpSync later -Wait").Succeed();
        _sync.Run("Remove-PulpRepository foo; Remove-PulpRemote bar").Succeed();
        // The remote was the only source of what foo has: but later has the same bytes.
        Assert.Equal(["later"], _sync.Run("Get-PulpRepository").All<PulpRepository>().Select(r => r.Name));
        _sync.Session.Host.Recorded.Answer = null;
        var refused = _sync.Run("Remove-PulpRepository later");
        Assert.Equal("later", refused.Error(PulpErrors.ConfirmationNeeded).TargetObject);
        // What the console of pwsh does at the end of its standard input.
        _sync.Session.Host.Recorded.Nobody = Activator.CreateInstance<NullReferenceException>;
        _sync.Run("Remove-PulpRepository later").Error(PulpErrors.ConfirmationNeeded);
        Assert.NotNull(_sync.Run("Get-PulpRepository later").One<PulpRepository>());
        _sync.Session.Host.Recorded.Answer = "No";
        _sync.Run("Remove-PulpRepository later").Succeed();
        Assert.NotNull(_sync.Run("Get-PulpRepository later").One<PulpRepository>());
        var asked = _sync.Session.Host.Recorded.Questions.Count;
        _sync.Run("Remove-PulpRepository later -Force -WhatIf").Succeed();
        Assert.NotNull(_sync.Run("Get-PulpRepository later").One<PulpRepository>());
        _sync.Run("Remove-PulpRepository later -Force").Succeed();
        Assert.Equal(asked, _sync.Session.Host.Recorded.Questions.Count);
        Assert.Empty(_sync.Run("Get-PulpRepository").Output);
    }

    [Fact]
    public void ARemoteThatIsNeededIsAskedAbout()
    {
        _sync.Run("Set-PulpPythonRemote bar -Policy OnDemand; $null = Start-PulpSync foo -Wait").Succeed();
        _sync.Session.Host.Recorded.Answer = "No";
        _sync.Run("Remove-PulpRemote bar").Succeed();
        Assert.Contains("4 file(s) of foo", Assert.Single(_sync.Session.Host.Recorded.Questions), StringComparison.Ordinal);
        _sync.Run("Remove-PulpRemote bar -Force").Succeed();
        Assert.Single(_sync.Session.Host.Recorded.Questions);
        Assert.Empty(_sync.Run("Get-PulpRemote").Output);
    }
}
