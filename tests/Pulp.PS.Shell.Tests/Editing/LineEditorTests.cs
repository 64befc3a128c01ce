using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Tests.Editing;

public sealed class LineEditorTests
{
    [Theory]
    [InlineData("abc{Enter}", "abc")]
    [InlineData("ac{LeftArrow}b{Enter}", "abc")]
    [InlineData("bc{Home}a{End}d{Enter}", "abcd")]
    [InlineData("bc{^A}a{^E}d{Enter}", "abcd")]
    [InlineData("abxc{LeftArrow}{Backspace}{Enter}", "abc")]
    [InlineData("abxc{LeftArrow}{LeftArrow}{Delete}{Enter}", "abc")]
    [InlineData("abxc{LeftArrow}{LeftArrow}{^D}{Enter}", "abc")]
    [InlineData("{LeftArrow}{Backspace}{Delete}{RightArrow}a{RightArrow}{Enter}", "a")]
    [InlineData("one two-three{^LeftArrow}x{Enter}", "one two-xthree")]
    [InlineData("one two{Home}{^RightArrow}x{Enter}", "onex two")]
    [InlineData("one two{!B}x{Enter}", "one xtwo")]
    [InlineData("Get-Item a.txt{^W}b{Enter}", "Get-Item b")]
    [InlineData("one two{Home}{^Delete}{Enter}", " two")]
    [InlineData("one two{^LeftArrow}{^U}{Enter}", "two")]
    [InlineData("one two{^LeftArrow}{^K}{Enter}", "one ")]
    [InlineData("wrong{Escape}right{Enter}", "right")]
    [InlineData("a\te\u0301x{LeftArrow}{Backspace}{Enter}", "ax")]
    [InlineData("a\U0001F600b{LeftArrow}{LeftArrow}{Delete}{Enter}", "ab")]
    [InlineData("a\U0001F600{Backspace}{Enter}", "a")]
    [InlineData("a{F5}{^G}\u0007b{Enter}", "ab")]
    [InlineData("if ({Enter}1){Enter}", "if (\n1)")]
    [InlineData("({Enter}a{Home}b){Enter}", "(\nb)a")]
    [InlineData("({Enter}b){Home}{LeftArrow}{Delete}{Enter}", "(b)")]
    [InlineData("abc{^C}", "")]
    [InlineData("{^D}", null)]
    [InlineData("abc", null)]
    public void Keys_edit(string keys, string? result)
    {
        var screen = new TestScreen(40);
        Assert.Equal(result, Editor(keys, screen).Read("> ", ">> "));
        Assert.Equal(0, screen.Column);
    }

    [Fact]
    public void History_goes_back_and_forth_and_keeps_what_was_begun()
    {
        var editor = Editor("one{Enter}two{Enter}two{Enter} {Enter}th{UpArrow}{UpArrow}{UpArrow}{DownArrow}{DownArrow}{DownArrow}ree{Enter}{UpArrow}{UpArrow}{^P}{^N}!{Enter}x{^C}{UpArrow}{Enter}");
        Assert.Equal(["one", "two", "two", " ", "three", "two!", "", "two!"], Enumerable.Range(0, 8).Select(_ => editor.Read("> ", ">> ")));
    }

    [Theory]
    [InlineData("Get-Re{Tab}{Enter}", "Get-Remote")]
    [InlineData("Get-{Tab}{Enter}", "Get-Remote")]
    [InlineData("Get-{Tab}{Tab}{Enter}", "Get-Task")]
    [InlineData("Get-{Tab}{Tab}{Tab}{Enter}", "Get-Remote")]
    [InlineData("Get-{+Tab}{Enter}", "Get-Task")]
    [InlineData("Get-{Tab}{+Tab}{Enter}", "Get-Task")]
    [InlineData("Get-{Tab}{Tab}{Escape}x{Enter}", "Get-x")]
    [InlineData("Get-{Tab} foo{Enter}", "Get-Remote foo")]
    [InlineData("Get-R -Name{Home}{RightArrow}{RightArrow}{RightArrow}{RightArrow}{RightArrow}{Tab}{Enter}", "Get-Remote -Name")]
    [InlineData("none{Tab}{Tab}{Enter}", "none")]
    public void Tab_completes(string keys, string result) =>
        Assert.Equal(result, Editor(keys, completer: new TestCompleter("Get-Remote", "Get-Task", "New-Task")).Read("> ", ">> "));

    // An attribute cannot hold half a letter.
    [Fact]
    public void Half_a_letter_is_dropped() => Assert.Equal("ab", Editor("\ud83dab{Enter}").Read("> ", ">> "));

    [Fact]
    public void Text_that_is_waiting_is_painted_once()
    {
        var screen = new CountingScreen();
        var editor = new LineEditor(new Pasted("1..3{Enter}"), screen, new TestCompleter(), _ => false);
        Assert.Equal("1..3", editor.Read("> ", ">> "));
        Assert.InRange(screen.Writes, 1, 3);
    }

    private static LineEditor Editor(string keys, TestScreen? screen = null, ICompleter? completer = null) =>
        new(new TestKeys(keys), screen ?? new TestScreen(40), completer ?? new TestCompleter(), text => text.Count(c => c == '(') > text.Count(c => c == ')'));

    private sealed class Pasted(string text) : IKeySource
    {
        private readonly TestKeys _keys = new(text);
        private int _read;

        public bool HasMore => _read < 5;

        public ConsoleKeyInfo? Read()
        {
            _read++;
            return _keys.Read();
        }
    }

    private sealed class CountingScreen : IScreen
    {
        public int Writes { get; private set; }

        public int Width => 40;

        public void Write(string text) => Writes++;
    }
}
