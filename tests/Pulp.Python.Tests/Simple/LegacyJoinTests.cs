using System.Text;

namespace Pulp.Python.Tests.Simple;

public sealed class LegacyJoinTests
{
    private static readonly string Md5 = new('1', 32), OtherMd5 = new('2', 32), Sha256 = new('a', 64), OtherSha256 = new('b', 64);

    private static readonly SimplePage Page = Pages.Page($$"""
        {"files":[{"filename":"a-1.tar.gz","url":"x","hashes":{"sha256":"{{Sha256}}"},"yanked":"why","requires-python":">=3","core-metadata":true},
                  {"filename":"a-2.tar.gz","url":"x","hashes":{"md5":"{{Md5}}"},"size":5,"upload-time":"2024-01-02T03:04:05Z"}],"versions":["1","2"]}
        """, contentType: SimplePageWriter.JsonContentType);

    [Fact]
    public void What_the_page_lacks_is_added_and_what_it_says_goes_before()
    {
        LegacyPage legacy = Read($$$"""
            {"info":{"name":"A","description":"{}"},"last_serial":7,
             "releases":{"1":[{"filename":"a-1.tar.gz","md5_digest":"{{{Md5}}}","digests":{"sha256":"{{{Sha256.ToUpperInvariant()}}}"},"size":9,"upload_time":"2020-01-01T00:00:00"}],
                         "2":[{"filename":"a-2.tar.gz","digests":{"md5":"{{{OtherMd5}}}","blake2b_256":"{{{Sha256}}}"},"size":6,"upload_time_iso_8601":"2020-01-01T00:00:00Z"}]},
             "urls":[{"filename":"a-1.tar.gz","digests":{"md5":"{{{OtherMd5}}}"}},{"filename":"a-3.tar.gz"}]}
            """);
        Assert.Equal(("A", 7L, 3), (legacy.Name, legacy.LastSerial, legacy.Files.Count));
        SimplePage joined = LegacyJoin.Join(Page, legacy, out string? fault);
        Assert.Null(fault);
        Assert.Equal(["1", "2"], joined.Versions!);
        SimpleFile first = joined.Files[0], second = joined.Files[1];
        Assert.Equal($"md5:{Md5}, sha256:{Sha256}", first.Digests.ToString());
        Assert.Equal((9L, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)), (first.Size, first.UploadTime));
        Assert.Equal($"blake2b_256:{Sha256}, md5:{Md5}", second.Digests.ToString());
        Assert.Equal((5L, 2024), (second.Size, second.UploadTime?.Year));
        // All that the legacy JSON does not speak of stays.
        for (int i = 0; i < 2; i++)
            Assert.Equal(Rest(Page.Files[i]), Rest(joined.Files[i]));

        static (string, string, string?, string?, FileDigests?, string, string) Rest(SimpleFile f) =>
            (f.FileName, f.Url, f.Yanked, f.RequiresPython, f.CoreMetadata, f.PackageType, f.Version);
    }

    [Fact]
    public void Another_sha256_is_a_fault_and_the_page_stays_as_it_was()
    {
        LegacyPage legacy = Read($$$"""{"urls":[{"filename":"a-2.tar.gz","size":6},{"filename":"a-1.tar.gz","digests":{"sha256":"{{{OtherSha256}}}"}}]}""");
        Assert.Same(Page, LegacyJoin.Join(Page, legacy, out string? fault));
        Assert.Equal("the legacy JSON gives another sha256 for a-1.tar.gz", fault);
    }

    [Fact]
    public void A_name_in_another_letter_case_is_another_file()
    {
        SimplePage joined = LegacyJoin.Join(Page, Read($$$"""{"urls":[{"filename":"A-1.tar.gz","digests":{"sha256":"{{{OtherSha256}}}"},"size":6}]}"""), out string? fault);
        Assert.Equal((null, null), (fault, joined.Files[0].Size));
    }

    [Theory]
    [InlineData("", "the page is empty")]
    [InlineData("[]", "the legacy JSON is no object")]
    [InlineData("{\"info\":{\"name\":\"a\"}}", "the legacy JSON has neither releases nor urls")]
    [InlineData("{\"releases\":7}", "the legacy JSON has neither releases nor urls")]
    [InlineData("{\"urls\":[", "the page is not JSON (line 1, byte 10)")]
    public void A_legacy_json_without_files_is_unreadable(string text, string fault) =>
        Assert.Equal(fault, LegacyPageReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "application/json", Pages.Limit).Error?.Description);

    [Fact]
    public void Entries_of_odd_kinds_are_passed_over()
    {
        LegacyPage legacy = Read("""{"releases":{"1":[7,null,[],{"filename":7},{"filename":"","size":1},{"filename":"a","size":"9","digests":[],"upload_time":[1,{"filename":"c"}]}],"2":{},"3":null},"urls":[]}""");
        Assert.Equal(new LegacyFile("a", default, Size: null, UploadTime: null), Assert.Single(legacy.Files).Value);
    }

    private static LegacyPage Read(string text) =>
        LegacyPageReader.Read(new PiecesStream(Encoding.UTF8.GetBytes(text), 11), "application/json", Pages.Limit).Page!;
}
