using Pulp.Model;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

/// <summary>Checking, repairing and cleaning a store from the prompt.</summary>
public sealed class StoreCareTests : IAsyncLifetime
{
    private SyncSession _sync = null!;

    public async Task InitializeAsync()
    {
        _sync = await SyncSession.StartAsync();
        _sync.Run("$null = Start-PulpSync foo -Wait; $global:file = (Get-PulpContent foo -FileName six*).Path").Succeed();
    }

    public async Task DisposeAsync() => await _sync.DisposeAsync();

    [Fact]
    public void WhatIsWrongIsToldAndRepaired()
    {
        Assert.Empty(_sync.Run("Test-PulpStore -Detailed").Succeed().Output);
        _sync.Run("[IO.File]::Delete($file)").Succeed();
        Assert.False(_sync.Run("Test-PulpStore").Succeed().One<bool>());
        var problem = _sync.Run("Test-PulpStore -Detailed").Succeed().One<PulpStoreProblem>();
        Assert.Equal((PulpStoreProblemKind.Missing, "six-1.16.0-py3-none-any.whl", null, "foo"), (problem.Kind, problem.FileName, problem.Repaired, problem.Repositories[0]));

        Assert.Empty(_sync.Run("Repair-PulpStore -WhatIf").Succeed().Output);
        Assert.Contains("Fetch again from 'bar'", _sync.Session.Host.Recorded.Text, StringComparison.Ordinal);
        _sync.Index.Break(Fault.Status("six", 404));
        var failed = _sync.Run("Repair-PulpStore");
        Assert.False(((PulpStoreProblem)Assert.Single(failed.Output)).Repaired);
        Assert.Contains("1 of 1", Assert.Single(failed.Warnings), StringComparison.Ordinal);
        _sync.Index.Heal();
        Assert.True(_sync.Run("Get-PulpRemote bar | Repair-PulpStore").Succeed().One<PulpStoreProblem>().Repaired);
        Assert.True(_sync.Run("Test-PulpStore").Succeed().One<bool>());
    }

    [Fact]
    public void APipelineWithoutARemoteRepairsNothingRatherThanFromEverywhere()
    {
        _sync.Run("[IO.File]::Delete($file)").Succeed();
        Assert.Empty(_sync.Run("Get-PulpRemote none* | Repair-PulpStore").Succeed().Output);
        Assert.False(_sync.Run("Test-PulpStore").Succeed().One<bool>());
        _sync.Run("Repair-PulpStore nobody").Error(PulpErrors.RemoteNotFound);
        Assert.True(_sync.Run("Get-PulpRepository foo | Repair-PulpStore").Succeed().One<PulpStoreProblem>().Repaired);
    }

    [Theory]
    [InlineData("0", 4)]
    [InlineData("1", 0)]
    [InlineData("0.5", 0)]
    [InlineData("'00:00:00'", 4)]
    [InlineData("([timespan]::FromHours(1))", 0)]
    public void ABareNumberIsDays(string time, int files)
    {
        _sync.Run("Remove-PulpRepository foo").Succeed();
        Assert.Equal(files, _sync.Run($"Clear-PulpOrphan {time}").Succeed().One<PulpCleanup>().Files);
    }

    [Fact]
    public void WhatNoRemoteHasIsAskedForUnlessForced()
    {
        _sync.Run("Remove-PulpRepository foo; Remove-PulpRemote bar").Succeed();
        Assert.Empty(_sync.Run("Clear-PulpOrphan 0 -Force -WhatIf").Succeed().Output);
        Assert.Contains("Delete 4 file(s)", _sync.Session.Host.Recorded.Text, StringComparison.Ordinal);
        _sync.Session.Host.Recorded.Answer = "No";
        Assert.Empty(_sync.Run("Clear-PulpOrphan 0").Succeed().Output);
        Assert.Contains("4 file(s)", Assert.Single(_sync.Session.Host.Recorded.Questions), StringComparison.Ordinal);
        Assert.Equal(4, _sync.Run("Clear-PulpOrphan 0 -Force").Succeed().One<PulpCleanup>().Files);
        _sync.Run("Clear-PulpOrphan -ProtectionTime -1").Error(PulpErrors.InvalidSetting);
    }
}
