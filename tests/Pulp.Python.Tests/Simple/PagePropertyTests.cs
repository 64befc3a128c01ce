using System.Text;
using CsCheck;
using Pulp.Python.Tests.Conformance;

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
        }, iter: 1500);

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
        }, iter: 700);

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
    public void Hostile_pages_take_time_in_proportion_to_their_length(string type, string head, string repeated)
    {
        byte[] page = Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(repeated, 3_000_000 / repeated.Length)));
        Linear.Check(() => Pages.Read(page, "a", type, piece: 8192));
    }

    private static string Show(PageReading<ProjectList> reading) =>
        reading.Page is { } list ? $"{list.RepositoryVersion} {string.Join('|', list.Projects)}" : reading.Error!.Code;
}
