using System.Globalization;

namespace Pulp.PS.Shell.Editing;

/// <summary>The text and the place in it where keys take effect. The cursor never stands inside of what is seen as one letter.</summary>
internal sealed class EditBuffer
{
    public string Text { get; private set; } = "";

    /// <summary>From 0 to the length of the text.</summary>
    public int Cursor { get; private set; }

    /// <summary>Other text, with the cursor at its end.</summary>
    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    public void Insert(string text) => Replace(Cursor, 0, text);

    /// <summary>Puts text in the place of a part, with the cursor behind it.</summary>
    public void Replace(int start, int length, string text)
    {
        Text = string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(start + length));
        Cursor = start + text.Length;
    }

    public void Left() => Cursor = Before(Cursor);

    public void Right() => Cursor = After(Cursor);

    /// <summary>To the start of the line that the cursor is in.</summary>
    public void Home() => Cursor = LineStart;

    /// <summary>To the end of the line that the cursor is in.</summary>
    public void End() => Cursor = LineEnd;

    public void WordLeft() => Cursor = WordBefore();

    public void WordRight() => Cursor = WordAfter();

    public void DeleteLeft() => Delete(Before(Cursor), Cursor);

    public void DeleteRight() => Delete(Cursor, After(Cursor));

    public void DeleteToLineStart() => Delete(LineStart, Cursor);

    public void DeleteToLineEnd() => Delete(Cursor, LineEnd);

    public void DeleteWordRight() => Delete(Cursor, WordAfter());

    /// <summary>Back to the last blank, so that a path or a cmdlet's name goes whole.</summary>
    public void DeleteWordLeft()
    {
        var start = Cursor;
        while (start > 0 && char.IsWhiteSpace(Text[start - 1]))
            start--;
        while (start > 0 && !char.IsWhiteSpace(Text[start - 1]))
            start--;
        Delete(start, Cursor);
    }

    private int LineStart => Text.LastIndexOf('\n', Math.Max(0, Cursor - 1), Cursor) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is var end && end < 0 ? Text.Length : end;

    private int After(int index) => index == Text.Length ? index : index + StringInfo.GetNextTextElementLength(Text, index);

    // Elements can be told only from the front.
    private int Before(int index)
    {
        var before = 0;
        for (var next = 0; next < index; next = After(next))
            before = next;
        return before;
    }

    private int WordBefore()
    {
        var index = Cursor;
        while (index > 0 && !IsOfWord(Text[index - 1]))
            index--;
        while (index > 0 && IsOfWord(Text[index - 1]))
            index--;
        return index;
    }

    private int WordAfter()
    {
        var index = Cursor;
        while (index < Text.Length && !IsOfWord(Text[index]))
            index++;
        while (index < Text.Length && IsOfWord(Text[index]))
            index++;
        return index;
    }

    // What is no ASCII belongs to words as a whole: no letter of two units is cut.
    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '_' || c > '\x7f';

    private void Delete(int start, int end) => Replace(start, end - start, "");
}
