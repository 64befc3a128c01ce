namespace Pulp.Python.Tests.Requirements;

public sealed class MarkerTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["python_version"] = "3.11",
        ["python_full_version"] = "3.14.0+",
        ["os_name"] = "posix",
        ["extra"] = "From_Environment",
    };

    [Theory]
    [InlineData("extra == 'Foo.Bar'", "foo_bar", MarkerResult.True)]
    [InlineData("extra == 'foo'", "", MarkerResult.False)]
    [InlineData("extra == ''", "", MarkerResult.True)]
    [InlineData("extra == 'from-environment'", null, MarkerResult.True)]
    [InlineData("python_full_version == '3.14.0'", null, MarkerResult.True)]
    [InlineData("sys_platform == 'linux'", null, MarkerResult.UndefinedName)]
    [InlineData("os_name ~= 'a' or sys_platform == 'b'", null, MarkerResult.UndefinedComparison)]
    [InlineData("sys_platform == 'b' or os_name ~= 'a'", null, MarkerResult.UndefinedName)]
    [InlineData("os_name == 'posix' or os_name ~= 'a'", null, MarkerResult.UndefinedComparison)]
    [InlineData("os_name == 'posix' or os_name == 'nt' and os_name == 'x'", null, MarkerResult.True)]
    [InlineData("(os_name == 'posix' or os_name == 'nt') and os_name == 'x'", null, MarkerResult.False)]
    [InlineData("os_name == 'p\\x6fsix'", null, MarkerResult.True)]
    public void Evaluation(string text, string? extra, MarkerResult expected)
        => Assert.Equal(expected, Parse(text).Evaluate(Environment, extra));

    [Theory]
    [InlineData("((os.name=='a'))", "os_name == \"a\"")]
    [InlineData("(os_name=='a' or os_name=='b')and os_name=='c'", "(os_name == \"a\" or os_name == \"b\") and os_name == \"c\"")]
    [InlineData("(((os_name=='a' or os_name=='b')))", "os_name == \"a\" or os_name == \"b\"")]
    [InlineData("'A_B' in extras", "\"a-b\" in extras")]
    [InlineData("os_name == 'a\\x22b\\x27'", "os_name == \"a\\x22b'\"")]
    [InlineData("os_name == 'a\\\\b'", "os_name == \"a\\\\b\"")]
    [InlineData("os_name == 'a\\x00\\ud800'", "os_name == \"a\\x00\\ud800\"")]
    public void Text_is_normalised(string text, string expected)
    {
        Assert.Equal(expected, Parse(text).ToString());
        Assert.Equal(expected, Parse(expected).ToString());
    }

    [Fact]
    public void Parentheses_nest_to_a_limit_that_is_named()
    {
        Assert.Equal(MarkerResult.True, Parse(Nested(400)).Evaluate(Environment, null));
        Assert.False(Marker.TryParse(Nested(401), out _, out string? reason));
        Assert.Equal("parentheses are nested more than 400 deep at character 401", reason);
    }

    [Theory]
    [InlineData("", "the text ends at character 1 where a marker variable (such as python_version) or a quoted string was expected")]
    [InlineData("os_name == 'a';", "';' at character 15 stands where 'and', 'or' or the end was expected")]
    public void A_refusal_says_what_stands_where(string text, string expected)
    {
        Assert.False(Marker.TryParse(text, out Marker? marker, out string? reason));
        Assert.Null(marker);
        Assert.Equal(expected, reason);
    }

    private static string Nested(int depth) => new string('(', depth) + "os_name == 'posix'" + new string(')', depth);

    private static Marker Parse(string text)
        => Marker.TryParse(text, out Marker? marker, out string? reason) ? marker : throw new FormatException(reason);
}
