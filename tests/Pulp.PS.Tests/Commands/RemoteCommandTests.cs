using Pulp.Model;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Commands;

/// <summary>Remotes at the prompt.</summary>
public sealed class RemoteCommandTests : IDisposable
{
    private readonly TestSession _session = TestSession.WithStore();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void EverySettingArrives()
    {
        var remote = _session.Run("New-PulpPythonRemote bar -Url http://index.example/simple/ -Include 'a>1', b -Exclude 'a==2' -Prerelease -Policy OnDemand " +
            "-PackageType sdist, bdist_wheel -ExcludePlatform windows -KeepLatest 3 -Concurrency 4 -TimeoutSec 5 -MaximumRetryCount 0").Succeed().One<PulpPythonRemote>();
        Assert.Equal("bar http://index.example/simple/ a>1,b a==2 True OnDemand sdist,bdist_wheel windows 3 4 5 0",
            $"{remote.Name} {remote.Url} {string.Join(',', remote.Include)} {string.Join(',', remote.Exclude)} {remote.Prerelease} {remote.Policy} {string.Join(',', remote.PackageType)} {string.Join(',', remote.ExcludePlatform)} {remote.KeepLatest} {remote.Concurrency} {remote.TimeoutSec} {remote.MaximumRetryCount}");
        // What is not given stays.
        var changed = _session.Run("Get-PulpRemote bar | Set-PulpPythonRemote -KeepLatest 0 -PassThru").Succeed().One<PulpPythonRemote>();
        Assert.Equivalent(remote with { KeepLatest = 0, UpdatedAt = changed.UpdatedAt }, changed);
    }

    [Fact]
    public void ListsAreReplacedAddedToAndEmptied()
    {
        _session.Run("New-PulpPythonRemote bar -Url http://index.example/ -Include 'a>1', b -Exclude c -PackageType sdist -Prerelease").Succeed();
        string Include(string change) => string.Join(',', _session.Run($"Set-PulpPythonRemote bar {change} -PassThru").Succeed().One<PulpPythonRemote>().Include);
        Assert.Equal("a>1,b,d", Include("-AddInclude d"));
        Assert.Equal("a>1,d", Include("-RemoveInclude B"));
        Assert.Equal("e", Include("-Include e"));
        var remote = _session.Run("Set-PulpPythonRemote bar -Exclude @() -PackageType @() -Prerelease:$false -PassThru").Succeed().One<PulpPythonRemote>();
        Assert.Equal((0, 0, false), (remote.Exclude.Count, remote.PackageType.Count, remote.Prerelease));
        Assert.Equal("x,y", string.Join(',', _session.Run("Set-PulpPythonRemote bar -AddExclude x, y -PassThru").One<PulpPythonRemote>().Exclude));
        Assert.Equal("y", string.Join(',', _session.Run("Set-PulpPythonRemote bar -RemoveExclude x -PassThru").One<PulpPythonRemote>().Exclude));
        _session.Run("Set-PulpPythonRemote bar -Include @()").Error(PulpErrors.InvalidFilter);
        _session.Run("$null = New-PulpPythonRemote all -Url http://index.example/ -AllProjects").Succeed();
        Assert.Equal("all", _session.Run("Set-PulpPythonRemote all -AllProjects:$false").Error(PulpErrors.InvalidFilter).TargetObject);
        Assert.IsType<PulpPythonRemote>(_session.Run("Get-PulpRemote all | Set-PulpPythonRemote -AllProjects:$false").Error(PulpErrors.InvalidFilter).TargetObject);
        Assert.True(_session.Run("Set-PulpPythonRemote bar -AllProjects -PassThru").Succeed().One<PulpPythonRemote>().AllProjects);
    }

    [Theory]
    [InlineData("New-PulpPythonRemote bar -Url http://index.example/ -Include a", PulpErrors.RemoteExists)]
    [InlineData("New-PulpPythonRemote BAR -Url http://index.example/ -Include a", PulpErrors.RemoteExists)]
    [InlineData("New-PulpPythonRemote 'x y' -Url http://index.example/ -Include a", PulpErrors.InvalidName)]
    [InlineData("New-PulpPythonRemote '' -Url http://index.example/ -Include a", PulpErrors.InvalidName)]
    [InlineData("New-PulpPythonRemote 6c9d9a52-5c2a-4b0e-9a37-000000000001 -Url http://index.example/ -Include a", PulpErrors.InvalidName)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/", PulpErrors.InvalidFilter)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/ -Include a -AllProjects", PulpErrors.InvalidFilter)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/ -Include 'a; python_version < \"3\"'", PulpErrors.InvalidFilter)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/ -Include a -PackageType wheel", PulpErrors.InvalidFilter)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/ -Include a -ExcludePlatform dos", PulpErrors.InvalidFilter)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/ -Include a -KeepLatest -1", PulpErrors.InvalidSetting)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/ -Include a -Concurrency 0", PulpErrors.InvalidSetting)]
    [InlineData("New-PulpPythonRemote x -Url http://index.example/ -Include a -TimeoutSec 0", PulpErrors.InvalidSetting)]
    [InlineData("Set-PulpPythonRemote none -Prerelease", PulpErrors.RemoteNotFound)]
    [InlineData("Set-PulpPythonRemote bar -NewName 'x y'", PulpErrors.InvalidName)]
    [InlineData("Get-PulpRemote none", PulpErrors.RemoteNotFound)]
    [InlineData("Remove-PulpRemote none", PulpErrors.RemoteNotFound)]
    [InlineData("Test-PulpRemote none", PulpErrors.RemoteNotFound)]
    [InlineData("Test-PulpFilter none", PulpErrors.RemoteNotFound)]
    public void BadInputIsOneErrorAndNothingHalfDone(string script, string id)
    {
        _session.Run("New-PulpPythonRemote bar -Url http://index.example/ -Include a").Succeed();
        var before = _session.Run("Get-PulpRemote").Output;
        var error = _session.Run(script).Error(id);
        Assert.Equal(PulpErrors.All[id].Category.ToString(), error.CategoryInfo.Category.ToString());
        Assert.NotNull(error.TargetObject);
        Assert.Equivalent(before, _session.Run("Get-PulpRemote").Output);
    }

    [Fact]
    public void RepositoriesLoseARemovedRemote()
    {
        _session.Run("New-PulpPythonRemote bar -Url http://index.example/ -Include a; New-PulpRepository foo -Remote bar").Succeed();
        Assert.Contains("Removed the remote 'bar'.", _session.Run("Get-PulpRemote b* | Remove-PulpRemote -Verbose").Succeed().Verbose);
        Assert.Null(_session.Run("Get-PulpRepository foo").One<PulpRepository>().Remote);
    }
}
