using System.Globalization;
using System.Text;

namespace Pulp.Python;

/// <summary>Text as Python sees it: white space, lower case and order, where .NET's own answer differs.</summary>
internal static class PythonText
{
    /// <summary>Python's <c>str.isspace</c>: U+001C to U+001F count, which .NET leaves out.</summary>
    public static bool IsSpace(char c)
        => c < 0x80 ? c is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f') : char.IsWhiteSpace(c);

    /// <summary>Orders texts as Python sorts them.</summary>
    public static IComparer<string> ByCodePoints { get; } = Comparer<string>.Create(CompareCodePoints);

    public static bool IsDigit(char c) => (uint)(c - '0') <= 9;

    /// <summary>An ASCII letter or digit; no other script counts in names and versions.</summary>
    public static bool IsAlphanumeric(char c) => IsDigit(c) || (uint)((c | 0x20) - 'a') <= 'z' - 'a';

    /// <summary>Python's <c>str.strip</c>.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start])) start++;
        while (end > start && IsSpace(text[end - 1])) end--;
        return text[start..end];
    }

    /// <summary>Python's <c>str.lower</c>, with its two rules that look beyond one character: dotted capital I, and final sigma.</summary>
    public static string Lower(string text)
    {
        string lower = text.ToLowerInvariant();
        if (!text.AsSpan().ContainsAny('\u0130', '\u03a3')) return lower;
        var result = new StringBuilder(text.Length + 4);
        for (int i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '\u0130' => result.Append("i\u0307"),
                '\u03a3' => result.Append(HasCased(text, i, -1) && !HasCased(text, i, 1) ? '\u03c2' : '\u03c3'),
                _ => result.Append(lower[i]),
            };
        }

        return result.ToString();
    }

    /// <summary>Are two texts the same to Python, letter case aside (<c>a.lower() == b.lower()</c>)?</summary>
    public static bool EqualsIgnoringCase(string a, string b)
        => Ascii.IsValid(a) && Ascii.IsValid(b)
            ? a.Equals(b, StringComparison.OrdinalIgnoreCase)
            : Lower(a).Equals(Lower(b), StringComparison.Ordinal);

    /// <summary>Compares by code points, as Python does: surrogate pairs come after U+E000 to U+FFFF.</summary>
    public static int CompareCodePoints(string a, string b)
    {
        int common = Math.Min(a.Length, b.Length);
        int i = a.AsSpan(0, common).CommonPrefixLength(b.AsSpan(0, common));
        if (i == common) return a.Length.CompareTo(b.Length);
        char x = a[i], y = b[i];
        if (char.IsSurrogate(x) != char.IsSurrogate(y)) return char.IsSurrogate(x) ? 1 : -1;
        return x.CompareTo(y);
    }

    /// <summary>A text as a message shows it: control characters made visible, the middle of a long one left out.</summary>
    public static string Excerpt(ReadOnlySpan<char> text)
    {
        const int Head = 60, Tail = 15;
        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (i == Head && text.Length > Head + Tail + 5)
            {
                result.Append(" ... ");
                i = text.Length - Tail;
            }

            char c = text[i];
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                result.Append(c);
        }

        return result.ToString();
    }

    // Only the nearest character that is not ignorable decides: at most one run is walked for each sigma.
    private static bool HasCased(string text, int at, int step)
    {
        for (int i = at + step, seen = 0; (uint)i < (uint)text.Length && seen < 64; i += step, seen++)
        {
            UnicodeCategory category = char.GetUnicodeCategory(text[i]);
            bool ignorable = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol || text[i] is '\'' or '.' or ':' or '\u00b7' or '\u2019';
            if (!ignorable) return category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;
        }

        return false;
    }
}
