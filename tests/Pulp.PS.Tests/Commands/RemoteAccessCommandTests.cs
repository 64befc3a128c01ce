using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using Pulp.Model;
using Pulp.PS.Tests.Hosting;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

/// <summary>How a remote is told to talk to its index, at the prompt: what arrives, what is taken away, and what is never said aloud.</summary>
public sealed class RemoteAccessCommandTests : IDisposable
{
    private const string Word = "Zaubergarten-71";
    private readonly TestSession _session = TestSession.WithStore();
    private readonly TestCertificates _certificates = new();

    public void Dispose()
    {
        _session.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public void EverySettingArrivesAndIsTakenAway()
    {
        using var client = _certificates.Issue();
        var remote = _session.Run("""
            New-PulpPythonRemote bar -Url https://index.example/ -Include a -Credential $args[0] -Header ([ordered]@{ 'X-Token' = $args[0].Password; X = 1 }) -Proxy http://proxy.example:3128 `
                -ProxyCredential $args[0] -Certificate $args[1] -CertificateAuthority $args[2] -SkipCertificateCheck -RateLimit 5 -Policy Streamed
            """, Login(), client, _certificates.Authority).Succeed().One<PulpPythonRemote>();
        Assert.Equal((true, true, true, true), (remote.HasCredential, remote.HasHeader, remote.HasCertificate, remote.HasProxyCredential));
        Assert.Equal(("http://proxy.example:3128/", true, 5, PulpPolicy.Streamed), (remote.Proxy!.ToString(), remote.SkipCertificateCheck, remote.RateLimit, remote.Policy));
        Assert.Equal(_certificates.Authority.Thumbprint, Assert.Single(remote.CertificateAuthority).Thumbprint);
        // What is not given stays.
        var same = _session.Run("Set-PulpPythonRemote bar -RateLimit 6 -PassThru").Succeed().One<PulpPythonRemote>();
        Assert.Equal((true, true, true, true, true, 1), (same.HasCredential, same.HasHeader, same.HasCertificate, same.HasProxyCredential, same.SkipCertificateCheck, same.CertificateAuthority.Count));
        var bare = _session.Run("Set-PulpPythonRemote bar -Credential $null -Header $null -Proxy $null -Certificate $null -CertificateAuthority $null -SkipCertificateCheck:$false -RateLimit 0 -PassThru")
            .Succeed().One<PulpPythonRemote>();
        Assert.Equal((false, false, false, false, false), (bare.HasCredential, bare.HasHeader, bare.HasCertificate, bare.HasProxyCredential, bare.SkipCertificateCheck));
        Assert.Equal((null, 0, 0), (bare.Proxy, bare.CertificateAuthority.Count, bare.RateLimit));
    }

    [Fact]
    public void CertificatesMayBeFilesWhereTheSessionIs()
    {
        using var client = _certificates.Issue();
        using var second = new TestCertificates("Second");
        _session.Folder.Write("both.pem", System.Text.Encoding.ASCII.GetBytes(_certificates.Authority.ExportCertificatePem() + "\n" + second.Authority.ExportCertificatePem()));
        _session.Folder.Write("one.cer", second.Authority.RawData);
        _session.Folder.Write("client.pfx", client.Export(X509ContentType.Pkcs12));
        _session.Runspace.SessionStateProxy.Path.SetLocation(_session.Folder.Path);
        var remote = _session.Run("New-PulpPythonRemote bar -Url https://index.example/ -Include a -CertificateAuthority both.pem, ./one.cer -Certificate ./client.pfx").Succeed().One<PulpPythonRemote>();
        Assert.Equal((3, true), (remote.CertificateAuthority.Count, remote.HasCertificate));
        Assert.Contains("'none.pem'", _session.Run("Set-PulpPythonRemote bar -CertificateAuthority none.pem").Fatal!.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, _session.Run("Get-PulpRemote bar").One<PulpPythonRemote>().CertificateAuthority.Count);
        // And from one remote to the next.
        _session.Run("$null = New-PulpPythonRemote two -Url https://index.example/ -Include a -CertificateAuthority (Get-PulpRemote bar).CertificateAuthority").Succeed();
    }

    [Theory]
    [InlineData("-Header @{ 'X-Token' = \"$($args[0])`r`nHost: x\" }", PulpErrors.InvalidSetting)]
    [InlineData("-Header @{ \"X-Token: $($args[0])\" = 1 }", PulpErrors.InvalidSetting)]
    [InlineData("-Header @{ Host = $args[0] }", PulpErrors.InvalidSetting)]
    [InlineData("-Header \"X-Token: $($args[0])\"", "ParameterArgumentTransformationError")]
    [InlineData("-Proxy http://me:$($args[0])@proxy.example:3128", PulpErrors.InvalidUrl)]
    [InlineData("-Proxy proxy.example:3128", PulpErrors.InvalidUrl)]
    [InlineData("-Url http://me:$($args[0])@index.example/", PulpErrors.InvalidUrl)]
    [InlineData("-Credential ([pscredential]::new('a:b', $args[1].Password))", PulpErrors.InvalidSetting)]
    [InlineData("-ProxyCredential $args[1]", PulpErrors.InvalidSetting)]
    [InlineData("-RateLimit 10001", PulpErrors.InvalidSetting)]
    public void WhatCannotBeSaidIsRefusedWithoutRepeatingIt(string parameters, string id)
    {
        _session.Run("$null = New-PulpPythonRemote bar -Url https://index.example/ -Include a").Succeed();
        var error = _session.Run($"Set-PulpPythonRemote bar {parameters}", Word, Login()).Error(id);
        // What a script wrote on a line of its own is its own; nothing else may have it.
        Assert.DoesNotContain(Word, $"{error} {error.Exception} {error.ErrorDetails}", StringComparison.Ordinal);
        var remote = _session.Run("Get-PulpRemote bar").One<PulpPythonRemote>();
        Assert.Equal((false, false, false, null), (remote.HasCredential, remote.HasHeader, remote.HasProxyCredential, remote.Proxy));
    }

    [Fact]
    public void NoStreamHasASecret()
    {
        var ran = _session.Run("""
            $DebugPreference = 'Continue'
            New-PulpPythonRemote bar -Url https://127.0.0.1:1/ -Include a -Credential $args[0] -Header @{ 'X-Token' = $args[1] } -MaximumRetryCount 0 -Verbose -Debug
            Set-PulpPythonRemote bar -Credential $args[0] -Verbose -Debug -PassThru
            New-PulpRepository foo -Remote bar -Verbose -Debug
            Start-PulpSync foo -Wait -Verbose -Debug
            Get-PulpTask | Out-Default
            Test-PulpRemote bar -Detailed -Verbose -Debug
            Get-PulpRemote | Out-Default
            """, Login(), Word);
        Assert.Contains(PulpErrors.TaskFailed, ran.ErrorIds);
        var all = string.Join('\n', ran.Output.Select(o => o.ToString()).Concat(ran.Verbose).Concat(ran.Warnings).Concat(ran.Errors.Select(e => $"{e} {e.Exception}")).Append(_session.Host.Recorded.Text));
        Assert.DoesNotContain(Word, all, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatGoesInClearIsWarnedOf()
    {
        string[] Warnings(string script) => [.. _session.Run(script, Login()).Succeed().Warnings];
        Assert.Contains("'far'", Assert.Single(Warnings("$null = New-PulpPythonRemote far -Url http://index.example/ -Include a -Credential $args[0]")), StringComparison.Ordinal);
        Assert.Empty(Warnings("Set-PulpPythonRemote far -RateLimit 1"));
        Assert.Empty(Warnings("$null = New-PulpPythonRemote near -Url http://127.0.0.1:1/ -Include a -Credential $args[0]"));
        Assert.Empty(Warnings("$null = New-PulpPythonRemote safe -Url https://index.example/ -Include a -Credential $args[0]"));
        Assert.Single(Warnings("Set-PulpPythonRemote safe -Url http://index.example/"));
    }

    private static PSCredential Login()
    {
        var word = new SecureString();
        foreach (var c in Word)
            word.AppendChar(c);
        return new PSCredential("me", word);
    }
}
