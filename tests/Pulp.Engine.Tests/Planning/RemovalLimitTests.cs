using Pulp.Engine.Sync.Planning;

namespace Pulp.Engine.Tests.Planning;

/// <summary>-MaximumRemoval as a table: what is a limit, and when more goes than may.</summary>
public sealed class RemovalLimitTests
{
    [Theory]
    // limit, removed, present, exceeded
    [InlineData("0", 0, 10, false)]
    [InlineData("0", 1, 10, true)]
    [InlineData("3", 3, 10, false)]
    [InlineData("3", 4, 10, true)]
    [InlineData("2147483647", int.MaxValue, int.MaxValue, false)]
    [InlineData("0%", 0, 10, false)]
    [InlineData("0%", 1, 1_000_000, true)]
    [InlineData("100%", 10, 10, false)]
    [InlineData("10%", 1, 10, false)]
    [InlineData("10%", 2, 10, true)]
    // Half a file is none.
    [InlineData("10%", 1, 5, true)]
    [InlineData("10%", 1, 19, false)]
    [InlineData("10%", 2, 19, true)]
    [InlineData("33.3%", 333, 1000, false)]
    [InlineData("33.3%", 334, 1000, true)]
    [InlineData(" 10 % ", 1, 10, false)]
    [InlineData("10%", 0, 0, false)]
    public void More_than_may_go(string text, long removed, long present, bool exceeded)
    {
        Assert.True(RemovalLimit.TryParse(text, out var limit));
        Assert.Equal(exceeded, limit.IsExceeded(removed, present));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("-1%")]
    [InlineData("100.1%")]
    [InlineData("0.5")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("2147483648")]
    [InlineData("ten")]
    [InlineData("10%%")]
    [InlineData("10 percent")]
    [InlineData("٣")]
    public void What_is_no_limit(string text) => Assert.False(RemovalLimit.TryParse(text, out _));

    [Theory]
    [InlineData("5", "the limit is 5 files.")]
    [InlineData("1", "the limit is 1 file.")]
    [InlineData("10%", "the limit is 10% (4 of 40 files).")]
    public void What_is_told(string text, string limit)
    {
        Assert.True(RemovalLimit.TryParse(text, out var parsed));
        var told = parsed.Describe("foo", 3, 12, 40, ["a", "b", "c", "d"]);
        Assert.StartsWith($"The sync would remove 12 of the 40 files of version 3 of 'foo' (a, b, c and 9 more), and {limit}", told, StringComparison.Ordinal);
        Assert.Contains("Get-PulpSyncPlan foo", told, StringComparison.Ordinal);
        Assert.DoesNotContain("more)", parsed.Describe("foo", 3, 2, 40, ["a", "b"]), StringComparison.Ordinal);
    }
}
