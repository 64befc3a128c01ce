using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>Local folders as indexes: pages as a publication has them, or distributions side by side (SYNC rule 1).</summary>
public sealed class FolderTests : UpstreamTest
{
    private static readonly TestFile Wheel = TestWheel.Create("a", "1.0", padding: 300_000);

    [Theory]
    [InlineData("json", "../../files/")]
    [InlineData("html", "../../files/")]
    [InlineData("html", "/folder/files/")]
    public async Task Pages_are_read_and_their_links_followed(string form, string to)
    {
        Folder.Write("files/" + Wheel.FileName, Wheel.Bytes);
        Folder.Write($"simple/a/index.{form}", Page(form, to + Wheel.FileName));
        await using var upstream = Open();

        await upstream.ProbeAsync(["a"], null, None);
        var answer = await PageAsync(upstream, "a");
        Assert.Equal([Wheel.FileName], Names(answer));
        Assert.Equal(form == "json", answer.Content!.IsJson);
        Assert.Equal(new Uri(Folder[$"simple/a/index.{form}"]).AbsoluteUri, answer.Url);
        var (file, bytes) = await FetchAsync(upstream, Request(answer));
        Assert.Null(file.Code);
        Assert.Equal(Wheel.Bytes, bytes);
        Assert.Equal(new Uri(Folder["files", Wheel.FileName]).AbsoluteUri, upstream.GetAddress(answer.Content.Files[0].Url));
        Assert.Equal(2, upstream.Requests);
        Assert.Null(upstream.Layout);
    }

    [Fact]
    public async Task Json_goes_before_html()
    {
        Folder.Write("simple/a/index.html", Page("html", "x/a-2.0.tar.gz"));
        Folder.Write("simple/a/index.json", Page("json", "x/" + Wheel.FileName));
        await using var upstream = Open();
        Assert.Equal([Wheel.FileName], Names(await PageAsync(upstream, "a")));
    }

    [Fact]
    public async Task A_simple_root_is_a_folder_too()
    {
        Folder.Write("x/simple/a/index.json", Page("json", Wheel.FileName));
        Folder.Write("x/simple/a/" + Wheel.FileName, Wheel.Bytes);
        await using var upstream = Open(Folder["x", "simple"]);

        var answer = await PageAsync(upstream, "a");
        Assert.Null((await FetchAsync(upstream, Request(answer))).Answer.Code);
        Assert.Equal(PageOutcome.NotFound, (await PageAsync(upstream, "b")).Outcome);
        Assert.Equal("a", Assert.Single((await upstream.GetProjectsAsync(null, None)).Content!.Projects).Name);
    }

    [Fact]
    public async Task A_page_that_did_not_change_is_not_read_again()
    {
        var path = Folder.Write("simple/a/index.json", Page("json", Wheel.FileName));
        await using var upstream = Open();

        var fresh = (await PageAsync(upstream, "a")).Fresh!;
        Assert.Equal([Wheel.FileName], Names(upstream.ReadKept("a", fresh)));
        Assert.Equal(new Uri(Folder["simple", "a"]).AbsoluteUri, upstream.ReadKept("a", fresh).Url);
        Assert.True((await PageAsync(upstream, "a", fresh)).NotModified);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(15_000));
        Assert.False((await PageAsync(upstream, "a", fresh)).NotModified);
    }

    [Fact]
    public async Task A_root_list_is_read_or_made()
    {
        Folder.Write("simple/b/index.html", Page("html", "b-1.0.tar.gz"));
        Folder.Write("simple/a/index.json", Page("json", Wheel.FileName));
        Directory.CreateDirectory(Folder["simple/nothing"]);
        await using (var upstream = Open())
        {
            var list = await upstream.GetProjectsAsync(null, None);
            Assert.Equal(["a", "b"], list.Content!.Projects.Select(p => p.Name));
            Assert.True((await upstream.GetProjectsAsync(list.Fresh, None)).NotModified);
            Assert.Empty(upstream.LeftOut);
        }

        Folder.Write("simple/index.html", "<html><meta name='pypi:repository-version' content='1.0'><a href='a/'>a</a>");
        await using var other = Open();
        Assert.Equal(["a"], (await other.GetProjectsAsync(null, None)).Content!.Projects.Select(p => p.Name));
    }

    [Theory]
    [InlineData("../../../outside/a-1.0.tar.gz")]
    [InlineData("../../../../../../../../etc/a-1.0.tar.gz")]
    [InlineData("/outside/a-1.0.tar.gz")]
    [InlineData("%2e%2e/%2e%2e/%2e%2e/outside/a-1.0.tar.gz")]
    [InlineData("%2E%2E/../.%2e/%2e./outside/a-1.0.tar.gz")]
    [InlineData("http://folder.invalid/folder/../outside/a-1.0.tar.gz")]
    [InlineData("http://folder.invalid/outside/a-1.0.tar.gz")]
    [InlineData("HTTP://FOLDER.INVALID/folder/../outside/a-1.0.tar.gz")]
    [InlineData("x%2f..%2f..%2f..%2foutside/a-1.0.tar.gz")]
    [InlineData("..%5C..%5C..%5Coutside/a-1.0.tar.gz")]
    [InlineData("x%00/a-1.0.tar.gz")]
    [InlineData("..\\..\\..\\outside\\a-1.0.tar.gz")]
    [InlineData("file:///outside/a-1.0.tar.gz")]
    public async Task No_link_leads_out_of_the_folder(string link)
    {
        // The file lies where each of these would arrive.
        var file = TestSdist.Create("a", "1.0");
        Folder.Write("outside/" + file.FileName, file.Bytes);
        Folder.Write("index/outside/none", "");
        Folder.Write("index/simple/a/index.json", Page("json", link.Replace("\\", "\\\\", StringComparison.Ordinal), file.FileName));
        await using var upstream = Open(Folder["index"]);

        var answer = await PageAsync(upstream, "a");
        Assert.Equal(PageOutcome.Found, answer.Outcome);
        foreach (var taken in answer.Content!.Files)
        {
            var (fetched, bytes) = await FetchAsync(upstream, new FileRequest("a", taken.FileName, taken.Url, null, Convert.FromHexString(file.Sha256), []));
            Assert.True(fetched.Code is "file.denied" or "file.missing", fetched.Code);
            Assert.Empty(bytes);
            Assert.Null(upstream.GetStamp(taken.Url));
            Assert.DoesNotContain("/outside/", upstream.GetAddress(taken.Url), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Symbolic_links_are_followed()
    {
        Folder.Write("elsewhere/" + Wheel.FileName, Wheel.Bytes);
        Folder.Write("elsewhere/a/index.json", Page("json", "../../files/" + Wheel.FileName));
        Directory.CreateDirectory(Folder["index/files"]);
        Directory.CreateDirectory(Folder["index/simple"]);
        File.CreateSymbolicLink(Folder["index/files/" + Wheel.FileName], Folder["elsewhere", Wheel.FileName]);
        Directory.CreateSymbolicLink(Folder["index/simple/a"], Folder["elsewhere/a"]);
        await using var upstream = Open(Folder["index"]);

        var answer = await PageAsync(upstream, "a");
        Assert.Null((await FetchAsync(upstream, Request(answer))).Answer.Code);
        var stamp = upstream.GetStamp(answer.Content!.Files[0].Url);
        File.SetLastWriteTimeUtc(Folder["elsewhere", Wheel.FileName], DateTime.UnixEpoch.AddDays(15_000));
        Assert.NotEqual(stamp, upstream.GetStamp(answer.Content.Files[0].Url));
    }

    [Fact]
    public async Task Links_to_the_web_are_followed()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["a"].Add(Wheel);
        Folder.Write("simple/a/index.json", Page("json", index.Url + "files/" + Wheel.FileName));
        await using var upstream = Open();

        var answer = await PageAsync(upstream, "a");
        Assert.Null((await FetchAsync(upstream, Request(answer))).Answer.Code);
        Assert.Equal((2, 1), (upstream.Requests, index.Log.Count()));
        Assert.Null(upstream.GetStamp(answer.Content!.Files[0].Url));
    }

    [Fact]
    public async Task Files_that_are_not_what_the_page_says_are_told()
    {
        Folder.Write("simple/a/index.json", Page("json", Wheel.FileName));
        await using var upstream = Open();
        var request = Request(await PageAsync(upstream, "a"));

        Assert.Equal("file.missing", (await FetchAsync(upstream, request)).Answer.Code);
        Folder.Write("simple/a/" + Wheel.FileName, TestFile.Any("x", Wheel.Size).Bytes);
        Assert.Equal("file.digest", (await FetchAsync(upstream, request)).Answer.Code);
        Folder.Write("simple/a/" + Wheel.FileName, "short");
        Assert.Equal("file.size", (await FetchAsync(upstream, request)).Answer.Code);
    }

    [Fact]
    public async Task A_page_that_cannot_be_believed_is_invalid()
    {
        Folder.Write("simple/a/index.json", "");
        Folder.Write("simple/b/index.html", "<html>Down</html>");
        await using var upstream = Open();
        Assert.Equal("page.invalid", (await PageAsync(upstream, "a")).Code);
        Assert.Equal("page.invalid", (await PageAsync(upstream, "b")).Code);
    }

    [Fact]
    public async Task A_folder_that_is_gone_or_empty_says_nothing_about_projects()
    {
        foreach (var path in new[] { Folder["nowhere"], Directory.CreateDirectory(Folder["empty"]).FullName })
        {
            await using var upstream = Open(path);
            var answer = await PageAsync(upstream, "a");
            Assert.Equal((PageOutcome.Unreachable, "page.unreachable", false), (answer.Outcome, answer.Code, answer.Answered));
            Assert.Contains(path, answer.Description, StringComparison.Ordinal);
            Assert.Equal(PageOutcome.Unreachable, (await upstream.GetProjectsAsync(null, None)).Outcome);
        }
    }

    [Fact]
    public async Task A_page_this_account_may_not_read_is_denied()
    {
        var path = Folder.Write("simple/a/index.json", Page("json", Wheel.FileName));
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            // Root reads everything; a folder in the place of the page is refused to anybody.
            File.Delete(path);
            Directory.CreateDirectory(path);
        }
        else
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        await using var upstream = Open();
        var answer = await PageAsync(upstream, "a");
        Assert.Equal((PageOutcome.Denied, "page.denied"), (answer.Outcome, answer.Code));
    }

    [Fact]
    public async Task Loose_distributions_make_pages()
    {
        var sdist = TestSdist.Create("a-b", "2.0");
        foreach (var file in new[] { Wheel, sdist, TestWheel.Create("A.B", "1.0"), TestSdist.Create("c", "1.0-1", fileName: "c-1.0-1.tar.gz") }) Folder.Write(file.FileName, file.Bytes);
        Folder.Write("README.txt", "not a distribution");
        Folder.Write("legacy-2004d.tar.bz2", "x");
        Folder.Write(".hidden-1.0.tar.gz", "x");
        await using var upstream = Open();

        var page = await PageAsync(upstream, "a");
        Assert.Equal([Wheel.FileName], Names(page));
        var file1 = page.Content!.Files[0];
        Assert.Equal(Wheel.Size, file1.Size);
        Assert.False(file1.Digests.HasSha256);
        Assert.Null(file1.UploadTime);
        var (fetched, bytes) = await FetchAsync(upstream, new FileRequest("a", file1.FileName, file1.Url, file1.Size, null, []));
        Assert.Equal(Wheel.Sha256, Convert.ToHexStringLower(fetched.Sha256!));
        Assert.Equal(Wheel.Bytes, bytes);
        Assert.Equal(["a_b-1.0-py3-none-any.whl", "a_b-2.0.tar.gz"], Names(await PageAsync(upstream, "a-b")));
        Assert.Equal(["c-1.0-1.tar.gz"], Names(await PageAsync(upstream, "c")));
        Assert.Equal(["legacy-2004d.tar.bz2"], Names(await PageAsync(upstream, "legacy")));
        Assert.Equal("project.missing", (await PageAsync(upstream, "b")).Code);
        Assert.Equal("project.missing", (await upstream.GetLegacyAsync("a", null, None)).Code);

        // By packaging's reading c-1.0-1 is version 1 of c-1-0; a project given reads more than none.
        var list = await upstream.GetProjectsAsync(null, None);
        Assert.Equal(["a", "a-b", "c-1-0"], list.Content!.Projects.Select(p => p.Name));
        Assert.Equal(["README.txt", "legacy-2004d.tar.bz2"], upstream.LeftOut.Select(l => l.Key));
        Assert.All(upstream.LeftOut, l => Assert.NotEmpty(l.Value));
    }

    [Fact]
    public async Task A_loose_file_written_anew_is_another_page_and_another_stamp()
    {
        var path = Folder.Write(Wheel.FileName, Wheel.Bytes);
        await using var upstream = Open();

        var before = await PageAsync(upstream, "a");
        var stamp = upstream.GetStamp(before.Content!.Files[0].Url);
        Assert.True((await PageAsync(upstream, "a", before.Fresh)).NotModified);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(15_000));
        var after = await PageAsync(upstream, "a", before.Fresh);
        Assert.False(after.NotModified);
        Assert.NotEqual(before.Fresh!.Body, after.Fresh!.Body);
        Assert.NotEqual(stamp, upstream.GetStamp(after.Content!.Files[0].Url));
        Assert.Equal(before.Content.Files[0].Url, after.Content.Files[0].Url);
    }

    [Theory]
    [InlineData("a b+c-1.0.tar.gz", "a-b-c", false)]
    [InlineData("six-1.16.0+local.1-py3-none-any.whl", "six", true)]
    [InlineData("six-1.16.0.tar.gz", "six", true)]
    [InlineData("Six-1.16.0.zip", "six", true)]
    [InlineData("six-extra-1.16.0.tar.gz", "six", false)]
    [InlineData("six-2-1.0.tar.gz", "six", false)]
    [InlineData("six_extra-1.0-py3-none-any.whl", "six", false)]
    [InlineData("six-1.0.linux-x86_64.tar.gz", "six", true)]
    [InlineData("six-1.0-py2.7.egg", "six", true)]
    [InlineData("six-1.0.win32.exe", "six", true)]
    [InlineData("six-1.0-1.noarch.rpm", "six", true)]
    [InlineData("six-extra-1.0-1.noarch.rpm", "six", false)]
    [InlineData("six-2004d.tar.gz", "six", true)]
    [InlineData("six-latest.tar.gz", "six", false)]
    [InlineData("six.tar.gz", "six", false)]
    public void Loose_names_tell_their_project(string fileName, string project, bool expected) => Assert.Equal(expected, LooseName.IsOf(project, fileName));

    [Fact]
    public async Task Names_with_odd_characters_arrive()
    {
        var odd = TestSdist.Create("a", "1.0+local", fileName: "a-1.0+local.tar.gz");
        using var strange = new TemporaryFolder(Directory.CreateDirectory(Folder["a folder #1 100% (é)"]).FullName);
        strange.Write(odd.FileName, odd.Bytes);
        await using var upstream = new FolderUpstream(new UpstreamSettings(strange.Url, null, 10, TimeSpan.FromSeconds(20), 0));

        var file = Assert.Single((await PageAsync(upstream, "a")).Content!.Files);
        Assert.Equal(odd.FileName, file.FileName);
        Assert.Null((await FetchAsync(upstream, new FileRequest("a", file.FileName, file.Url, file.Size, null, []))).Answer.Code);
    }

    private FolderUpstream Open(string? path = null) =>
        new(new UpstreamSettings(new Uri((path ?? Folder.Path) + "/"), null, 10, TimeSpan.FromSeconds(20), 0), null, TimeSpan.FromMilliseconds(1));

    private static FileRequest Request(PageAnswer<Pulp.Python.SimplePage> answer)
    {
        var file = answer.Content!.Files.Single();
        return new FileRequest("a", file.FileName, file.Url, Wheel.Size, Convert.FromHexString(Wheel.Sha256), []);
    }

    private static string Page(string form, string link, string? name = null) => form == "json"
        ? $$$"""{"meta":{"api-version":"1.0"},"name":"a","files":[{"filename":"{{{name ?? link.Split('/')[^1]}}}","url":"{{{link}}}","hashes":{"sha256":"{{{Wheel.Sha256}}}"}}]}"""
        : $"""<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.0"></head><body><a href="{link}#sha256={Wheel.Sha256}">x</a></body></html>""";
}
