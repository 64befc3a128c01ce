namespace Pulp.Python.Tests.Versions;

public sealed class PythonVersionTests
{
    [Fact]
    public void A_text_that_is_no_version_is_named()
    {
        FormatException e = Assert.Throws<FormatException>(() => PythonVersion.Parse("2004d"));
        Assert.Contains("'2004d'", e.Message, StringComparison.Ordinal);
        Assert.False(PythonVersion.TryParse(null, out _));
    }

    [Fact]
    public void A_long_text_with_control_characters_is_named_short_and_visible()
    {
        FormatException e = Assert.Throws<FormatException>(() => PythonVersion.Parse("1.0\u001b[31m" + new string('x', 10_000)));
        Assert.InRange(e.Message.Length, 40, 200);
        Assert.DoesNotContain('\u001b', e.Message);
    }

    [Fact]
    public void Null_comes_before_every_version()
    {
        PythonVersion? none = null;
        PythonVersion some = PythonVersion.Parse("0.dev0");
        Assert.True(none < some);
        Assert.True(none <= some);
        Assert.False(none > some);
        Assert.True(some > none);
        Assert.False(none == some);
        Assert.True(none == null);
        Assert.Equal(1, some.CompareTo((object?)null));
        Assert.Throws<ArgumentException>(() => some.CompareTo("1.0"));
    }

    [Theory]
    [InlineData("1.0", 7)]
    [InlineData("12.3.4.post5", 9)]
    public void A_sort_key_is_short(string text, int bytes) => Assert.Equal(bytes, PythonVersion.Parse(text).SortKey().Length);

    // Each would take a quadratic reader, comparer or big-number conversion minutes.
    [Theory]
    [InlineData("", "1", 1_000_000, "")]
    [InlineData("1", ".0", 1_000_000, "")]
    [InlineData("1.0", "-", 1_000_000, "")]
    [InlineData("1.0+a", ".1", 1_000_000, "")]
    [InlineData("1.0.post", "9", 1_000_000, "")]
    [InlineData("1", "!1", 1_000_000, "")]
    [InlineData("1.0", ".post1", 500_000, "")]
    [InlineData("", " ", 1_000_000, "x")]
    [InlineData("", "0", 1_000_000, ".1")]
    public void Long_input_takes_linear_time(string head, string middle, int times, string tail)
    {
        string text = head + string.Concat(Enumerable.Repeat(middle, times)) + tail;
        Linear.Check(() =>
        {
            if (PythonVersion.TryParse(text, out PythonVersion? version))
            {
                PythonVersion other = PythonVersion.Parse(version.ToString());
                Assert.Equal(0, version.CompareTo(other));
                Assert.Equal(version.SortKey(), other.SortKey());
                Assert.Equal(version.GetHashCode(), other.GetHashCode());
                Assert.Equal(version.Canonical, other.Canonical);
            }
        });
    }
}
