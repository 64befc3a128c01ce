using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Binding;
using Pulp.PS.Tests.Hosting;

namespace Pulp.PS.Tests.Binding;

/// <summary>-Url keeps its text, and takes paths against the session's location.</summary>
public sealed class UrlTests : IDisposable
{
    private readonly TestSession _session = TestSession.WithStore();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("http://[")]
    [InlineData("ftp://index.example/")]
    [InlineData("http://index.example/?x=1")]
    [InlineData("http://index.example/#x")]
    [InlineData("http://user:secret@index.example/")]
    [InlineData("http://index.example\\x/")]
    [InlineData("http://index.example/%2E%2E/")]
    [InlineData("http:")]
    [InlineData("http:/index.example/")]
    [InlineData("mailto:a@index.example")]
    [InlineData("")]
    public void WhatIsNoUrlReachesTheStoreAndIsRefusedThere(string url)
    {
        var error = _session.Run("New-PulpPythonRemote x -Url $args[0] -Include a", url).Error(PulpErrors.InvalidUrl);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Run("Get-PulpRemote").Output);
    }

    [Fact]
    public void UrisAndTextsKeepTheirText()
    {
        Assert.Equal("http://Index.example/%2e%2e/x", new PulpUrl(new Uri("http://Index.example/%2e%2e/x")).ToString());
        Assert.Equal("http://[", LanguagePrimitives.ConvertTo<PulpUrl>("http://[").ToString());
        Assert.Equal("http://index.example/", _session.Run("(New-PulpPythonRemote x -Url ([uri]'http://index.example/') -Include a).Url").Succeed().One<Uri>().AbsoluteUri);
    }

    [Fact]
    public void PathsAreTakenAgainstTheSessionsLocation()
    {
        var folder = Directory.CreateDirectory(_session.Folder["index", "simple"]).Parent!;
        using (var shell = PowerShell.Create(_session.Runspace))
            _session.Runspace.SessionStateProxy.Path.SetLocation(_session.Folder.Path);
        foreach (var path in (string[])["index", "./index", "index/", folder.FullName])
        {
            var remote = _session.Run("New-PulpPythonRemote ('r' + [guid]::NewGuid().ToString('N')) -Url $args[0] -Include a", path).Succeed().One<PulpPythonRemote>();
            Assert.Equal(folder.FullName, Path.TrimEndingDirectorySeparator(remote.Url.LocalPath));
        }
        Assert.Equal(folder.FullName, Path.TrimEndingDirectorySeparator(_session.Run("(New-PulpPythonRemote d -Url ([IO.DirectoryInfo]$args[0]) -Include a).Url.LocalPath", folder.FullName).Succeed().One<string>()));
    }

    [Fact]
    public void SetKeepsTheUrlThatIsNotGiven()
    {
        _session.Run("New-PulpPythonRemote x -Url http://index.example/ -Include a").Succeed();
        Assert.Equal("http://index.example/", _session.Run("(Set-PulpPythonRemote x -Prerelease -PassThru).Url").Succeed().One<Uri>().AbsoluteUri);
        _session.Run("Set-PulpPythonRemote x -Url $null").Error(PulpErrors.InvalidUrl);
    }
}
