using System.Security.Cryptography;
using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>Files over HTTP: resumes, checks and codes (SYNC rules 7 and 8).</summary>
public sealed class HttpFileTests : UpstreamTest
{
    private static readonly TestFile File = TestFile.Any("a-1.tar.gz", 700_001);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_arrives_whole(bool chunked)
    {
        await using var index = await StartAsync(new FixtureOptions { Chunked = chunked });
        await using var upstream = Open(index.Url);
        long arrived = 0;

        var (answer, bytes) = await FetchAsync(upstream, Request(index, File), n => arrived += n);

        Assert.Null(answer.Code);
        Assert.Null(answer.Description);
        Assert.Equal(File.Sha256, Convert.ToHexStringLower(answer.Sha256!));
        Assert.Equal(File.Size, answer.Size);
        Assert.Equal(File.Bytes, bytes);
        Assert.Equal(File.Size, arrived);
        Assert.Equal("identity", index.Log.All.Single()["Accept-Encoding"]);
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await using var index = await FixtureIndex.StartAsync();
        var empty = TestFile.Any("a-1.tar.gz", 0);
        index["a"].Add(empty);
        await using var upstream = Open(index.Url);

        Assert.Null((await FetchAsync(upstream, Request(index, empty))).Answer.Code);
    }

    [Fact]
    public async Task A_cut_file_goes_on_where_it_was_cut()
    {
        await using var index = await StartAsync();
        index.Break(Fault.CutAt("files/", 300_000, times: 2));
        await using var upstream = Open(index.Url);

        var (answer, bytes) = await FetchAsync(upstream, Request(index, File));

        Assert.Null(answer.Code);
        Assert.Equal(File.Bytes, bytes);
        Assert.Equal([null, "bytes=300000-", "bytes=600000-"], index.Log.All.Select(r => r["Range"]));
        Assert.Equal([200, 206, 206], index.Log.All.Select(r => r.Status));
        Assert.NotNull(index.Log.All[1]["If-Range"]);
        Assert.Equal(File.Size, index.Log.All.Sum(r => r.Bytes));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task Without_a_strong_etag_it_goes_on_only_when_the_sha256_is_known(bool weak, bool sha256)
    {
        await using var index = await StartAsync(new FixtureOptions { ETags = weak, WeakETags = weak });
        index.Break(Fault.CutAt("files/", 300_000, times: 1));
        await using var upstream = Open(index.Url);

        var (answer, bytes) = await FetchAsync(upstream, Request(index, File, sha256));

        Assert.Null(answer.Code);
        Assert.Equal(File.Bytes, bytes);
        Assert.Equal([null, sha256 ? "bytes=300000-" : null], index.Log.All.Select(r => r["Range"]));
        Assert.All(index.Log.All, r => Assert.Null(r["If-Range"]));
    }

    [Fact]
    public async Task A_file_that_changed_in_between_is_fetched_whole()
    {
        await using var index = await StartAsync();
        var other = TestFile.Any(File.FileName, File.Size, seed: 5);
        var cut = index.Break(Fault.StallAt("files/", 300_000, times: 1).And(Fault.CutAt("", 300_000)));
        await using var upstream = Open(index.Url);

        // The first answer is of the old file; by the second request it has been replaced: If-Range gives the whole.
        var fetch = FetchAsync(upstream, Request(index, other));
        await cut.ReachedAsync();
        index["a"].Replace(other);
        cut.Release();
        var (answer, bytes) = await fetch;

        Assert.Null(answer.Code);
        Assert.Equal(other.Bytes, bytes);
        Assert.Equal(["bytes=300000-"], index.Log.All.Skip(1).Select(r => r["Range"]));
        Assert.Equal([200, 200], index.Log.All.Select(r => r.Status));
    }

    [Fact]
    public async Task A_wrong_file_after_a_resume_is_fetched_once_more_whole()
    {
        await using var index = await StartAsync(new FixtureOptions { ETags = false });
        // The beginning is corrupt and cut; what follows is right; together they are wrong.
        index.Break(Fault.Corrupt("files/", times: 1).And(Fault.CutAt("", 400_000)));
        await using var upstream = Open(index.Url);

        var (answer, bytes) = await FetchAsync(upstream, Request(index, File));

        Assert.Null(answer.Code);
        Assert.Equal(File.Bytes, bytes);
        Assert.Equal([null, "bytes=400000-", null], index.Log.All.Select(r => r["Range"]));
    }

    [Fact]
    public async Task A_file_that_is_wrong_when_fetched_whole_again_is_given_up()
    {
        await using var index = await StartAsync(new FixtureOptions { ETags = false });
        index.Break(Fault.CutAt("files/", 100_000, times: 1));
        index.Break(Fault.Corrupt("files/"));
        await using var upstream = Open(index.Url);

        var (answer, _) = await FetchAsync(upstream, Request(index, File));
        Assert.Equal("file.digest", answer.Code);
        Assert.Equal([null, "bytes=100000-", null], index.Log.All.Select(r => r["Range"]));
    }

    [Fact]
    public async Task A_server_without_ranges_starts_again()
    {
        await using var index = await StartAsync(new FixtureOptions { Ranges = false });
        index.Break(Fault.CutAt("files/", 300_000, times: 1));
        await using var upstream = Open(index.Url);

        var (answer, bytes) = await FetchAsync(upstream, Request(index, File));
        Assert.Null(answer.Code);
        Assert.Equal(File.Bytes, bytes);
        Assert.Equal([200, 200], index.Log.All.Select(r => r.Status));
    }

    [Fact]
    public async Task Another_part_than_was_asked_for_is_not_taken()
    {
        await using var index = await StartAsync();
        index.Break(Fault.CutAt("files/", 300_000, times: 1));
        index.Break(Fault.WrongRange("files/", 7));
        await using var upstream = Open(index.Url);

        var (answer, bytes) = await FetchAsync(upstream, Request(index, File));
        Assert.Null(answer.Code);
        Assert.Equal(File.Bytes, bytes);
        Assert.Equal([200, 206, 200], index.Log.All.Select(r => r.Status));
    }

    [Theory]
    [InlineData(404, "file.missing", 1)]
    [InlineData(410, "file.missing", 1)]
    [InlineData(401, "file.denied", 1)]
    [InlineData(403, "file.denied", 1)]
    [InlineData(407, "file.denied", 1)]
    [InlineData(400, "file.status", 1)]
    [InlineData(206, "file.status", 1)]
    [InlineData(500, "file.status", 3)]
    [InlineData(429, "file.status", 3)]
    public async Task Each_status_has_its_code(int status, string code, int tries)
    {
        await using var index = await StartAsync();
        index.Break(Fault.Status("files/", status));
        await using var upstream = Open(index.Url);

        var (answer, _) = await FetchAsync(upstream, Request(index, File));
        Assert.Equal(code, answer.Code);
        Assert.Null(answer.Sha256);
        Assert.Equal(tries, index.Log.Count());
        Assert.Contains($"files/a-1.tar.gz answered {status}", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_every_time_is_told_with_how_far_it_came()
    {
        await using var index = await StartAsync();
        index.Break(Fault.CutAt("files/", 100_000));
        await using var upstream = Open(index.Url);

        var (answer, _) = await FetchAsync(upstream, Request(index, File));
        Assert.Equal("file.cut", answer.Code);
        Assert.Equal($"{index.Url}files/a-1.tar.gz was cut after 300000 of 700001 bytes; tried 3 times.", answer.Description);
        Assert.Equal(300_000, answer.Size);
    }

    [Fact]
    public async Task A_wrong_digest_is_told_and_not_tried_again()
    {
        await using var index = await StartAsync();
        index.Break(Fault.Corrupt("files/"));
        await using var upstream = Open(index.Url);

        var (answer, _) = await FetchAsync(upstream, Request(index, File));
        Assert.Equal("file.digest", answer.Code);
        Assert.Contains($"its page says {File.Sha256}", answer.Description, StringComparison.Ordinal);
        Assert.Equal(1, index.Log.Count());
    }

    [Theory]
    [InlineData(false, 699_999, "has 700001 bytes, its page says 699999")]
    [InlineData(false, 700_002, "has 700001 bytes, its page says 700002")]
    [InlineData(true, 500_000, "is larger than the 500000 bytes its page says")]
    [InlineData(true, 700_002, "has 700001 bytes, its page says 700002")]
    public async Task Another_size_than_announced_is_told(bool chunked, long announced, string what)
    {
        await using var index = await StartAsync(new FixtureOptions { Chunked = chunked });
        await using var upstream = Open(index.Url);

        var (answer, bytes) = await FetchAsync(upstream, Request(index, File) with { Size = announced });
        Assert.Equal("file.size", answer.Code);
        Assert.Contains(what, answer.Description, StringComparison.Ordinal);
        Assert.Equal(1, index.Log.Count());
        Assert.True(bytes.Length <= announced);
    }

    [Fact]
    public async Task What_is_larger_than_announced_stops_at_once()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Chunked = true });
        var large = TestFile.Any("a-1.tar.gz", 1L << 40);
        index["a"].Add(large);
        await using var upstream = Open(index.Url);

        var request = new FileRequest("a", large.FileName, new Uri(index.Url, "files/a-1.tar.gz").AbsoluteUri, 100_000, new byte[32], []);
        index.Options.ETags = false;
        var (answer, bytes) = await FetchAsync(upstream, request);
        Assert.Equal("file.size", answer.Code);
        Assert.True(bytes.Length <= 100_000);
    }

    [Theory]
    [InlineData("md5")]
    [InlineData("sha1")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task Without_sha256_other_digests_are_checked_also_over_a_resume(string kind)
    {
        await using var index = await StartAsync();
        index.Break(Fault.CutAt("files/", 300_000, times: 1));
        await using var upstream = Open(index.Url);
        var right = File.Content.Hash(new HashAlgorithmName(kind.ToUpperInvariant()));

        var (answer, _) = await FetchAsync(upstream, Request(index, File, sha256: false, size: false, new KeyValuePair<string, string>(kind, right)));
        Assert.Null(answer.Code);
        Assert.Equal(File.Sha256, Convert.ToHexStringLower(answer.Sha256!));
        Assert.Equal([200, 206], index.Log.All.Select(r => r.Status));

        var wrong = new string('0', right.Length);
        (answer, _) = await FetchAsync(upstream, Request(index, File, sha256: false, size: false, new KeyValuePair<string, string>("blake2b_256", "00"), new KeyValuePair<string, string>(kind, wrong)));
        Assert.Equal("file.digest", answer.Code);
        Assert.Contains($"has the {kind} {right}", answer.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_digests_do_not_count_beside_a_sha256()
    {
        await using var index = await StartAsync();
        await using var upstream = Open(index.Url);
        var (answer, _) = await FetchAsync(upstream, Request(index, File, digests: new KeyValuePair<string, string>("md5", new string('0', 32))));
        Assert.Null(answer.Code);
    }

    [Fact]
    public async Task No_more_files_than_the_remote_allows_are_fetched_at_once()
    {
        await using var index = await FixtureIndex.StartAsync();
        var files = Enumerable.Range(0, 12).Select(i => TestFile.Any($"a-{i}.tar.gz", 1000)).ToArray();
        index["a"].Add(files);
        var stall = index.Break(Fault.Stall("files/"));
        await using var upstream = new HttpUpstream(new UpstreamSettings(index.Url, null, 3, TimeSpan.FromSeconds(20), 0));

        var fetches = files.Select(f => FetchAsync(upstream, Request(index, f))).ToArray();
        await index.Log.WaitAsync("files/", 3);
        Assert.Equal(3, index.Log.Count());
        stall.Release();
        Assert.All(await Task.WhenAll(fetches), f => Assert.Null(f.Answer.Code));
    }

    [Fact]
    public async Task Cancellation_throws()
    {
        await using var index = await StartAsync();
        var stall = index.Break(Fault.StallAt("files/", 1000));
        await using var upstream = Open(index.Url);
        using var cancel = new CancellationTokenSource();
        await using var target = Incoming();

        var fetch = upstream.FetchAsync(Request(index, File), target, null, cancel.Token);
        await stall.ReachedAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Fact]
    public async Task What_is_no_web_address_is_not_asked()
    {
        await using var upstream = Open(new Uri("http://127.0.0.1:9/"));
        var (answer, _) = await FetchAsync(upstream, new FileRequest("a", "a-1.tar.gz", "file:///etc/passwd?key=secret", null, null, []));
        Assert.Equal("file.status", answer.Code);
        Assert.DoesNotContain("secret", answer.Description, StringComparison.Ordinal);
        Assert.Equal(0, upstream.Requests);
    }

    private static async Task<FixtureIndex> StartAsync(FixtureOptions? options = null)
    {
        var index = await FixtureIndex.StartAsync(options);
        index["a"].Add(File);
        return index;
    }
}
