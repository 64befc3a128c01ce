using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Tests.Hosting;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

/// <summary>Plans, limits and policies at the prompt: carried out, pretended, refused.</summary>
public sealed class PlanCommandTests : IAsyncLifetime
{
    private SyncSession _sync = null!;

    public async Task InitializeAsync() => _sync = await SyncSession.StartAsync();

    public async Task DisposeAsync() => await _sync.DisposeAsync();

    [Fact]
    public void APlanThatIsPipedIsCarriedOut()
    {
        var task = _sync.Run("$global:plan = Get-PulpSyncPlan foo -Remote bar; $plan | Start-PulpSync -Wait").Succeed().One<PulpTask>();
        Assert.Equal((PulpTaskState.Completed, 4, "foo", "bar"), (task.State, task.Result!.Added, task.Repository, task.Remote));
        _sync.Index["six"].AddWheels("1.17.0");
        _sync.Index["django"].AddWheels("3.0");
        // Whole plans are what Where-Object takes out.
        Assert.Empty(_sync.Run("Get-PulpSyncPlan foo | Where-Object Remove -gt 0 | Start-PulpSync -Wait").Succeed().Output);
        Assert.Equal(1, _sync.Run("(Get-PulpSyncPlan foo -Name six | Start-PulpSync -Wait).Result.Added").Succeed().One<int>());
        // By name, several at once, and a store that only the plan knows.
        _sync.Run("$null = New-PulpRepository two -Remote bar; $global:plans = Get-PulpSyncPlan foo, two; Disconnect-PulpStore").Succeed();
        Assert.Equal([1, 6], _sync.Run("Start-PulpSync -Plan $plans | Wait-PulpTask | ForEach-Object { $_.Result.Added }").Succeed().All<int>().Order());
        var stale = _sync.Run("Start-PulpSync -Plan $plan -Wait");
        Assert.Equal(ErrorCategory.InvalidOperation, stale.Error(PulpErrors.PlanStale).CategoryInfo.Category);
        Assert.IsType<PulpSyncPlan>(stale.Fatal!.TargetObject);
        Assert.Equal(4, _sync.Run("Get-PulpTask -Store $args[0]", _sync.Session.StorePath).Succeed().Output.Count);
        _sync.Run("Connect-PulpStore $args[0]", _sync.Session.StorePath).Succeed();
    }

    [Fact]
    public void PlansOfChangedRemotesAndForgedOnesAreRefused()
    {
        _sync.Run("$global:plan = Get-PulpSyncPlan foo; Set-PulpPythonRemote bar -KeepLatest 1").Succeed();
        foreach (var more in (string[])["", "-WhatIf"])
            _sync.Run($"$plan | Start-PulpSync {more}").Error(PulpErrors.PlanStale);
        _sync.Run("Set-PulpPythonRemote bar -KeepLatest 0").Succeed();
        var plan = _sync.Run("$plan").One<PulpSyncPlan>();
        var forged = plan with { Entries = [plan.Entries[0] with { FileName = "../../etc/passwd" }] };
        Assert.Same(forged, _sync.Run("$args[0] | Start-PulpSync", forged).Error(PulpErrors.InvalidPlan).TargetObject);
        _sync.Index.Break(Fault.Status(".*", 503));
        var refused = _sync.Run("Get-PulpSyncPlan foo -ErrorAction SilentlyContinue -OutVariable broken | Start-PulpSync");
        Assert.IsType<PulpSyncPlan>(refused.Errors[^1].TargetObject);
        Assert.All(refused.ErrorIds, id => Assert.Equal(PulpErrors.PageStatus, id));
        Assert.Empty(_sync.Run("Get-PulpTask").Output);
        _sync.Index.Heal();
        Assert.Equal(4, _sync.Run("($plan | Start-PulpSync -Wait).Result.Added").Succeed().One<int>());
    }

    [Theory]
    [InlineData("Start-PulpSync -Plan $plan -Remote bar")]
    [InlineData("Start-PulpSync -Plan $plan -Refresh")]
    [InlineData("Start-PulpSync foo -Plan $plan")]
    [InlineData("Start-PulpSync -Plan $null")]
    [InlineData("Start-PulpSync -Plan @()")]
    [InlineData("$null | Start-PulpSync")]
    public void APlanIsAllOrNothing(string script) =>
        Assert.NotEmpty(_sync.Run($"$plan = Get-PulpSyncPlan foo; {script}").ErrorIds);

    [Fact]
    public void WhatIfNamesEveryFileAndTheErrors()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        _sync.Index["django"].Remove("django-1.0-py3-none-any.whl").AddWheels("3.0").Replace(TestSdist.Create("django", "2.0", padding: 9)).Yank("django-2.0-py3-none-any.whl", "broken");
        _sync.Index.Break(Fault.Status("simple/six/", 503));
        var told = WhatIf("Start-PulpSync foo -WhatIf", out var ran);
        Assert.Equal(
            [
                "\"Sync from bar\" on target \"foo\"",
                "\"Add to repository foo\" on target \"django-3.0-py3-none-any.whl\"",
                "\"Change in repository foo: yanked: broken\" on target \"django-2.0-py3-none-any.whl\"",
                "\"Replace in repository foo\" on target \"django-2.0.tar.gz\"",
                "\"Remove from repository foo: no longer offered by the index\" on target \"django-1.0-py3-none-any.whl\"",
            ],
            told);
        Assert.StartsWith("page.status: ", Assert.Single(ran.Warnings), StringComparison.Ordinal);
        Assert.Equal(told.Skip(1), WhatIf("Get-PulpSyncPlan foo | Start-PulpSync -WhatIf", out _).Skip(1));
        WhatIf("Start-PulpSync foo -MaximumRemoval 0 -WhatIf", out var limited);
        Assert.IsType<PulpSyncPlan>(limited.Error(PulpErrors.RemovalLimitExceeded).TargetObject);
        _sync.Run("Get-PulpSyncPlan foo | Start-PulpSync -MaximumRemoval 0% -WhatIf").Error(PulpErrors.RemovalLimitExceeded);
        _sync.Index.Break(Fault.Status(".*", 503));
        _sync.Run("Start-PulpSync foo -WhatIf").Error(PulpErrors.PageStatus);
        Assert.Single(_sync.Run("Get-PulpTask").Output);
    }

    [Fact]
    public void ConfirmAsksOnceForEachRepository()
    {
        _sync.Run("$null = New-PulpRepository two -Remote bar").Succeed();
        _sync.Session.Host.Recorded.Answer = "Yes";
        Assert.Equal(2, _sync.Run("'foo', 'two' | Start-PulpSync -Confirm -Wait").Succeed().Output.Count);
        Assert.Equal(2, _sync.Session.Host.Recorded.Questions.Count);
        _sync.Session.Host.Recorded.Answer = "No";
        Assert.Empty(_sync.Run("Get-PulpSyncPlan foo | Start-PulpSync -Confirm").Succeed().Output);
        Assert.Equal(3, _sync.Session.Host.Recorded.Questions.Count);
    }

    [Fact]
    public void MoreThanMayGoIsAnErrorOfItsOwn()
    {
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        _sync.Index["django"].Clear().AddWheels("3.0");
        foreach (var script in (string[])["Start-PulpSync foo -MaximumRemoval 2 -Wait", "Start-PulpSync foo -MaximumRemoval 74.9% | Wait-PulpTask", "Get-PulpSyncPlan foo | Start-PulpSync -MaximumRemoval 0 -Wait"])
        {
            var ran = _sync.Run(script);
            Assert.Equal((PulpTaskState.Failed, "removal.limit"), (ran.One<PulpTask>().State, ran.One<PulpTask>().Error!.Code));
            var error = ran.Error(PulpErrors.RemovalLimitExceeded);
            Assert.Equal(ErrorCategory.LimitsExceeded, error.CategoryInfo.Category);
            Assert.IsType<PulpTask>(error.TargetObject);
            Assert.Contains("remove 3 of the 4 files", error.ToString(), StringComparison.Ordinal);
            Assert.Null(ran.Fatal);
        }
        foreach (var bad in (string[])["$null", "''", "ten", "-1", "'101%'"])
            Assert.NotNull(_sync.Run($"Start-PulpSync foo -MaximumRemoval {bad}").Fatal!.Exception as PulpException);
        Assert.Equal(3, _sync.Run("(Start-PulpSync foo -MaximumRemoval 75% -Wait).Result.Removed").Succeed().One<int>());
    }

    [Fact]
    public void StopAndRefreshAreHeeded()
    {
        _sync.Index.Break(Fault.Status("django-1", 404));
        var ran = _sync.Run("Start-PulpSync foo -ErrorPolicy Stop -Wait");
        Assert.Equal("file.missing", ran.One<PulpTask>().Error!.Code);
        ran.Error(PulpErrors.TaskFailed);
        Assert.Equal(PulpTaskState.Completed, _sync.Run("Start-PulpSync foo -ErrorPolicy Continue -Wait").Succeed().One<PulpTask>().State);
        Assert.NotEmpty(_sync.Run("Start-PulpSync foo -ErrorPolicy SilentlyContinue").ErrorIds);
        _sync.Index.Heal();
        _sync.Run("$null = Start-PulpSync foo -Wait").Succeed();
        Assert.Equal(2, _sync.Run("(Start-PulpSync foo -Wait).Result.NotModified").Succeed().One<int>());
        Assert.Equal(0, _sync.Run("(Start-PulpSync foo -Refresh -Wait).Result.NotModified").Succeed().One<int>());
    }

    private IReadOnlyList<string> WhatIf(string script, out Ran ran)
    {
        var before = _sync.Session.Host.Recorded.Text.Length;
        ran = _sync.Run(script);
        return [.. _sync.Session.Host.Recorded.Text[before..].Split('\n').Where(l => l.StartsWith("What if: ", StringComparison.Ordinal)).Select(l => l["What if: Performing the operation ".Length..].TrimEnd('\r', '.'))];
    }
}
