using System.Globalization;
using System.Text;

namespace Pulp.Python;

/// <summary>Names that a distribution lets be imported (PEP 794): identifiers joined by dots, <c>; private</c> perhaps.</summary>
internal static class ImportName
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally",
        "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    };

    public static string? Judge(string text)
    {
        int semicolon = text.IndexOf(';', StringComparison.Ordinal);
        ReadOnlySpan<char> name = semicolon < 0 ? text : text.AsSpan(0, semicolon);
        while (!name.IsEmpty && PythonText.IsSpace(name[^1]))
            name = name[..^1];
        foreach (Range range in name.Split('.'))
        {
            string part = name[range].ToString();
            if (!IsIdentifier(part))
                return $"'{PythonText.Excerpt(part)}' in '{PythonText.Excerpt(text)}' is not an identifier";
            if (Keywords.Contains(part))
                return $"'{part}' in '{PythonText.Excerpt(text)}' is a keyword";
        }
        if (semicolon < 0)
            return null;
        ReadOnlySpan<char> option = text.AsSpan(semicolon + 1);
        while (!option.IsEmpty && PythonText.IsSpace(option[0]))
            option = option[1..];
        return option is "private" ? null : $"after the semicolon of '{PythonText.Excerpt(text)}' only private may stand";
    }

    private static bool IsIdentifier(string text)
    {
        bool first = true;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!(first ? Begins(rune) : GoesOn(rune)))
                return false;
            first = false;
        }
        return !first;
    }

    private static bool Begins(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.LetterNumber;

    private static bool GoesOn(Rune rune) => Begins(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
