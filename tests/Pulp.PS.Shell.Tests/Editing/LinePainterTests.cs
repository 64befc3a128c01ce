using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Tests.Editing;

/// <summary>What is seen: on a terminal ten columns wide.</summary>
public sealed class LinePainterTests
{
    private readonly TestScreen _screen = new(10, 6);
    private readonly LinePainter _painter;

    public LinePainterTests() => _painter = new LinePainter(_screen, "> ", ">> ");

    [Theory]
    [InlineData("", 0, "> _")]
    [InlineData("abc", 3, "> abc_")]
    [InlineData("abc", 1, "> a_c")]
    [InlineData("12345678", 8, "> 12345678\n_")]
    [InlineData("12345678", 7, "> 1234567_")]
    [InlineData("123456789", 9, "> 12345678\n9_")]
    [InlineData("123456789", 8, "> 12345678\n_")]
    [InlineData("123456789", 2, "> 12_45678\n9")]
    [InlineData("1234567日", 8, "> 1234567\n日_")]
    [InlineData("1234567日", 7, "> 1234567\n_")]
    [InlineData("e\u0301x", 2, "> e\u0301_")]
    [InlineData("a\nb", 3, "> a\n>> b_")]
    [InlineData("a\nb", 1, "> a_\n>> b")]
    [InlineData("12345678\nb", 8, "> 1234567_\n>> b")]
    [InlineData("a\u0007b", 3, "> a·b_")]
    public void Text_and_cursor_stand_where_they_belong(string text, int cursor, string seen)
    {
        _painter.Paint(text, cursor, []);
        Assert.Equal(seen, _screen.TextWithCursor);
        // Painting is from the same place each time, whatever is there.
        _painter.Paint("other\ntext that is longer", 3, ["below"]);
        _painter.Paint(text, cursor, []);
        Assert.Equal(seen, _screen.TextWithCursor);
    }

    [Fact]
    public void Lines_below_come_and_go()
    {
        _painter.Paint("ab", 1, ["one", "two"]);
        Assert.Equal("> a_\none\ntwo", _screen.TextWithCursor);
        _painter.Paint("ab", 2, []);
        Assert.Equal("> ab_", _screen.TextWithCursor);
    }

    [Fact]
    public void At_the_foot_of_the_screen_what_was_there_scrolls_up()
    {
        _screen.Write("1\r\n2\r\n3\r\n4\r\n5\r\n");
        _painter.Paint("12345678abc", 2, ["below"]);
        Assert.Equal("3\n4\n5\n> 12_45678\nabc\nbelow", _screen.TextWithCursor);
        _painter.Finish("12345678abc");
        _painter.Paint("x", 1, []);
        Assert.Equal("3\n4\n5\n> 12345678\nabc\n> x_", _screen.TextWithCursor);
    }

    [Theory]
    [InlineData("", "> x_")]
    [InlineData("a", "a\n> x_")]
    [InlineData("123456789", "123456789\n> x_")]
    [InlineData("1234567890", "1234567890\n> x_")]
    [InlineData("a\r\n", "a\n> x_")]
    public void It_begins_in_a_line_of_its_own(string before, string seen)
    {
        _screen.Write(before);
        _painter.Begin();
        _painter.Paint("x", 1, []);
        Assert.Equal(seen, _screen.TextWithCursor);
    }

    [Fact]
    public void A_cleared_screen_begins_at_its_top()
    {
        _screen.Write("before\r\n");
        _painter.Paint("12345678abc", 10, []);
        _painter.ClearScreen();
        _painter.Paint("x", 1, []);
        Assert.Equal("> x_", _screen.TextWithCursor);
    }
}
