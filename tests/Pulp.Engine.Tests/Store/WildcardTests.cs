using System.Diagnostics;
using Pulp.Engine.Store;

namespace Pulp.Engine.Tests.Store;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "foo", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("foo", "FOO", true)]
    [InlineData("foo", "foo1", false)]
    [InlineData("foo*", "Foobar", true)]
    [InlineData("*bar", "foobar", true)]
    [InlineData("*o*r", "foobar", true)]
    [InlineData("f?o", "fzo", true)]
    [InlineData("f?o", "fo", false)]
    [InlineData("?", "", false)]
    [InlineData("[a-c]x", "Bx", true)]
    [InlineData("[A-C]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[ac]", "b", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("a`*b", "a*b", true)]
    [InlineData("a`*b", "axb", false)]
    [InlineData("[`]]", "]", true)]
    [InlineData("a[b", "a[b", true)]
    [InlineData("*a*b*c*", "xxaxxbxxcxx", true)]
    [InlineData("*a*b*c", "aabbccd", false)]
    public void Matches_as_PowerShell_does(string pattern, string text, bool fits) => Assert.Equal(fits, new Wildcard(pattern).IsMatch(text));

    [Theory]
    [InlineData("foo", false)]
    [InlineData("fo*", true)]
    [InlineData("fo?", true)]
    [InlineData("[fo]", true)]
    [InlineData("fo`*", false)]
    [InlineData("fo`**", true)]
    public void Knows_a_pattern_from_a_name(string text, bool pattern) => Assert.Equal(pattern, Wildcard.IsPattern(text));

    [Fact]
    public void Takes_no_longer_than_pattern_times_text()
    {
        string pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        var watch = Stopwatch.StartNew();
        Assert.False(new Wildcard(pattern).IsMatch(new string('a', 5000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }
}
