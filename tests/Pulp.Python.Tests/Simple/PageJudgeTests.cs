namespace Pulp.Python.Tests.Simple;

public sealed class PageJudgeTests
{
    private const string Json = SimplePageWriter.JsonContentType;
    private const string Says = "<meta name=\"pypi:repository-version\" content=\"1.0\">";

    [Theory]
    [InlineData("<a href=Foo_Bar-1.tar.gz></a>", null)]
    [InlineData("<a href=foo.bar-1-py3-none-any.whl></a><a href=other-1-py3-none-any.whl></a>", null)]
    [InlineData("<a href=/help>Log in</a>", "it is HTML without a link to a distribution, and without the pypi:repository-version that would tell it for the page of an index")]
    [InlineData("<a href=other-1.tar.gz></a>", "it is HTML without a link to a distribution, and without the pypi:repository-version that would tell it for the page of an index")]
    [InlineData(Says + "<a href=other-1.tar.gz></a>", "it is the page of another project: none of its 1 files is named after foo-bar (the first is other-1.tar.gz)")]
    [InlineData(Says + "<a href=foo_bar-1.txt></a>", null)]
    [InlineData(Says, null)]
    [InlineData("<meta name='pypi:repository-version'>", null)]
    [InlineData("<h1>Log in</h1>", "it is HTML without a link to a distribution, and without the pypi:repository-version that would tell it for the page of an index")]
    [InlineData("log in", "it is HTML without a link to a distribution, and without the pypi:repository-version that would tell it for the page of an index")]
    [InlineData("<a href=foo-bar-1.tar.gz></a><a hre", "the page ends in the middle of a tag")]
    [InlineData(Says + "<!-- 1 of 2", "the page ends in the middle of a tag")]
    [InlineData("<a href=other-1-py3-none-any.whl></a><a href=foobar-1-py3-none-any.whl></a>",
        "it is the page of another project: none of its 2 files is named after foo-bar (the first is other-1-py3-none-any.whl)")]
    [InlineData("", "the page is empty")]
    public void Html_is_believed_or_not(string text, string? fault) => Assert.Equal(fault, PageJudge.Judge(Pages.Read(text, "foo-bar"), "Foo.Bar"));

    [Theory]
    [InlineData("{\"files\":[]}", null)]
    [InlineData("{\"name\":\"FOO__bar\",\"files\":[]}", null)]
    [InlineData("{\"name\":\"foobar\",\"files\":[]}", "it is the page of 'foobar', not of foo-bar")]
    [InlineData("{\"name\":\"a\\u0000b\",\"files\":[]}", "it is the page of 'a\\u0000b', not of foo-bar")]
    [InlineData("{\"files\":[", "the page is not JSON (line 1, byte 11)")]
    [InlineData("{\"files\":[],\"meta\":{\"api-version\":\"2.0\"}}", "the page follows version 2.0 of the simple repository interface, only 1.x is known")]
    [InlineData("{\"name\":\"foo-bar\"}", "the page is JSON, but has no list of files")]
    public void Json_is_believed_or_not(string text, string? fault) => Assert.Equal(fault, PageJudge.Judge(Pages.Read(text, "foo-bar", Json), "Foo.Bar"));
}
