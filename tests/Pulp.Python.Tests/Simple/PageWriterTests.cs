using System.Buffers;
using System.Text;
using CsCheck;

namespace Pulp.Python.Tests.Simple;

public sealed class PageWriterTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 8],
        Gen.String[Gen.Char["<>&\"'\\/ é\u2620\n\t\r\f\u0001\u0085\u2028\uFEFF\uFFFE+#%?=;{}[]-"], 1, 12],
        Gen.OneOf("\U0001F600", "&amp;", "&#x41;", "--><script>", "{\"files\":[]}"));

    private static readonly Gen<FileDigests> Digests =
        Gen.Select(Gen.Byte.Array[32], Gen.Bool, Gen.Byte.Array[16], Gen.Bool).Select((sha256, hasSha256, md5, hasMd5) => FileDigests.Of(
        [
            .. hasSha256 ? [KeyValuePair.Create("sha256", Convert.ToHexString(sha256))] : Array.Empty<KeyValuePair<string, string>>(),
            .. hasMd5 ? [KeyValuePair.Create("md5", Convert.ToHexString(md5))] : Array.Empty<KeyValuePair<string, string>>(),
        ]));

    private static readonly Gen<PublishedFile> File =
        from version in Gen.OneOf(Gen.Int[0, 999].Select(n => $"1.{n}"), Gen.OneOf("1.0+x", "trunk", "1 é&'", "2%23"))
        from digests in Digests
        from python in Words.Null()
        from yanked in Gen.OneOf(Words, Gen.Const("")).Null()
        from metadata in Digests.Nullable()
        from size in Gen.Long[0, long.MaxValue].Nullable()
        from milliseconds in Gen.Long[0, 4_000_000_000_000].Nullable()
        select new PublishedFile
        {
            FileName = $"a-{version}.tar.gz",
            Url = "../../files/" + SimplePageWriter.EscapeSegment($"a-{version}.tar.gz"),
            Digests = digests,
            Version = version,
            RequiresPython = python,
            Yanked = yanked,
            CoreMetadata = metadata,
            Size = size,
            UploadTime = milliseconds is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
        };

    private static readonly Gen<PublishedFile[]> Files = File.Array[0, 12].Select(files => files.DistinctBy(f => f.FileName).ToArray());

    [Fact]
    public void What_is_written_as_json_is_read_again() => Files.Sample(files =>
    {
        using var stream = new MemoryStream();
        SimplePageWriter.WriteJson(stream, "a", files);
        SimplePage page = Pages.Read(stream.ToArray(), contentType: SimplePageWriter.JsonContentType).Page!;
        Assert.Equal("a", page.Name);
        Assert.Equal(files.Select(f => f.Version).Distinct(), page.Versions!);
        Assert.Empty(page.Refused);
        Assert.Null(PageJudge.Judge(page, "a"));
        Assert.Equal(files.Select(f => Line(f, f.Digests, f.CoreMetadata) + $" {f.Size} {f.UploadTime}"), page.Files.Select(f => Line(f) + $" {f.Size} {f.UploadTime}"));
    }, iter: 300);

    [Fact]
    public void What_is_written_as_html_is_read_again() => Files.Sample(files =>
    {
        using var stream = new MemoryStream();
        SimplePageWriter.WriteHtml(stream, "a", files);
        SimplePage page = Pages.Read(stream.ToArray(), contentType: SimplePageWriter.HtmlContentType).Page!;
        Assert.Equal("1.1", page.RepositoryVersion);
        Assert.Empty(page.Refused);
        Assert.Null(PageJudge.Judge(page, "a"));
        Assert.Equal(files.Select(f => Line(f, One(f.Digests), f.CoreMetadata is { } m ? One(m) : null)), page.Files.Select(Line));
    }, iter: 300);

    [Fact]
    public void Root_lists_are_read_again_as_spelt() =>
        Gen.Select(Gen.OneOf("A.b", "c_D", "e", "<x>&'\""), Gen.Long[0, 1_000_000].Nullable()).Select((name, serial) => new ListedProject(name, serial)).Array[0, 9].Sample(projects =>
        {
            using MemoryStream json = new(), html = new();
            SimplePageWriter.WriteRootJson(json, projects);
            SimplePageWriter.WriteRootHtml(html, projects);
            json.Position = html.Position = 0;
            Assert.Equal(projects, ProjectListReader.Read(json, SimplePageWriter.JsonContentType, Pages.Limit).Page!.Projects);
            Assert.Equal(projects.Select(p => p.Name), ProjectListReader.Read(html, "text/html", Pages.Limit).Page!.Projects.Select(p => p.Name));
        }, iter: 100);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_page_of_many_files_goes_to_a_stream_piece_by_piece_and_is_the_same(bool json)
    {
        PublishedFile[] files = [.. Enumerable.Range(0, 2_000).Select(i => new PublishedFile { FileName = $"a-{i}.tar.gz", Url = $"../../files/a-{i}.tar.gz", Version = $"{i}" })];
        var whole = new ArrayBufferWriter<byte>();
        using var pieces = new MemoryStream();
        if (json)
        {
            SimplePageWriter.WriteJson(whole, "a", files);
            SimplePageWriter.WriteJson(pieces, "a", files);
        }
        else
        {
            SimplePageWriter.WriteHtml(whole, "a", files);
            SimplePageWriter.WriteHtml(pieces, "a", files);
        }
        Assert.Equal(whole.WrittenSpan, pieces.ToArray());
        SimplePage page = Pages.Read(pieces.ToArray(), contentType: json ? SimplePageWriter.JsonContentType : SimplePageWriter.HtmlContentType).Page!;
        Assert.Equal(files.Select(f => f.FileName), page.Files.Select(f => f.FileName));
    }

    [Fact]
    public void Json_looks_as_tools_expect_it()
    {
        using var stream = new MemoryStream();
        SimplePageWriter.WriteJson(stream, "a",
        [
            new PublishedFile
            {
                FileName = "a-1.0.tar.gz", Url = "../../files/a-1.0.tar.gz", Version = "1.0", RequiresPython = ">=3.6", Yanked = "", Size = 7,
                UploadTime = new DateTimeOffset(2024, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)),
                Digests = FileDigests.OfSha256(new byte[32]), CoreMetadata = default(FileDigests),
            },
        ]);
        Assert.Equal(
            "{\"meta\":{\"api-version\":\"1.1\"},\"name\":\"a\",\"files\":[{\"filename\":\"a-1.0.tar.gz\",\"url\":\"../../files/a-1.0.tar.gz\",\"hashes\":{\"sha256\":\""
            + new string('0', 64) + "\"},\"requires-python\":\"\\u003E=3.6\",\"size\":7,\"upload-time\":\"2024-01-02T02:04:05.678000Z\",\"yanked\":true,"
            + "\"core-metadata\":true,\"dist-info-metadata\":true}],\"versions\":[\"1.0\"]}",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Html_looks_as_tools_expect_it()
    {
        using var stream = new MemoryStream();
        SimplePageWriter.WriteHtml(stream, "a",
        [
            new PublishedFile
            {
                FileName = "a-1.0.tar.gz", Url = "../../files/a-1.0.tar.gz", RequiresPython = ">=3.6", Yanked = "",
                Digests = FileDigests.OfSha256(new byte[32]), CoreMetadata = default(FileDigests),
            },
        ]);
        Assert.Contains(
            "<a href=\"../../files/a-1.0.tar.gz#sha256=" + new string('0', 64)
            + "\" data-requires-python=\"&gt;=3.6\" data-yanked=\"\" data-core-metadata=\"true\" data-dist-info-metadata=\"true\">a-1.0.tar.gz</a><br>\n",
            Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    private static FileDigests One(FileDigests digests) => FileDigests.Of(digests.HasSha256 ? digests.All().Where(d => d.Key == "sha256") : digests.All().Take(1));

    private static string Line(PublishedFile file, FileDigests digests, FileDigests? metadata) => Conformance.PageLines.Of(
        file.FileName, "sdist", file.Version, digests.All(), file.Yanked, file.RequiresPython, metadata?.All()) + " https://index.example/files/" + SimplePageWriter.EscapeSegment(file.FileName);

    private static string Line(SimpleFile file) => Conformance.PageLines.Of(file) + " " + file.Url;
}
