using System.Text;
using CsCheck;
using Pulp.Python.Tests.Conformance;
using Pulp.Python.Tests.Fuzzing;

namespace Pulp.Python.Tests.Simple;

public sealed class PagePropertyTests
{
    private static readonly string[] Types = ["text/html", "application/vnd.pypi.simple.v1+json", "", "text/html; charset=utf-16", "application/json; charset=latin1"];

    private static readonly byte[][] Real =
    [
        ConformancePages.Read("shared/pages/six.html.gz"),
        ConformancePages.Read("shared/pages/syn-echo.json.gz"),
        ConformancePages.Read("shared/pages/syn-ivy.html.gz"),
        Encoding.UTF8.GetBytes("<base href='x'><script><!--<script></script>--></script><style></style><a href='a-1.tar.gz' href=b><title>t</title><textarea>é</textarea><!-- - -- -->"),
    ];

    // A piece of a page: what a mutation inserts.
    private static readonly Gen<byte[]> Bit = Gen.OneOf(
        "<a href=", "<script>", "</script>", "<!--", "-->", "<!", "<![CDATA[", "\"", "'", ">", "<", "&", "&amp", "&#x", "\\ud800", "\\", "{", "}", "[", "]", ":", ",",
        "null", "1e999", "<base href=", "<title>", "<textarea>", "\0", "\uFEFF", "é", "files", "</a>", "=", "/", "\r\n", "<meta name='pypi:repository-version' content='2.0'>")
        .Select(Encoding.UTF8.GetBytes);

    private static readonly Gen<byte[]> Mutated =
        from page in Gen.OneOf(Real)
        from edits in Gen.Select(Gen.Double[0, 1], Gen.Int[0, 40], Gen.OneOf(Bit, Gen.Byte.Array[0, 5])).Array[1, 6]
        select edits.Aggregate(page, (bytes, edit) =>
        {
            int at = (int)(edit.Item1 * bytes.Length);
            return [.. bytes[..at], .. edit.Item3, .. bytes[Math.Min(bytes.Length, at + edit.Item2)..]];
        });

    private static readonly Gen<byte[]> Any = Gen.OneOf(Mutated, Mutated, Gen.Byte.Array[0, 300], Bit.Array[0, 40].Select(bits => bits.SelectMany(b => b).ToArray()));

    [Fact]
    public void No_page_throws_and_how_its_bytes_come_does_not_matter() =>
        Gen.Select(Any, Gen.OneOf(Types), Gen.Int[1, 700]).Sample((bytes, type, piece) =>
        {
            string whole = Pages.Show(Pages.Read(bytes, "six", type));
            Assert.Equal(whole, Pages.Show(Pages.Read(bytes, "six", type, piece)));
        }, iter: Fuzz.Count(1500));

    [Fact]
    public void No_root_list_or_legacy_json_throws_and_how_its_bytes_come_does_not_matter() =>
        Gen.Select(Any, Gen.OneOf(Types), Gen.Int[1, 700]).Sample((bytes, type, piece) =>
        {
            Assert.Equal(
                Show(ProjectListReader.Read(new MemoryStream(bytes), type, Pages.Limit)),
                Show(ProjectListReader.Read(new PiecesStream(bytes, piece), type, Pages.Limit)));
            Assert.Equal(
                LegacyPageReader.Read(new MemoryStream(bytes), type, Pages.Limit).Error?.Code,
                LegacyPageReader.Read(new PiecesStream(bytes, piece), type, Pages.Limit).Error?.Code);
        }, iter: Fuzz.Count(700));

    [Fact]
    public void Pages_read_byte_by_byte_are_the_same()
    {
        foreach (byte[] page in Real)
            Assert.Equal(Pages.Show(Pages.Read(page, "six", "")), Pages.Show(Pages.Read(page, "six", "", piece: 1)));
    }

    [Theory]
    [InlineData("text/html", "<a href=\"", "x")]
    [InlineData("text/html", "<a ", "href=x ")]
    [InlineData("text/html", "<a ", "a ")]
    [InlineData("text/html", "", "<a href=x>")]
    [InlineData("text/html", "", "<")]
    [InlineData("text/html", "", "<script></script>")]
    [InlineData("text/html", "<script>", "<!--<script>")]
    [InlineData("text/html", "<textarea>", "<a href=x>")]
    [InlineData("text/html", "<!--", "--!")]
    [InlineData("text/html", "<!--", "---!")]
    [InlineData("text/html", "", "</>")]
    [InlineData("text/html", "", "<!-->")]
    [InlineData("text/html", "", "<!DOCTYPE a ")]
    [InlineData("text/html", "<title>", "</titl")]
    [InlineData("text/html", "<style>", "</x>")]
    [InlineData("text/html", "<script><!--", "-")]
    [InlineData("text/html", "<a ", "/")]
    [InlineData("text/html", "", "&")]
    [InlineData("text/html", "<a href='", "../")]
    [InlineData("text/html", "<a href='/", "%2e")]
    [InlineData("text/html", "", "<base href=x>")]
    [InlineData("application/json", "", "[")]
    [InlineData("application/json", "{\"files\":[", "{},")]
    [InlineData("application/json", "{\"files\":[", "{\"filename\":\"\\ud800\"},")]
    [InlineData("application/json", "{\"x\":\"", "\\u0041")]
    [InlineData("application/json", "{\"files\":[{\"x\":[", "1,")]
    [InlineData("application/json", "", " ")]
    public void Hostile_pages_take_time_in_proportion_to_their_length_and_no_stack(string type, string head, string repeated)
    {
        byte[] page = Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length)));
        // In pieces so small that what is read again with each of them would take minutes.
        Linear.Check(() => OnSmallStack(() => Pages.Read(page, "a", type, piece: 64)));
    }

    [Fact]
    public void A_tag_of_very_many_attributes_takes_time_in_proportion_to_their_number()
    {
        byte[] page = Encoding.UTF8.GetBytes($"<a {string.Join(' ', Enumerable.Range(0, 300_000).Select(i => $"a{i}=x"))} href=a-1.tar.gz>");
        Linear.Check(() => Assert.Single(Pages.Read(page).Page!.Files));
    }

    [Fact]
    public void An_attribute_of_a_megabyte_is_read_whole()
    {
        string reason = string.Concat(Enumerable.Repeat("<\u00E9&\"'> ", 100_000));
        byte[] page = Encoding.UTF8.GetBytes($"<a href=a-1.tar.gz data-yanked=\"{reason.Replace("&", "&amp;").Replace("\"", "&quot;")}\">");
        Assert.Equal(reason, Pages.Read(page, piece: 1000).Page!.Files[0].Yanked);
    }

    [Fact]
    public void Text_between_tags_is_not_kept()
    {
        byte[] page = Encoding.UTF8.GetBytes("<a href=a-1.tar.gz>" + string.Concat(Enumerable.Repeat("a < b & ", 4_000_000)) + "<a href=a-2.tar.gz>");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(2, Pages.Read(page).Page!.Files.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, page.Length / 2);
    }

    [Theory]
    [InlineData("text/html", "<!-- ", "a tag, comment, script or text of the page has more than 8 Mi characters")]
    [InlineData("text/html", "<a href='", "a tag, comment, script or text of the page has more than 8 Mi characters")]
    [InlineData("application/json", "{\"x\":\"", "a value of the page has more than 16 MiB")]
    public void A_page_of_one_endless_token_is_given_up(string type, string head, string fault)
    {
        using var endless = new EndlessStream(Encoding.UTF8.GetBytes(head));
        PageReading<SimplePage> reading = SimplePageReader.Read(endless, "a", "https://index.example/simple/a/", type, long.MaxValue);
        Assert.Equal((PageFault.TooLarge, fault), (reading.Error!.Fault, reading.Error.Description));
    }

    // Deep recursion ends the process; on a stack this small it does so in whatever shape the code was compiled.
    private static void OnSmallStack(Action work)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static string Show(PageReading<ProjectList> reading) =>
        reading.Page is { } list ? $"{list.RepositoryVersion} {string.Join('|', list.Projects)}" : reading.Error!.Code;
}
