using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>Connections: what cannot be reached and why, TLS, time-outs, redirects, pauses, and where secrets go (SYNC rules 3 and 7).</summary>
public sealed class HttpConnectionTests : UpstreamTest
{
    private static readonly KeyValuePair<string, string> Secret = new("Authorization", "Basic c2VjcmV0OnNlY3JldA==");

    [Fact]
    public async Task Connection_refused()
    {
        using var closed = new ClosedPort();
        await using var upstream = Open(closed.Url, retries: 1, layout: "simple");

        var answer = await PageAsync(upstream, "a");
        Assert.Equal((PageOutcome.Unreachable, "page.unreachable", false, 0), (answer.Outcome, answer.Code, answer.Answered, answer.Status));
        Assert.Equal($"{closed.Url}simple/a/ could not be reached: connection refused (does a server listen there?); tried 2 times.", answer.Description);
        var (file, _) = await FetchAsync(upstream, new FileRequest("a", "a-1.whl", closed.Url + "files/a-1.whl", null, null, []));
        Assert.Equal("file.cut", file.Code);
        Assert.Contains("connection refused", file.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_not_known()
    {
        await using var upstream = Open(new Uri("http://nosuchhost.invalid/"), retries: 0, layout: "simple");

        var answer = await PageAsync(upstream, "a");
        Assert.Equal((PageOutcome.Unreachable, "page.unreachable", false), (answer.Outcome, answer.Code, answer.Answered));
        Assert.Contains("the name nosuchhost.invalid ", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_in_time()
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Break(Fault.Stall("/simple/"));
        await using var upstream = Open(index.SimpleUrl, retries: 1, timeout: TimeSpan.FromMilliseconds(200));

        var answer = await PageAsync(upstream, "a");
        Assert.Equal((PageOutcome.Unreachable, "page.unreachable", false), (answer.Outcome, answer.Code, answer.Answered));
        Assert.Equal($"{index.SimpleUrl}a/ gave no answer for 0.2 s; tried 2 times.", answer.Description);
        Assert.Equal(2, index.Log.Count());
    }

    [Fact]
    public async Task No_byte_in_time_in_the_middle()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].Add(TestFile.Any("a-1.tar.gz", 10_000));
        index.Break(Fault.StallAt("/", 100));
        await using var upstream = Open(index.SimpleUrl, retries: 0, timeout: TimeSpan.FromMilliseconds(500));

        var page = await PageAsync(upstream, "a");
        Assert.Equal(("page.unreachable", true), (page.Code, page.Answered));
        Assert.Matches(@"stopped after 100 of \d+ bytes: no byte came for 0\.5 s; tried once\.$", page.Description);
        var (file, _) = await FetchAsync(upstream, Request(index, index["a"].Entries[0].File));
        Assert.Equal(("file.cut", 100), (file.Code, file.Size));
    }

    [Fact]
    public async Task Slow_is_not_stalled()
    {
        await using var index = await FixtureIndex.StartAsync();
        var file = TestFile.Any("a-1.tar.gz", 60_000);
        index["a"].Add(file);
        // Takes two seconds, with a byte every 50 ms: longer than the time-out, and fine.
        index.Break(Fault.Slow("files/", 30_000));
        await using var upstream = Open(index.Url, retries: 0, timeout: TimeSpan.FromSeconds(1.5));

        Assert.Null((await FetchAsync(upstream, Request(index, file))).Answer.Code);
    }

    [Fact]
    public async Task What_is_not_http()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var upstream = Open(new Uri($"http://127.0.0.1:{port}/"), layout: "simple");

        var page = PageAsync(upstream, "a");
        using (var client = await listener.AcceptSocketAsync())
        {
            await client.SendAsync("220 mail.example ready\r\n\r\n"u8.ToArray());
            var answer = await page;
            Assert.Equal("page.unreachable", answer.Code);
            Assert.Contains("not HTTP; tried once.", answer.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_header_of_a_megabyte()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        index.Break(Fault.Header("/simple/a/", "X-Long", new string('x', 1 << 20)));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal("page.unreachable", answer.Code);
        Assert.Contains("header larger than 64 KiB", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_not_trusted_says_why()
    {
        using var certificates = new TestCertificates();
        using var connections = new HttpConnections(new ConnectionSettings { Authorities = [certificates.Authority] });
        var now = DateTimeOffset.UtcNow;
        using var good = certificates.Issue();
        using var other = certificates.Issue(hosts: ["index.example"]);
        using var old = certificates.Issue(from: now.AddDays(-9), until: now.AddDays(-2));
        using var early = certificates.Issue(from: now.AddDays(2), until: now.AddDays(9));

        Assert.Null(await TlsAsync(good, connections));
        Assert.Contains("not trusted: its authority, CN=Test Authority, is not one this machine trusts. If it is yours, give it with Set-PulpPythonRemote -CertificateAuthority; -SkipCertificateCheck would take any; tried once.", await TlsAsync(good, null), StringComparison.Ordinal);
        Assert.Contains("not trusted: it was issued for index.example, not for this host", await TlsAsync(other, connections), StringComparison.Ordinal);
        Assert.Contains($"not trusted: it expired on {now.AddDays(-2):yyyy-MM-dd}", await TlsAsync(old, connections), StringComparison.Ordinal);
        Assert.Contains($"not trusted: it is valid from {now.AddDays(2):yyyy-MM-dd}", await TlsAsync(early, connections), StringComparison.Ordinal);

        await using var plain = await FixtureIndex.StartAsync();
        await using var upstream = Open(new UriBuilder(plain.SimpleUrl) { Scheme = "https" }.Uri, retries: 0);
        var answer = await PageAsync(upstream, "a");
        Assert.Equal(("page.unreachable", false), (answer.Code, answer.Answered));
        Assert.Contains("TLS", answer.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Ten_redirects_are_followed_and_no_more(int status)
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        index["b"].AddWheels("1.0");
        index.Break(Fault.RedirectChain("/simple/a/", 10, status));
        index.Break(Fault.RedirectChain("/simple/b/", 11, status));
        await using var upstream = Open(index.SimpleUrl);

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(11, upstream.Requests);
        var answer = await PageAsync(upstream, "b");
        Assert.Equal((PageOutcome.Unreachable, "page.status", status), (answer.Outcome, answer.Code, answer.Status));
        Assert.Contains("does it lead in a circle?", answer.Description, StringComparison.Ordinal);
        Assert.Equal(22, upstream.Requests);
    }

    [Fact]
    public async Task A_redirect_loop_ends()
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Break(Fault.Redirect("/simple/a/", path => path));
        index.Break(Fault.Redirect("/files/", path => path));
        await using var upstream = Open(index.SimpleUrl);

        Assert.Equal("page.status", (await PageAsync(upstream, "a")).Code);
        Assert.Equal("file.status", (await FetchAsync(upstream, Request(index, TestFile.Any("a-1.tar.gz", 1)))).Answer.Code);
        Assert.Equal(22, index.Log.Count());
    }

    [Fact]
    public async Task Links_resolve_against_the_address_after_redirects_and_no_query_is_kept()
    {
        await using var index = await FixtureIndex.StartAsync();
        await using var other = await FixtureIndex.StartAsync();
        other["a"].AddWheels("1.0");
        index.Break(Fault.Redirect("/simple/a/", new Uri(other.SimpleUrl, "a/?token=secret").AbsoluteUri));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal(new Uri(other.Url, "files/a-1.0-py3-none-any.whl").AbsoluteUri, answer.Content!.Files.Single().Url);
        Assert.Equal((new Uri(other.SimpleUrl, "a/").AbsoluteUri, new Uri(other.SimpleUrl, "a/").AbsoluteUri), (answer.Fresh!.Url, answer.Url));
        other.Break(Fault.Status("/simple/a/", 404));
        answer = await PageAsync(upstream, "a");
        Assert.Equal($"{index.SimpleUrl}a/ (redirected to {other.SimpleUrl}a/) answered 404 (Not Found); tried once.", answer.Description);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/a", "to ftp:, which is not followed")]
    [InlineData("file:///etc/passwd", "to file:, which is not followed")]
    [InlineData("http://[", "without a usable address")]
    public async Task Redirects_that_lead_out_of_the_web_are_not_followed(string location, string why)
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Break(Fault.Redirect("/simple/a/", location));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal("page.status", answer.Code);
        Assert.Contains(why, answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_from_https_to_http()
    {
        using var certificates = new TestCertificates();
        using var connections = new HttpConnections(new ConnectionSettings { Authorities = [certificates.Authority] });
        using var certificate = certificates.Issue();
        await using var plain = await FixtureIndex.StartAsync();
        plain["a"].AddWheels("1.0");
        await using var secure = await FixtureIndex.StartAsync(new FixtureOptions { Certificate = certificate });
        secure.Break(Fault.Redirect("/simple/a/", new Uri(plain.SimpleUrl, "a/").AbsoluteUri));
        await using var upstream = Open(secure.SimpleUrl, connections: connections);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal("page.status", answer.Code);
        Assert.Contains($"a redirect from https to http ({plain.SimpleUrl}a/), which is not followed", answer.Description, StringComparison.Ordinal);
        Assert.Equal(0, plain.Log.Count());
    }

    [Fact]
    public async Task Secrets_go_to_the_origin_of_the_remote_alone()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Credential = "secret:secret" });
        await using var other = await FixtureIndex.StartAsync();
        var file = TestWheel.Create("a", "1.0");
        index["a"].Add(file);
        other["a"].Add(file);
        await using var upstream = Open(index.Url, layout: "simple", headers: Secret);

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.Null((await FetchAsync(upstream, Request(index, file))).Answer.Code);
        // A page that links to another host; another port, and another name, are others too.
        Assert.Null((await FetchAsync(upstream, Request(other, file))).Answer.Code);
        var alias = Request(index, file) with { Url = new Uri(index.UrlAt("localhost"), "files/" + file.FileName).AbsoluteUri };
        Assert.Equal("file.denied", (await FetchAsync(upstream, alias)).Answer.Code);
        // A redirect away, and one that comes back.
        index.Break(Fault.Redirect("^/away/", new Uri(other.Url, "files/" + file.FileName).AbsoluteUri));
        other.Break(Fault.Redirect("^/back/", new Uri(index.Url, "files/" + file.FileName).AbsoluteUri));
        Assert.Null((await FetchAsync(upstream, Request(index, file) with { Url = index.Url + "away/" })).Answer.Code);
        Assert.Null((await FetchAsync(upstream, Request(index, file) with { Url = other.Url + "back/" })).Answer.Code);

        Assert.All(other.Log.All, r => Assert.Null(r["Authorization"]));
        Assert.Equal(3, other.Log.Count());
    }

    [Fact]
    public async Task Without_the_credential_the_page_is_denied()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Credential = "u:p" });
        index["a"].AddWheels("1.0");
        await using var upstream = Open(index.SimpleUrl);
        Assert.Equal("page.denied", (await PageAsync(upstream, "a")).Code);
    }

    [Fact]
    public async Task Settings_do_not_print_their_headers()
    {
        var settings = new UpstreamSettings(new Uri("http://index.example/"), null, 1, TimeSpan.FromSeconds(1), 0) { Headers = [Secret] };
        Assert.DoesNotContain(Secret.Value, settings.ToString(), StringComparison.Ordinal);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_pause_a_server_asks_for_is_kept(int status)
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        index.Break(Fault.Status("/simple/a/", status, times: 2, retryAfter: "37"));
        var time = new RushedTime();
        await using var upstream = Open(index.SimpleUrl, time: time);

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal([TimeSpan.FromSeconds(37), TimeSpan.FromSeconds(37)], time.Pauses);
    }

    [Fact]
    public async Task A_pause_given_as_a_date_is_kept_too()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        index.Break(Fault.Status("/simple/a/", 503, times: 1, retryAfter: DateTimeOffset.UtcNow.AddSeconds(50).ToString("R", CultureInfo.InvariantCulture)));
        var time = new RushedTime();
        await using var upstream = Open(index.SimpleUrl, time: time);

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.InRange(Assert.Single(time.Pauses), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task A_pause_above_a_minute_is_a_failure()
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Break(Fault.Status("/simple/a/", 429, retryAfter: "61"));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal("page.status", answer.Code);
        Assert.Equal(1, index.Log.Count());
        Assert.Contains("answered 429 (Too Many Requests) and wants to be asked again in 61 s only; tried once.", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pauses_grow_and_differ()
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Break(Fault.Status("/simple/", 503));
        var time = new RushedTime();
        await using var upstream = new HttpUpstream(new UpstreamSettings(index.SimpleUrl, null, 1, TimeSpan.FromSeconds(20), 6), time: time);

        await PageAsync(upstream, "a");
        Assert.Equal(6, time.Pauses.Count);
        Assert.True(time.Pauses[^1] > time.Pauses[0]);
        Assert.All(time.Pauses, p => Assert.InRange(p, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        Assert.True(time.Pauses.Distinct().Count() > 4);
    }

    [Fact]
    public void A_proxy_is_for_other_machines()
    {
        var proxy = new BeyondLoopback(new WebProxy("http://proxy.example:3128/"));
        foreach (var here in new[] { "http://127.0.0.1:8080/", "http://localhost/simple/", "http://[::1]/" })
        {
            Assert.True(proxy.IsBypassed(new Uri(here)));
            Assert.Null(proxy.GetProxy(new Uri(here)));
        }

        Assert.Equal("proxy.example", proxy.GetProxy(new Uri("https://index.example/"))!.Host);
        Assert.False(proxy.IsBypassed(new Uri("https://index.example/")));
    }

    [Fact]
    public async Task Connections_outlive_an_upstream()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        for (var i = 0; i < 3; i++)
        {
            await using var upstream = Open(index.SimpleUrl);
            await PageAsync(upstream, "a");
        }

        Assert.Equal(1, index.Connections);
    }

    private static async Task<string?> TlsAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, HttpConnections? connections)
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Certificate = certificate });
        index["a"].AddWheels("1.0");
        await using var upstream = Open(index.SimpleUrl, connections: connections);
        var answer = await PageAsync(upstream, "a");
        Assert.Equal(answer.Outcome == PageOutcome.Found, answer.Answered);
        return answer.Description;
    }

    /// <summary>A clock whose timers ring at once; it notes how long they should have taken.</summary>
    private sealed class RushedTime : TimeProvider
    {
        private readonly Lock _gate = new();
        private readonly List<TimeSpan> _pauses = [];

        internal IReadOnlyList<TimeSpan> Pauses
        {
            get
            {
                lock (_gate) return [.. _pauses];
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate) _pauses.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
