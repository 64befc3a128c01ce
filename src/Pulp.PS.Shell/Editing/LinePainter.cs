using System.Globalization;
using System.Text;

namespace Pulp.PS.Shell.Editing;

/// <summary>
/// Shows the text behind its prompt, over as many rows as it takes, with lines below it. Only relative movements are used, from where the prompt began:
/// nothing need be known of the screen but its width.
/// </summary>
internal sealed class LinePainter(IScreen screen, string prompt, string continuation)
{
    // The row of the cursor, counted from that of the prompt.
    private int _row;

    /// <summary>Goes to the start of a line: of the next one, if something stands in this one.</summary>
    /// <remarks>A row full of blanks ends in the same row only from its first column. Asking the terminal where the cursor is would mix its answer with keys that were pressed already.</remarks>
    public void Begin()
    {
        screen.Write(new string(' ', Math.Max(2, screen.Width)) + "\r");
        _row = 0;
    }

    /// <summary>Paints all of it anew.</summary>
    public void Paint(string text, int cursor, IReadOnlyList<string> below)
    {
        var width = Math.Max(2, screen.Width);
        var output = new StringBuilder("\e[?25l").Append(ToStart());
        var place = new Place(width, output);
        place.Append(prompt);
        var (row, column) = (place.Row, place.Column);
        for (var i = 0; i < text.Length;)
        {
            if (i == cursor)
                (row, column) = place.Next(text, i);
            i += place.AppendElement(text, i, continuation);
        }
        place.EndRow();
        if (cursor == text.Length)
            (row, column) = (place.Row, place.Column);
        foreach (var line in below)
            output.Append("\r\n").Append(line);
        var up = place.Row + below.Count - row;
        output.Append(up > 0 ? $"\e[{up}A\r" : "\r").Append(column > 0 ? $"\e[{column}C" : "").Append("\e[?25h");
        screen.Write(output.ToString());
        _row = row;
    }

    /// <summary>Leaves the text as it stands, and goes to the line below.</summary>
    public void Finish(string text)
    {
        Paint(text, text.Length, []);
        screen.Write("\r\n");
        _row = 0;
    }

    /// <summary>Takes everything off the screen; the next painting begins at its top.</summary>
    public void ClearScreen()
    {
        screen.Write("\e[H\e[2J");
        _row = 0;
    }

    private string ToStart() => _row > 0 ? $"\e[{_row}A\r\e[J" : "\r\e[J";

    /// <summary>Follows the cursor of a terminal that wraps: after the last column the row goes on only with the next letter.</summary>
    private sealed class Place(int width, StringBuilder output)
    {
        public int Row { get; private set; }

        public int Column { get; private set; }

        public void Append(string text)
        {
            for (var i = 0; i < text.Length;)
                i += AppendElement(text, i, "");
        }

        /// <summary>Writes one element, and says its length.</summary>
        public int AppendElement(string text, int index, string continuation)
        {
            var length = StringInfo.GetNextTextElementLength(text, index);
            if (text[index + length - 1] == '\n')
            {
                output.Append("\r\n");
                (Row, Column) = (Row + 1, 0);
                Append(continuation);
                return length;
            }
            var columns = CellWidth.Of(text.AsSpan(index, length));
            if (Column + columns > width)
                (Row, Column) = (Row + 1, 0);
            Column += columns;
            // Control characters would do something else than be seen.
            if (char.IsControl(text[index]))
                output.Append('\u00b7');
            else
                output.Append(text, index, length);
            return length;
        }

        /// <summary>Where the element at an index will stand.</summary>
        public (int Row, int Column) Next(string text, int index)
        {
            var length = StringInfo.GetNextTextElementLength(text, index);
            if (text[index + length - 1] == '\n')
                return (Row, Math.Min(Column, width - 1));
            return Column + CellWidth.Of(text.AsSpan(index, length)) > width ? (Row + 1, 0) : (Row, Column);
        }

        /// <summary>After a full row, goes to the next one, where the cursor then stands.</summary>
        public void EndRow()
        {
            if (Column < width)
                return;
            output.Append("\r\n");
            (Row, Column) = (Row + 1, 0);
        }
    }
}
