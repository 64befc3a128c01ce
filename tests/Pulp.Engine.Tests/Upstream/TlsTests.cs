using System.Security.Cryptography.X509Certificates;
using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>Authorities of the user's own, client certificates, and what is taken without a check.</summary>
public sealed class TlsTests : UpstreamTest, IDisposable
{
    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task An_own_authority_is_trusted_for_what_it_signed_and_no_more()
    {
        using var others = new TestCertificates("Another Authority");
        var own = new ConnectionSettings { Authorities = [_certificates.Authority] };
        using var good = _certificates.Issue();
        using var elsewhere = _certificates.Issue(hosts: ["index.example"]);
        using var old = _certificates.Issue(until: DateTimeOffset.UtcNow.AddDays(-1));
        using var foreign = others.Issue();

        Assert.Null(await TryAsync(good, own));
        Assert.Contains("issued for index.example, not for this host", await TryAsync(elsewhere, own), StringComparison.Ordinal);
        Assert.Contains("it expired on", await TryAsync(old, own), StringComparison.Ordinal);
        Assert.Contains("neither one this machine trusts nor one of the remote's -CertificateAuthority", await TryAsync(foreign, own), StringComparison.Ordinal);
        Assert.Null(await TryAsync(foreign, own with { Authorities = [_certificates.Authority, others.Authority] }));
        // A certificate that is its own authority, as small servers have.
        Assert.Null(await TryAsync(good, own with { Authorities = [_certificates.Authority, good] }));
    }

    [Fact]
    public async Task Without_a_check_any_certificate_is_taken_and_that_ends_with_the_setting()
    {
        using var elsewhere = _certificates.Issue(hosts: ["index.example"], until: DateTimeOffset.UtcNow.AddDays(-1));
        await using var index = await StartAsync(elsewhere);

        Assert.Null((await AskAsync(index.SimpleUrl, new ConnectionSettings { SkipCertificateCheck = true })).Code);
        // The connection that was made without a check is not used by a remote that has one.
        Assert.Equal("page.unreachable", (await AskAsync(index.SimpleUrl, ConnectionSettings.Plain)).Code);
    }

    [Fact]
    public async Task A_client_certificate_goes_to_the_origin_of_the_remote_alone()
    {
        using var server = _certificates.Issue();
        using var client = _certificates.Issue(hosts: ["client.example"]);
        await using var index = await StartAsync(server, asks: true);
        await using var other = await StartAsync(server, asks: true);
        var file = TestWheel.Create("b", "1.0");
        other["b"].Add(file);
        index.Break(Fault.Redirect("^/away/", new Uri(other.Url, "files/" + file.FileName).AbsoluteUri));
        var connection = new ConnectionSettings { Authorities = [_certificates.Authority], Certificate = client, CertificateHost = "127.0.0.1" };
        await using var upstream = new HttpUpstream(new UpstreamSettings(index.SimpleUrl, null, 10, TimeSpan.FromSeconds(20), 0) { Connection = connection });

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        // A page that links to another port, one that redirects there, and another name of the same machine.
        foreach (var url in new[] { new Uri(other.Url, "files/" + file.FileName), new Uri(index.Url, "away/") })
            Assert.Null((await FetchAsync(upstream, Request(other, file) with { Url = url.AbsoluteUri })).Answer.Code);
        Assert.NotNull((await FetchAsync(upstream, Request(index, file) with { Url = new Uri(index.UrlAt("localhost"), "files/x").AbsoluteUri })).Answer.Code);

        Assert.All(index.Log.All.Where(r => r["Host"]!.StartsWith("127.", StringComparison.Ordinal)), r => Assert.Equal(client.Thumbprint, r.Certificate));
        Assert.Contains(index.Log.All, r => r["Host"]!.StartsWith("localhost", StringComparison.Ordinal) && r.Certificate is null);
        Assert.Equal(2, other.Log.Count());
        Assert.All(other.Log.All, r => Assert.Null(r.Certificate));
    }

    [Fact]
    public async Task An_index_that_wants_a_client_certificate_is_told_so()
    {
        using var server = _certificates.Issue();
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Certificate = server, NeedsCertificate = true });

        var answer = await AskAsync(index.SimpleUrl, new ConnectionSettings { Authorities = [_certificates.Authority] });
        Assert.Equal(("page.unreachable", false), (answer.Code, answer.Answered));
        Assert.Contains("Set-PulpPythonRemote -Certificate", answer.Description, StringComparison.Ordinal);
    }

    public override void Dispose()
    {
        _certificates.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<string?> TryAsync(X509Certificate2 server, ConnectionSettings connection)
    {
        await using var index = await StartAsync(server);
        return (await AskAsync(index.SimpleUrl, connection)).Description;
    }

    private static async Task<FixtureIndex> StartAsync(X509Certificate2 server, bool asks = false)
    {
        var index = await FixtureIndex.StartAsync(new FixtureOptions { Certificate = server, AsksForCertificate = asks });
        index["a"].AddWheels("1.0");
        return index;
    }

    private static async Task<PageAnswer<Pulp.Python.SimplePage>> AskAsync(Uri url, ConnectionSettings connection)
    {
        await using var upstream = new HttpUpstream(new UpstreamSettings(url, null, 10, TimeSpan.FromSeconds(20), 0) { Connection = connection });
        return await PageAsync(upstream, "a");
    }
}
