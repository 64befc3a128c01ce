using System.Text;

namespace Pulp.Python.Tests.Simple;

public sealed class PageReadingTests
{
    private const string Json = "application/vnd.pypi.simple.v1+json";

    [Fact]
    public void Json_nested_100000_deep_is_an_error_that_says_so()
    {
        string deep = new string('[', 100_000) + new string(']', 100_000);
        PageReading<SimplePage> reading = Pages.Read($"{{\"x\":{deep},\"files\":[]}}", contentType: Json);
        Assert.Equal(PageFault.Unreadable, reading.Error!.Fault);
        Assert.Contains("nested more than", reading.Error.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"files\":[]")]
    [InlineData("{\"files\":[]} x")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"files\":null}")]
    [InlineData("{\"files\":[],\"files\":7}")]
    public void Json_without_a_list_of_files_is_unreadable(string text) =>
        Assert.Equal("unreadable", Pages.Read(text, contentType: Json).Error?.Code);

    [Fact]
    public void Of_a_name_given_twice_the_last_counts()
    {
        SimplePage page = Pages.Page("""
            {"files":[{"filename":"a-1.tar.gz","url":"x"}],"meta":{"api-version":"9.0"},"meta":{"api-version":"1.0"},
             "files":[{"filename":"a-1.tar.gz","filename":"a-2.tar.gz","url":"y","yanked":"r","yanked":false}]}
            """, contentType: Json);
        Assert.Equal("a-2.tar.gz", Assert.Single(page.Files).FileName);
        Assert.Null(page.Files[0].Yanked);
    }

    [Fact]
    public void A_page_above_the_limit_is_too_large_and_one_at_the_limit_is_not()
    {
        byte[] bytes = "{\"files\":[]}"u8.ToArray();
        Assert.Null(SimplePageReader.Read(new MemoryStream(bytes), "a", "https://h/", Json, bytes.Length).Error);
        Assert.Equal(PageFault.TooLarge, SimplePageReader.Read(new MemoryStream(bytes), "a", "https://h/", Json, bytes.Length - 1).Error!.Fault);
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_are_unreadable_wherever_they_stand()
    {
        byte[] json = [.. "{\"x\":\""u8, 0xE9, .. "\",\"files\":[]}"u8];
        byte[] cut = [.. "{\"files\":[]}"u8, 0xC3];
        byte[] html = [.. "<p>caf"u8, 0xE9, .. "<a href=a-1.tar.gz>"u8];
        Assert.Equal("unreadable", Pages.Read(json, contentType: Json).Error?.Code);
        Assert.Equal("unreadable", Pages.Read(cut, contentType: Json).Error?.Code);
        Assert.Equal("unreadable", Pages.Read(html).Error?.Code);
        Assert.Null(Pages.Read(html, contentType: "text/html; charset=iso-8859-1").Error);
        Assert.Null(Pages.Read(html, contentType: "text/html; charset=\"Windows-1252\"").Error);
        Assert.Equal("unreadable", Pages.Read(html, contentType: "text/html; charset=no-such").Error?.Code);
        Assert.Equal("unreadable", Pages.Read(html, contentType: "text/html; charset=utf-7").Error?.Code);
    }

    [Fact]
    public void Json_may_come_in_another_encoding_when_it_is_announced()
    {
        byte[] bytes = Encoding.Unicode.GetBytes("{\"files\":[{\"filename\":\"a-1.tar.gz\",\"url\":\"x\",\"yanked\":\"é\"}]}");
        Assert.Equal("é", Pages.Read(bytes, contentType: Json + "; charset=utf-16", piece: 3).Page!.Files[0].Yanked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    public void Without_a_type_the_first_character_decides(string? type)
    {
        Assert.True(Pages.Page(" \n{\"files\":[]}", contentType: type).IsJson);
        Assert.False(Pages.Page("<a href=x>", contentType: type).IsJson);
        Assert.False(Pages.Page("no page", contentType: type).IsJson);
    }

    [Fact]
    public void A_base_counts_wherever_it_stands_and_only_the_first()
    {
        SimplePage page = Pages.Page("<a href=a-1.tar.gz></a><base href='../f/'><base href='/g/'><a href='b/../a-2.tar.gz'>");
        Assert.Equal(["https://index.example/simple/f/a-1.tar.gz", "https://index.example/simple/f/a-2.tar.gz"], page.Files.Select(f => f.Url));
    }

    [Fact]
    public void Of_a_repeated_attribute_the_last_counts()
    {
        SimplePage page = Pages.Page("<a href='a-1.tar.gz' data-yanked='x' HREF = \"a-2.tar.gz\" data-yanked = '&lt;y' = data-requires-python='>=3' href=a-3&amp;.tar.gz >");
        Assert.Equal("a-3&.tar.gz", Assert.Single(page.Files).FileName);
        Assert.Equal("<y", page.Files[0].Yanked);
        Assert.Equal(">=3", page.Files[0].RequiresPython);
    }

    [Theory]
    [InlineData("<!-- <a href=a-1.tar.gz> -->")]
    [InlineData("<!--><!---><!--!><a href=a-1.tar.gz>--!>")]
    [InlineData("<!----!><!-- - --! > <a href=a-1.tar.gz> ---->")]
    [InlineData("<!DOCTYPE html PUBLIC \"x>")]
    [InlineData("<?php <a href=a-1.tar.gz>")]
    [InlineData("</ <a href=a-1.tar.gz></>")]
    [InlineData("<script>'<a href=a-1.tar.gz>'</script>")]
    [InlineData("<style><a href=a-1.tar.gz></style >")]
    [InlineData("<title><a href=a-1.tar.gz></title>")]
    [InlineData("<textarea><a href=a-1.tar.gz></textarea>")]
    public void Links_in_comments_and_in_elements_that_hold_text_do_not_count(string hidden)
    {
        SimplePage page = Pages.Page(hidden + "<a href=a-2.tar.gz>");
        Assert.Equal("a-2.tar.gz", Assert.Single(page.Files).FileName);
        Assert.Empty(page.Refused);
        Assert.False(page.IsCut);
    }

    [Theory]
    [InlineData("<a href=a-1.tar.gz>x</a><a hre")]
    [InlineData("<a href=a-1.tar.gz>x</a></bod")]
    [InlineData("<a href=a-1.tar.gz>x</a><script>var x")]
    [InlineData("<a href=a-1.tar.gz>x</a><!-- 1 of 2")]
    [InlineData("<a href=a-1.tar.gz>x</a><!")]
    [InlineData("<a href=a-1.tar.gz>x</a><title>x</titl")]
    [InlineData("<a href=a-1.tar.gz>x</a><a href=\"a-2.tar.gz")]
    public void Html_that_ends_within_a_tag_is_known_to_be_cut(string text) => Assert.True(Pages.Page(text).IsCut);

    [Theory]
    [InlineData("<a href=a-1.tar.gz>x")]
    [InlineData("<a href=a-1.tar.gz>x</a> 1 < 2")]
    [InlineData("<a href=a-1.tar.gz>x</a>\n<!-- done -->\n")]
    [InlineData("<a href=a-1.tar.gz>x</a> <")]
    [InlineData("<a href=a-1.tar.gz>x</a><textarea></textarea><!-->")]
    public void Html_whose_elements_are_not_closed_is_not(string text) => Assert.False(Pages.Page(text).IsCut);

    [Theory]
    [InlineData("con.tar.gz", LinkRefusal.Device)]
    [InlineData("COM1.zip", LinkRefusal.Device)]
    [InlineData("lpt\u00B2", LinkRefusal.Device)]
    [InlineData("nul .txt", LinkRefusal.Device)]
    [InlineData("a-1.tar.gz ", LinkRefusal.Edge)]
    [InlineData(" a-1.tar.gz", LinkRefusal.Edge)]
    [InlineData("a-1.tar.gz.", LinkRefusal.Edge)]
    [InlineData("a-1.tar.gz:s", LinkRefusal.Character)]
    [InlineData("a-1\u0085.tar.gz", LinkRefusal.Control)]
    [InlineData("a/../../b-1.tar.gz", LinkRefusal.Separator)]
    [InlineData("..", LinkRefusal.Empty)]
    [InlineData("com10.tar.gz", null)]
    [InlineData("a-1+l.tar.gz", null)]
    public void Names_are_judged_for_every_platform(string name, LinkRefusal? expected) => Assert.Equal(expected, FileNameRules.Judge(name));

    [Fact]
    public void A_name_of_255_bytes_fits_and_one_of_256_does_not()
    {
        Assert.Null(FileNameRules.Judge(new string('é', 127) + "a"));
        Assert.Equal(LinkRefusal.Length, FileNameRules.Judge(new string('é', 128)));
    }

    [Fact]
    public void Entries_of_odd_kinds_are_refused_or_count_as_not_given()
    {
        SimplePage page = Pages.Page("""
            {"files":[1,null,[2],{"url":"x"},{"filename":7,"url":"x"},{"filename":"a-1\ud800.tar.gz","url":"x"},
             {"filename":"a-2.tar.gz","url":"x","size":-1,"hashes":[1,{"a":2}],"requires-python":{"a":[]},"upload-time":"Monday","core-metadata":[],"yanked":{}},
             {"filename":"a-3.tar.gz","url":"x","size":9223372036854775808,"upload-time":"2024-01-02T03:04:05+01:00"}]}
            """, contentType: Json);
        Assert.Equal(["url", "url", "url", "empty", "empty", "undecodable"], page.Refused.Select(r => r.Code));
        Assert.Equal(["a-2.tar.gz", "a-3.tar.gz"], page.Files.Select(f => f.FileName));
        Assert.All(page.Files, file => Assert.Null(file.Size));
        Assert.Null(page.Files[0].UploadTime);
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 2, 4, 5, TimeSpan.Zero), page.Files[1].UploadTime);
    }

    [Fact]
    public async Task What_the_stream_throws_passes_through()
    {
        using var broken = new BrokenStream();
        await Assert.ThrowsAsync<IOException>(async () => await SimplePageReader.ReadAsync(broken, "a", "https://h/", Json, Pages.Limit, CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await SimplePageReader.ReadAsync(new MemoryStream([1]), "a", "https://h/", Json, Pages.Limit, new CancellationToken(canceled: true)));
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("cut");
    }
}
