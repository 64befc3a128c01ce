using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>The fixture index is what the tests of the upstream lean on: it must do what it says.</summary>
public sealed class FixtureTests
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Fact]
    public void Wheel_is_a_valid_archive_whose_record_is_true()
    {
        var wheel = TestWheel.Create("Some.Project", "1.2", padding: 3000, requiresPython: ">=3.8", requires: ["six"]);

        Assert.Equal("some_project-1.2-py3-none-any.whl", wheel.FileName);
        using var zip = new ZipArchive(new MemoryStream(wheel.Bytes));
        using var record = new StreamReader(zip.GetEntry("some_project-1.2.dist-info/RECORD")!.Open());
        foreach (var line in record.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.EndsWith(",,", StringComparison.Ordinal)))
        {
            var parts = line.Split(',');
            using var entry = zip.GetEntry(parts[0])!.Open();
            var digest = Convert.ToBase64String(SHA256.HashData(entry)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            Assert.Equal("sha256=" + digest, parts[1]);
        }

        using var metadata = new StreamReader(zip.GetEntry("some_project-1.2.dist-info/METADATA")!.Open());
        Assert.Equal(wheel.Metadata, metadata.ReadToEnd());
        Assert.Contains("\nRequires-Dist: six\n", wheel.Metadata, StringComparison.Ordinal);
    }

    [Fact]
    public void Sdist_is_a_valid_archive()
    {
        var sdist = TestSdist.Create("Some.Project", "1.2", padding: 100);

        using var tar = new TarReader(new GZipStream(new MemoryStream(sdist.Bytes), CompressionMode.Decompress));
        var first = tar.GetNextEntry(copyData: true)!;
        Assert.Equal("some_project-1.2/PKG-INFO", first.Name);
        Assert.Equal(sdist.Metadata, new StreamReader(first.DataStream!).ReadToEnd());
        using var zip = new ZipArchive(new MemoryStream(TestSdist.Create("a", "1", ".zip").Bytes));
        Assert.NotNull(zip.GetEntry("a-1/PKG-INFO"));
    }

    [Fact]
    public void Files_have_the_same_bytes_everywhere()
    {
        Assert.Equal(TestWheel.Create("a", "1").Sha256, TestWheel.Create("a", "1").Sha256);
        Assert.Equal("6a47a7e55608b6ca", TestWheel.Create("a", "1").Sha256[..16]);
        Assert.Equal("5d77a59d5f368691", TestSdist.Create("a", "1").Sha256[..16]);
        Assert.Equal("aa682fe15d23f23d", TestFile.Any("a-1.tar.gz", 100_001).Sha256[..16]);
    }

    [Fact]
    public void Generated_bytes_do_not_depend_on_where_reading_begins()
    {
        var source = ByteSource.Generate(1000, 7);
        var whole = source.ToArray();
        for (var at = 0; at < 990; at += 13)
        {
            var part = new byte[10];
            source.Read(at, part);
            Assert.Equal(whole.AsSpan(at, 10).ToArray(), part);
        }
    }

    [Fact]
    public async Task Pages_are_json_or_html_and_change_while_it_runs()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["Some.Project"].AddWheels("1.0").AddSdists("1.0");

        var (html, _) = await GetAsync(new Uri(index.SimpleUrl, "some-project/"));
        Assert.Contains("href=\"/files/some_project-1.0-py3-none-any.whl#sha256=", html, StringComparison.Ordinal);
        index["some-project"].Yank("some_project-1.0.tar.gz", "broken").Remove("some_project-1.0-py3-none-any.whl");
        var (json, response) = await GetAsync(new Uri(index.SimpleUrl, "some-project/"), accept: "application/vnd.pypi.simple.v1+json");
        var file = JsonDocument.Parse(json).RootElement.GetProperty("files").EnumerateArray().Single();
        Assert.Equal("broken", file.GetProperty("yanked").GetString());
        Assert.Equal(TestSdist.Create("Some.Project", "1.0").Sha256, file.GetProperty("hashes").GetProperty("sha256").GetString());

        var (_, same) = await GetAsync(new Uri(index.SimpleUrl, "some-project/"), accept: "application/vnd.pypi.simple.v1+json", etag: response.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        var (legacy, _) = await GetAsync(new Uri(index.Url, "pypi/some-project/json"));
        Assert.NotEqual("", JsonDocument.Parse(legacy).RootElement.GetProperty("releases").GetProperty("1.0")[0].GetProperty("digests").GetProperty("md5").GetString());
        Assert.Equal([FixtureKind.Page, FixtureKind.Page, FixtureKind.Page, FixtureKind.Legacy], index.Log.All.Select(r => r.Kind));
    }

    [Fact]
    public async Task Ranges_are_answered_with_the_part_asked_for()
    {
        await using var index = await FixtureIndex.StartAsync();
        var file = TestFile.Any("a-1.tar.gz", 300_000);
        index["a"].Add(file);
        var url = new Uri(index.Url, "files/a-1.tar.gz");

        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(200_000, null) } };
        using var response = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(file.Bytes.AsSpan(200_000).ToArray(), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("bytes 200000-299999/300000", response.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_delivers_exactly_the_share_and_ends(bool chunked)
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Chunked = chunked });
        index["a"].Add(TestFile.Any("a-1.tar.gz", 300_000));
        index.Break(Fault.Cut("a-1", 0.5, times: 1));
        var url = new Uri(index.Url, "files/a-1.tar.gz");

        using var response = await Client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        using var got = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(got));
        if (!chunked) Assert.Equal(150_000, got.Length);
        Assert.Equal(300_000, (await Client.GetByteArrayAsync(url)).Length);
    }

    [Fact]
    public async Task A_stall_lasts_until_it_is_released()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].AddWheels("1");
        var stall = index.Break(Fault.Stall("/simple/"));

        var page = GetAsync(new Uri(index.SimpleUrl, "a/"));
        await stall.ReachedAsync();
        Assert.False(page.IsCompleted);
        stall.Release();
        Assert.Equal(HttpStatusCode.OK, (await page).Response.StatusCode);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_what_stalls()
    {
        var index = await FixtureIndex.StartAsync();
        index["a"].Add(TestFile.Any("a-1.tar.gz", 300_000));
        var stall = index.Break(Fault.StallAt("files/", 1000));
        using var response = await Client.GetAsync(new Uri(index.Url, "files/a-1.tar.gz"), HttpCompletionOption.ResponseHeadersRead);
        await stall.ReachedAsync();
        await index.DisposeAsync();
    }

    [Fact]
    public async Task A_process_runs_to_its_end_with_what_it_wrote()
    {
        var result = await ChildProcess.RunAsync("dotnet", ["--list-runtimes"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Microsoft.NETCore.App", result.Out, StringComparison.Ordinal);
    }

    private static async Task<(string Text, HttpResponseMessage Response)> GetAsync(Uri url, string? accept = null, EntityTagHeaderValue? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (etag is not null) request.Headers.IfNoneMatch.Add(etag);
        var response = await Client.SendAsync(request);
        return (Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()), response);
    }
}
