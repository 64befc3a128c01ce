using Pulp.Model;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Commands;

/// <summary>Repositories at the prompt.</summary>
public sealed class RepositoryCommandTests : IDisposable
{
    private readonly TestSession _session = TestSession.WithStore();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void MadeListedChangedRemoved()
    {
        _session.Run("New-PulpPythonRemote bar -Url http://index.example/ -Include a").Succeed();
        var made = _session.Run("New-PulpRepository Foo -Description 'for all' -Remote bar -Verbose").Succeed();
        Assert.Equal(("Foo", "for all", "bar", 0), (made.One<PulpRepository>().Name, made.One<PulpRepository>().Description, made.One<PulpRepository>().Remote, made.One<PulpRepository>().LatestVersion));
        Assert.Contains("Made the repository 'Foo'.", made.Verbose);
        Assert.Empty(_session.Run("Set-PulpRepository foo -NewName fuu -Description '' -Remote $null").Succeed().Output);
        var changed = _session.Run("Get-PulpRepository FUU").Succeed().One<PulpRepository>();
        Assert.Equal(("fuu", null, null), (changed.Name, changed.Description, changed.Remote));
        Assert.Equal("bar", _session.Run("Get-PulpRepository fuu | Set-PulpRepository -Remote (Get-PulpRemote bar) -PassThru").Succeed().One<PulpRepository>().Remote);
        Assert.Contains("Removed the repository 'fuu'.", _session.Run("Get-PulpRepository fuu | Remove-PulpRepository -Verbose").Succeed().Verbose);
        Assert.Empty(_session.Run("Get-PulpRepository").Output);
    }

    [Fact]
    public void GoodBadGoodGivesTwoAndOneError()
    {
        _session.Run("New-PulpRepository a; New-PulpRepository c").Succeed();
        foreach (var script in (string[])["Get-PulpRepository a, b, c", "Get-PulpRepositoryVersion a, b, c", "'a', 'b', 'c' | Get-PulpRepositoryVersion", "'a', 'b', 'c' | Set-PulpRepository -Description x -PassThru"])
        {
            var ran = _session.Run(script);
            Assert.Equal(2, ran.Output.Count);
            Assert.Equal("b", ran.Error(PulpErrors.RepositoryNotFound).TargetObject);
            Assert.Null(ran.Fatal);
        }
        Assert.NotNull(_session.Run("Get-PulpRepository a, b, c -ErrorAction Stop").Fatal);
        Assert.Equal(["b"], _session.Run("Remove-PulpRepository a, b, c").Errors.Select(e => e.TargetObject));
    }

    [Fact]
    public void VersionsByNumber()
    {
        _session.Run("New-PulpRepository foo").Succeed();
        var ran = _session.Run("Get-PulpRepositoryVersion foo -Number 7, 0, 0");
        Assert.Equal(0, ran.One<PulpRepositoryVersion>().Number);
        ran.Error(PulpErrors.VersionNotFound);
    }

    [Fact]
    public void UnderWhatIfNothingChangesAndArgumentsAreChecked()
    {
        _session.Run("New-PulpRepository foo; New-PulpPythonRemote bar -Url http://index.example/ -Include a").Succeed();
        var before = _session.Run("Get-PulpRepository; Get-PulpRemote").Output;
        _session.Run("New-PulpRepository new -WhatIf; Set-PulpRepository foo -NewName bar -Remote bar -WhatIf; Remove-PulpRepository * -Force -WhatIf; " +
            "New-PulpPythonRemote new -Url http://index.example/ -Include b -WhatIf; Set-PulpPythonRemote bar -NewName b -WhatIf; Remove-PulpRemote * -Force -WhatIf").Succeed();
        // What would be synced only the index can say, and there is none of that name.
        _session.Run("Start-PulpSync foo -Remote bar -WhatIf").Error(PulpErrors.IndexUnreachable);
        Assert.Equal(7, _session.Host.Recorded.Text.Split("What if: ").Length - 1);
        Assert.Equivalent(before, _session.Run("Get-PulpRepository; Get-PulpRemote").Output);
        Assert.Empty(_session.Run("Get-PulpTask").Output);
        _session.Run("New-PulpPythonRemote new -Url ftp:// -Include b -WhatIf").Error(PulpErrors.InvalidUrl);
        _session.Run("Set-PulpPythonRemote bar -Include '>>' -WhatIf").Error(PulpErrors.InvalidFilter);
        _session.Run("Set-PulpRepository foo -Remote none -WhatIf").Error(PulpErrors.RemoteNotFound);
        _session.Run("Start-PulpSync foo -Remote none -WhatIf").Error(PulpErrors.RemoteNotFound);
        _session.Run("$WhatIfPreference = $true; Remove-PulpRepository foo").Succeed();
        Assert.Equal(2, _session.Run("Get-PulpRepository; Get-PulpRemote").Output.Count);
    }

    [Fact]
    public void ConfirmAsksOnceForEachAndTakesNo()
    {
        _session.Run("New-PulpRepository a; New-PulpRepository b").Succeed();
        _session.Host.Recorded.Answer = "No";
        _session.Run("Remove-PulpRepository * -Confirm").Succeed();
        Assert.Equal(2, _session.Host.Recorded.Questions.Count);
        Assert.Equal(2, _session.Run("Get-PulpRepository").Output.Count);
        // Nothing would be lost, so that without -Confirm nobody is asked.
        _session.Run("Remove-PulpRepository *").Succeed();
        Assert.Equal(2, _session.Host.Recorded.Questions.Count);
        Assert.Empty(_session.Run("Get-PulpRepository").Output);
    }

    [Fact]
    public void FirstMatchIsEnoughForADownstreamThatWantsOne()
    {
        _session.Run("1..30 | ForEach-Object { New-PulpRepository r$_ }").Succeed();
        Assert.Equal("r1", _session.Run("Get-PulpRepository | Select-First 1").Succeed().One<PulpRepository>().Name);
        Assert.Single(_session.Run("Get-PulpRepository r* | Get-PulpRepositoryVersion | Select-First 1").Succeed().Output);
    }

    [Fact]
    public void ObjectsSortAndCompareByTheirProperties()
    {
        _session.Run("New-PulpRepository b; New-PulpRepository a").Succeed();
        Assert.True(_session.Run("(Get-PulpRepository a) -eq (Get-PulpRepository a)").One<bool>());
        Assert.Equal("a b", _session.Run("\"$(Get-PulpRepository)\"").One<string>());
    }
}
