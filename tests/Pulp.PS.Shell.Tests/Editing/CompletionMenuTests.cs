using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Tests.Editing;

public sealed class CompletionMenuTests
{
    [Fact]
    public void A_short_list_is_shown_in_columns_with_the_chosen_one_marked()
    {
        var (menu, buffer) = Open("alpha", "be", "gamma");
        menu.Step(buffer, 1);
        Assert.Equal(["\e[7malpha\e[0m  be", "gamma"], menu.Lines(15));
        menu.Step(buffer, -1);
        Assert.Equal(["alpha", "be", "\e[7mgamma\e[0m"], menu.Lines(12));
        Assert.Equal("say gamma", buffer.Text);
        menu.Undo(buffer);
        Assert.Equal("say ", buffer.Text);
    }

    [Fact]
    public void Of_a_long_list_the_part_with_the_chosen_one_is_shown()
    {
        var (menu, buffer) = Open([.. Enumerable.Range(1, 30).Select(i => $"item{i:00}")]);
        for (var i = 0; i < 11; i++)
            menu.Step(buffer, 1);
        Assert.Equal(["item09  item10", "\e[7mitem11\e[0m  item12", "item13  item14", "item15  item16", "(11 of 30)"], menu.Lines(18));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void No_line_is_wider_than_the_screen(int width)
    {
        var (menu, buffer) = Open("日本語のとても長い名前です", new string('x', 50), "a\tb");
        menu.Step(buffer, 1);
        Assert.All(menu.Lines(width), line =>
        {
            var seen = line.Replace("\e[7m", "", StringComparison.Ordinal).Replace("\e[0m", "", StringComparison.Ordinal);
            Assert.True(CellWidth.Total(seen) <= Math.Max(1, width - 1), seen);
            Assert.DoesNotContain('\t', seen);
        });
    }

    private static (CompletionMenu, EditBuffer) Open(params string[] words)
    {
        var buffer = new EditBuffer();
        buffer.Set("say ");
        return (new CompletionMenu(new Completion(4, 0, [.. words.Select(w => (w, w))]), buffer.Text), buffer);
    }
}
