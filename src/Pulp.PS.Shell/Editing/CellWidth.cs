using System.Globalization;
using System.Text;
using Wcwidth;

namespace Pulp.PS.Shell.Editing;

/// <summary>How many columns text takes: letters of East Asia and emoji take two, accents none.</summary>
internal static class CellWidth
{
    public static int Of(ReadOnlySpan<char> element)
    {
        var width = 0;
        // One element is one picture: its widest part is its width.
        foreach (var rune in element.EnumerateRunes())
            width = Math.Max(width, Rune.IsControl(rune) ? 1 : UnicodeCalculator.GetWidth(rune));
        return width;
    }

    /// <summary>Text cut to a number of columns, with an ellipsis where something is missing.</summary>
    public static string Cut(string text, int columns)
    {
        var (used, fitting) = (0, 0);
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, i);
            used += Of(text.AsSpan(i, length));
            if (used > columns)
                return text[..fitting] + "…";
            i += length;
            // Room for the ellipsis.
            if (used < columns)
                fitting = i;
        }
        return text;
    }

    public static int Total(string text)
    {
        var width = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, i);
            width += Of(text.AsSpan(i, length));
            i += length;
        }
        return width;
    }
}
