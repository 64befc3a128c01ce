using System.IO.Compression;
using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>Pages over HTTP: what is asked, what is read, and which outcome and code each answer has (SYNC rules 2, 3, 5).</summary>
public sealed class HttpPageTests : UpstreamTest
{
    [Theory]
    [InlineData(false, FixtureCompression.None, false)]
    [InlineData(false, FixtureCompression.Gzip, false)]
    [InlineData(false, FixtureCompression.Brotli, true)]
    [InlineData(true, FixtureCompression.None, true)]
    [InlineData(true, FixtureCompression.Gzip, true)]
    public async Task A_page_is_read_however_it_comes(bool html, FixtureCompression compression, bool chunked)
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { HtmlOnly = html, Compression = compression, Chunked = chunked });
        index["a"].AddWheels("1.0", "2.0").AddSdists("1.0");
        await using var upstream = Open(index.Url);

        var answer = await PageAsync(upstream, "a");

        Assert.Equal(PageOutcome.Found, answer.Outcome);
        Assert.Equal(["a-1.0-py3-none-any.whl", "a-2.0-py3-none-any.whl", "a-1.0.tar.gz"], Names(answer));
        Assert.Equal(!html, answer.Content!.IsJson);
        Assert.Equal(new Uri(index.Url, "files/a-1.0.tar.gz").AbsoluteUri, answer.Content.Files[2].Url);
        var request = index.Log.All.Single();
        Assert.Equal("application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1", request["Accept"]);
        Assert.Equal("gzip, br", request["Accept-Encoding"]);
        Assert.StartsWith("PulpPS/", request["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("GET", request.Method);
    }

    [Fact]
    public async Task A_kept_page_reads_as_the_fetched_one_did_and_is_asked_for_conditionally()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        await using var upstream = Open(index.Url);

        var fresh = (await PageAsync(upstream, "a")).Fresh!;
        Assert.Equal(Names(upstream.ReadKept("a", fresh)), ["a-1.0-py3-none-any.whl"]);
        var same = await PageAsync(upstream, "a", fresh);
        Assert.True(same is { Outcome: PageOutcome.Found, NotModified: true, Content: null, Fresh: null });
        index["a"].AddWheels("2.0");
        var changed = await PageAsync(upstream, "a", fresh);
        Assert.Equal(2, changed.Content!.Files.Count);
        Assert.NotEqual(fresh.ETag, changed.Fresh!.ETag);
        Assert.Equal([200, 304, 200], index.Log.All.Select(r => r.Status));
    }

    [Fact]
    public async Task Last_modified_serves_where_there_is_no_etag()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { ETags = false, LastModified = true });
        index["a"].AddWheels("1.0");
        await using var upstream = Open(index.Url);

        var fresh = (await PageAsync(upstream, "a")).Fresh!;
        Assert.Null(fresh.ETag);
        Assert.True((await PageAsync(upstream, "a", fresh)).NotModified);
        Assert.Equal(fresh.LastModified, index.Log.All[1]["If-Modified-Since"]);
        index["a"].AddWheels("2.0");
        Assert.False((await PageAsync(upstream, "a", fresh)).NotModified);
    }

    [Fact]
    public async Task A_304_that_nobody_asked_for_is_no_page()
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Break(Fault.Status("/simple/a/", 304));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal((PageOutcome.Unreachable, "page.status"), (answer.Outcome, answer.Code));
    }

    [Theory]
    [InlineData(404, nameof(PageOutcome.NotFound), "project.missing", 1)]
    [InlineData(410, nameof(PageOutcome.NotFound), "project.missing", 1)]
    [InlineData(401, nameof(PageOutcome.Denied), "page.denied", 1)]
    [InlineData(403, nameof(PageOutcome.Denied), "page.denied", 1)]
    [InlineData(407, nameof(PageOutcome.Denied), "page.denied", 1)]
    [InlineData(400, nameof(PageOutcome.Unreachable), "page.status", 1)]
    [InlineData(418, nameof(PageOutcome.Unreachable), "page.status", 1)]
    [InlineData(204, nameof(PageOutcome.Unreachable), "page.status", 1)]
    [InlineData(300, nameof(PageOutcome.Unreachable), "page.status", 1)]
    [InlineData(408, nameof(PageOutcome.Unreachable), "page.status", 3)]
    [InlineData(429, nameof(PageOutcome.Unreachable), "page.status", 3)]
    [InlineData(500, nameof(PageOutcome.Unreachable), "page.status", 3)]
    [InlineData(503, nameof(PageOutcome.Unreachable), "page.status", 3)]
    public async Task Each_status_has_its_outcome_and_only_what_may_pass_is_tried_again(int status, string outcome, string code, int tries)
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        index.Break(Fault.Status("/simple/a/", status));
        await using var upstream = Open(index.SimpleUrl, retries: 2);

        var answer = await PageAsync(upstream, "a");

        Assert.Equal((outcome, code, status), (answer.Outcome.ToString(), answer.Code, answer.Status));
        Assert.True(answer.Answered);
        Assert.Equal(tries, index.Log.Count());
        Assert.Equal(tries, upstream.Requests);
        Assert.Contains($"{index.SimpleUrl}a/ answered {status}", answer.Description, StringComparison.Ordinal);
        Assert.EndsWith(tries == 1 ? "; tried once." : "; tried 3 times.", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_passes_is_no_fault()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        index.Break(Fault.Status("/simple/a/", 503, times: 1));
        index.Break(Fault.Cut("/simple/a/", 0.5, times: 1));
        index.Break(Fault.NoAnswer("/simple/a/", times: 1));
        index.Break(Fault.Reset("/simple/a/", 0.2, times: 1));
        await using var upstream = Open(index.SimpleUrl, retries: 4);

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
    }

    [Fact]
    public async Task Without_retries_nothing_is_tried_again()
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Break(Fault.Status("/simple/a/", 503, times: 1));
        await using var upstream = Open(index.SimpleUrl, retries: 0);

        Assert.Equal(PageOutcome.Unreachable, (await PageAsync(upstream, "a")).Outcome);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("html")]
    [InlineData("half-json")]
    [InlineData("half-gzip")]
    [InlineData("other-json")]
    [InlineData("other-html")]
    [InlineData("not-json")]
    [InlineData("unknown-packing")]
    [InlineData("corrupt-gzip")]
    [InlineData("corrupt-br")]
    public async Task An_answer_that_cannot_be_believed_is_invalid_and_not_asked_for_again(string what)
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0", "1.1", "1.2");
        index["other"].AddWheels("1.0");
        index.Options.HtmlOnly = what == "other-html";
        var page = Gzip("{\"meta\":{\"api-version\":\"1.0\"},\"name\":\"a\",\"files\":[" + new string(' ', 5000) + "]}");
        index.Break(what switch
        {
            "empty" => Fault.Empty("/simple/a/"),
            "html" => Fault.Html("/simple/a/"),
            "half-json" => Fault.Half("/simple/a/"),
            "other-json" or "other-html" => Fault.OtherProject("/simple/a/", "other"),
            "not-json" => Fault.Body("/simple/a/", "application/json", "sorry"u8.ToArray()),
            "unknown-packing" => Fault.Header("/simple/a/", "Content-Encoding", "zstd"),
            _ => Fault.Status("/nothing/", 500),
        });
        if (what == "half-gzip") index.Serve("/simple/a/", "application/json", page[..(page.Length / 2)], headers: ("Content-Encoding", "gzip"));
        if (what == "corrupt-gzip") index.Serve("/simple/a/", "application/json", [.. page[..^8], 1, 2, 3, 4, .. page[^4..]], headers: ("Content-Encoding", "gzip"));
        if (what == "corrupt-br") index.Serve("/simple/a/", "application/json", page, headers: ("Content-Encoding", "br"));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");

        Assert.Equal((PageOutcome.Invalid, "page.invalid"), (answer.Outcome, answer.Code));
        Assert.Null(answer.Content);
        Assert.Null(answer.Fresh);
        Assert.Equal(1, index.Log.Count());
        Assert.Contains($"{index.SimpleUrl}a/ answered, but ", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_above_256_MiB_unpacked_is_invalid_however_small_it_comes()
    {
        await using var index = await FixtureIndex.StartAsync();
        index.Serve("/simple/a/", "text/html", Spaces(257), headers: ("Content-Encoding", "gzip"));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal("page.invalid", answer.Code);
        Assert.Contains("256 MiB", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_html_page_with_no_files_that_says_what_it_is_is_found()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { HtmlOnly = true });
        index["a"].Touch();
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal(PageOutcome.Found, answer.Outcome);
        Assert.Empty(answer.Content!.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_page_is_unreachable_when_the_tries_are_over(bool gzip)
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Compression = gzip ? FixtureCompression.Gzip : FixtureCompression.None });
        index["a"].AddWheels([.. Enumerable.Range(0, 50).Select(i => $"1.{i}")]);
        index.Break(Fault.Cut("/simple/a/", 0.5));
        await using var upstream = Open(index.SimpleUrl);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal((PageOutcome.Unreachable, "page.unreachable"), (answer.Outcome, answer.Code));
        Assert.True(answer.Answered);
        Assert.Equal(3, index.Log.Count());
        Assert.Matches(@"/simple/a/ was cut after \d+ of \d+ bytes; tried 3 times\.$", answer.Description);
    }

    [Fact]
    public async Task Other_kinds_of_pages_have_the_same_outcomes()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Serials = true });
        index["A.b"].AddWheels("1.0");
        await using var upstream = Open(index.Url);

        var list = await upstream.GetProjectsAsync(null, None);
        var listed = Assert.Single(list.Content!.Projects);
        Assert.Equal(("A.b", (long?)index["a-b"].Serial), (listed.Name, listed.LastSerial));
        Assert.True((await upstream.GetProjectsAsync(list.Fresh, None)).NotModified);
        Assert.Single(upstream.ReadKeptProjects(list.Fresh!).Content!.Projects);

        var legacy = await upstream.GetLegacyAsync("a-b", null, None);
        Assert.True(legacy.Content!.Files.ContainsKey("a_b-1.0-py3-none-any.whl"));
        Assert.True((await upstream.GetLegacyAsync("a-b", legacy.Fresh, None)).NotModified);
        Assert.Single(upstream.ReadKeptLegacy("a-b", legacy.Fresh!).Content!.Files);
        Assert.Equal("application/json", index.Log.Matching("/pypi/")[0]["Accept"]);
        index.Break(Fault.Status(".", 404));
        Assert.Equal(PageOutcome.NotFound, (await upstream.GetLegacyAsync("a-b", null, None)).Outcome);
        Assert.Equal(PageOutcome.NotFound, (await upstream.GetProjectsAsync(null, None)).Outcome);
    }

    [Fact]
    public async Task A_damaged_kept_body_is_invalid_and_throws_nothing()
    {
        await using var upstream = Open(new Uri("http://index.example/"));
        var answer = upstream.ReadKept("a", new KeptPage("http://index.example/simple/a/", "application/json", null, null, [1, 2, 3, 4]));
        Assert.Equal(PageOutcome.Invalid, answer.Outcome);
    }

    [Fact]
    public async Task Cancellation_throws()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1.0");
        var stall = index.Break(Fault.StallAt("/simple/a/", 10));
        await using var upstream = Open(index.SimpleUrl);
        using var cancel = new CancellationTokenSource();

        var page = upstream.GetPageAsync("a", null, cancel.Token);
        await stall.ReachedAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page);
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static byte[] Spaces(int megabytes)
    {
        var piece = new byte[1 << 20];
        piece.AsSpan().Fill((byte)' ');
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            for (var i = 0; i < megabytes; i++) gzip.Write(piece);
        }

        return packed.ToArray();
    }
}
