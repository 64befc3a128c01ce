using System.Globalization;
using System.Text.RegularExpressions;
using Pulp.PS.Shell.Editing;

namespace Pulp.PS.Shell.Tests.Editing;

/// <summary>A terminal as they all work: it wraps when the next letter needs it, scrolls at its foot, and knows the sequences that are sent here.</summary>
internal sealed partial class TestScreen(int width, int height = 10) : IScreen
{
    private readonly List<string[]> _rows = [.. Enumerable.Range(0, height).Select(_ => Empty(width))];

    public int Width => width;

    public int Row { get; private set; }

    public int Column { get; private set; }

    /// <summary>What stands on it, without blanks at the ends of rows and empty rows at the end. The second half of a wide letter is nothing.</summary>
    public string Text => string.Join('\n', _rows.Select(row => string.Concat(row).TrimEnd())).TrimEnd('\n');

    /// <summary>The same with the cursor as an underscore.</summary>
    public string TextWithCursor
    {
        get
        {
            var rows = _rows.Select(row => row.ToArray()).ToList();
            rows[Row][Math.Min(Column, width - 1)] = "_";
            return string.Join('\n', rows.Select(row => string.Concat(row).TrimEnd())).TrimEnd('\n');
        }
    }

    public void Write(string text)
    {
        while (text.Length > 0)
        {
            if (Sequence().Match(text) is { Success: true } sequence)
            {
                Obey(sequence.Groups[2].Value, int.TryParse(sequence.Groups[1].Value, out var n) ? n : null);
                text = text[sequence.Length..];
                continue;
            }
            Assert.False(text.StartsWith('\e'), $"an unknown sequence: {text}");
            var length = StringInfo.GetNextTextElementLength(text);
            foreach (var part in text[..length] == "\r\n" ? ["\r", "\n"] : new[] { text[..length] })
                Put(part);
            text = text[length..];
        }
    }

    private static string[] Empty(int width) => [.. Enumerable.Repeat(" ", width)];

    private void Put(string element)
    {
        switch (element)
        {
            case "\r":
                Column = 0;
                return;
            case "\n":
                Down();
                return;
        }
        Assert.False(char.IsControl(element[0]), "a control character reached the screen");
        var cells = CellWidth.Of(element);
        if (Column + cells > width)
        {
            Column = 0;
            Down();
        }
        _rows[Row][Column] = element;
        if (cells == 2)
            _rows[Row][Column + 1] = "";
        Column += cells;
    }

    private void Down()
    {
        if (++Row < height)
            return;
        Row--;
        _rows.RemoveAt(0);
        _rows.Add(Empty(width));
    }

    private void Obey(string command, int? n)
    {
        // The cursor behind the last column stands in it.
        Column = Math.Min(Column, width - 1);
        switch (command)
        {
            case "A":
                Assert.True(n > 0 && Row - n >= 0, "moved above the screen");
                Row -= n.Value;
                break;
            case "C":
                Column = Math.Min(width - 1, Column + n!.Value);
                break;
            case "H":
                (Row, Column) = (0, 0);
                break;
            case "J":
                if (n == 2)
                    _rows.ForEach(row => Array.Fill(row, " "));
                Array.Fill(_rows[Row], " ", Column, width - Column);
                _rows.Skip(Row + 1).ToList().ForEach(row => Array.Fill(row, " "));
                break;
            case "h" or "l" or "m":
                break;
            default:
                Assert.Fail($"an unknown sequence: {command}");
                break;
        }
    }

    [GeneratedRegex(@"\A\e\[\??(\d*)([A-Za-z])")]
    private static partial Regex Sequence();
}
