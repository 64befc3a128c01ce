using System.Net;
using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>A proxy that was asked for by name: everything goes through it, and what it refuses is told as its refusal.</summary>
public sealed class ProxyTests : UpstreamTest
{
    private static readonly Uri Plain = new("http://index.example/simple/");
    private static readonly Uri Secure = new("https://index.example/simple/");

    [Fact]
    public async Task Pages_and_files_over_http_are_asked_of_the_proxy()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Credential = "u:p" });
        await using var proxy = ForwardProxy.Start().Map("index.example", index.Port);
        proxy.Credential = "me:word";
        var wheel = TestWheel.Create("a", "1.0");
        index["a"].Add(wheel);
        await using var upstream = Through(proxy, Plain, "me", "word");

        var page = await PageAsync(upstream, "a");
        Assert.Equal(PageOutcome.Found, page.Outcome);
        var (file, _) = await FetchAsync(upstream, new FileRequest("a", wheel.FileName, page.Content!.Files[0].Url, wheel.Size, Convert.FromHexString(wheel.Sha256), []));
        Assert.Null(file.Code);
        // The login is said at once: no request is refused first.
        Assert.Equal(["http://index.example/simple/a/", $"http://index.example/files/{wheel.FileName}"], proxy.Calls.Select(c => c.Target));
        Assert.All(proxy.Calls, c => Assert.Equal(("GET", 0), (c.Method, c.Status)));
        Assert.All(index.Log.All, r => Assert.Null(r["Proxy-Authorization"]));
        Assert.All(index.Log.All, r => Assert.Equal("index.example", r["Host"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Https_goes_through_a_tunnel_that_hides_what_is_said(bool proxyOverTls)
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue(hosts: ["index.example"]);
        using var own = certificates.Issue();
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Certificate = certificate, Credential = "u:p", AsksForCertificate = true });
        await using var proxy = ForwardProxy.Start(proxyOverTls ? own : null).Map("index.example", index.Port);
        proxy.Credential = "me:word";
        index["a"].AddWheels("1.0");
        await using var upstream = Through(proxy, Secure, "me", "word", c => c with { Authorities = [certificates.Authority], Certificate = own, CertificateHost = "index.example" });

        var page = await PageAsync(upstream, "a");
        Assert.True(page.Outcome == PageOutcome.Found, page.Description);
        Assert.Equal(own.Thumbprint, Assert.Single(index.Log.All).Certificate);
        Assert.All(proxy.Calls, c => Assert.Equal(("CONNECT", "index.example:443"), (c.Method, c.Target)));
        Assert.Equal(200, proxy.Calls[^1].Status);
        Assert.All(proxy.Calls, c => Assert.Null(c["Authorization"]));
        Assert.Null(index.Log.All[0]["Proxy-Authorization"]);
    }

    [Theory]
    [InlineData("http", null, "asks for a user and a password; give them with Set-PulpPythonRemote -ProxyCredential")]
    [InlineData("https", null, "asks for a user and a password; give them with Set-PulpPythonRemote -ProxyCredential")]
    [InlineData("http", "wrong", "does not accept the user and password of the remote; Set-PulpPythonRemote -ProxyCredential gives others")]
    [InlineData("https", "wrong", "does not accept the user and password of the remote; Set-PulpPythonRemote -ProxyCredential gives others")]
    public async Task What_the_proxy_refuses_is_denied_and_told_as_the_proxys(string scheme, string? password, string advice)
    {
        await using var proxy = ForwardProxy.Start();
        proxy.Credential = "me:word";
        await using var upstream = Through(proxy, new Uri($"{scheme}://index.example/simple/"), password is null ? null : "me", password);

        var page = await PageAsync(upstream, "a");
        Assert.Equal((PageOutcome.Denied, "page.denied", 407, true), (page.Outcome, page.Code, page.Status, page.Answered));
        Assert.Contains($"(407", page.Description!.Replace("answered 407 (", "(407", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"the proxy {proxy.Url} {advice}", page.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", page.Description, StringComparison.Ordinal);
        var (file, _) = await FetchAsync(upstream, new FileRequest("a", "a-1.whl", $"{scheme}://index.example/a-1.whl", null, null, []));
        Assert.Equal("file.denied", file.Code);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named()
    {
        using var closed = new ClosedPort();
        foreach (var url in new[] { Plain, Secure })
        {
            await using var upstream = Open(url, c => c with { Proxy = closed.Url });
            var page = await PageAsync(upstream, "a");
            Assert.Equal(("page.unreachable", false), (page.Code, page.Answered));
            Assert.Contains($"could not be reached through the proxy {closed.Url}: connection refused (does the proxy listen there?)", page.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_tunnel_that_leads_nowhere_is_told_with_the_proxys_status()
    {
        using var closed = new ClosedPort();
        await using var proxy = ForwardProxy.Start().Map("index.example", closed.Port);
        await using var upstream = Through(proxy, Secure, null, null);

        var page = await PageAsync(upstream, "a");
        Assert.Equal(("page.unreachable", false), (page.Code, page.Answered));
        Assert.Contains($"the proxy {proxy.Url} did not connect to it (502)", page.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task This_machine_too_is_asked_through_a_proxy_that_was_named()
    {
        await using var index = await FixtureIndex.StartAsync();
        await using var proxy = ForwardProxy.Start();
        index["a"].AddWheels("1.0");
        await using var upstream = Through(proxy, index.SimpleUrl, null, null);

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.Single(proxy.Calls);
    }

    private static HttpUpstream Through(ForwardProxy proxy, Uri url, string? user, string? password, Func<ConnectionSettings, ConnectionSettings>? change = null) =>
        Open(url, c => (change?.Invoke(c) ?? c) with { Proxy = proxy.Url, ProxyCredential = user is null ? null : new NetworkCredential(user, password) });

    private static HttpUpstream Open(Uri url, Func<ConnectionSettings, ConnectionSettings> change) => new(
        new UpstreamSettings(url, "root", 10, TimeSpan.FromSeconds(20), 0)
        {
            Connection = change(ConnectionSettings.Plain),
            Headers = [new("Authorization", BasicLogin.Of(new NetworkCredential("u", "p")))],
        });
}
