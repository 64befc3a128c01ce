using System.Text;

namespace Pulp.Engine.Store;

/// <summary>
/// PowerShell's wildcard patterns, letter case ignored: <c>*</c>, <c>?</c>, <c>[a-c]</c>, and a backtick before a character that is to be taken to the
/// letter. At most pattern times text steps, whatever both are.
/// </summary>
internal sealed class Wildcard
{
    private readonly List<Part> _parts = [];

    internal Wildcard(string pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '`' && i + 1 < pattern.Length) _parts.Add(new Part(PartKind.Letter, Fold(pattern[++i]), null));
            else if (c == '*') AddStar();
            else if (c == '?') _parts.Add(new Part(PartKind.Any, default, null));
            else if (c == '[' && ReadSet(pattern, i, out int end) is { } set)
            {
                _parts.Add(new Part(PartKind.Set, default, set));
                i = end;
            }
            else _parts.Add(new Part(PartKind.Letter, Fold(c), null));
        }
    }

    private enum PartKind
    {
        Letter,
        Any,
        Set,
        Star,
    }

    /// <summary>True when a text has characters that make it a pattern.</summary>
    internal static bool IsPattern(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '`') i++;
            else if (text[i] is '*' or '?' or '[' or ']') return true;
        }

        return false;
    }

    /// <summary>A text that is no pattern, without its backticks.</summary>
    internal static string Unescape(string text)
    {
        if (!text.Contains('`', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '`' && i + 1 < text.Length) i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    /// <summary>True when the whole text fits.</summary>
    internal bool IsMatch(ReadOnlySpan<char> text)
    {
        int part = 0;
        int at = 0;
        // Where to go on when what follows the last star does not fit: the star takes one character more. Earlier stars need no second look.
        int starPart = -1;
        int starAt = 0;
        while (at < text.Length)
        {
            if (part < _parts.Count && _parts[part].Kind == PartKind.Star)
            {
                starPart = part++;
                starAt = at;
            }
            else if (part < _parts.Count && _parts[part].Fits(text[at]))
            {
                part++;
                at++;
            }
            else if (starPart >= 0)
            {
                part = starPart + 1;
                at = ++starAt;
            }
            else return false;
        }

        while (part < _parts.Count && _parts[part].Kind == PartKind.Star) part++;
        return part == _parts.Count;
    }

    private static char Fold(char c) => char.ToUpperInvariant(c);

    private void AddStar()
    {
        if (_parts.Count == 0 || _parts[^1].Kind != PartKind.Star) _parts.Add(new Part(PartKind.Star, default, null));
    }

    // A bracket without an end is a character like others.
    private static List<(char From, char To)>? ReadSet(string pattern, int start, out int end)
    {
        var set = new List<(char, char)>();
        for (end = start + 1; end < pattern.Length && pattern[end] != ']'; end++)
        {
            char from = Take(pattern, ref end);
            char to = from;
            if (end + 2 < pattern.Length && pattern[end + 1] == '-' && pattern[end + 2] != ']')
            {
                end += 2;
                to = Take(pattern, ref end);
            }

            set.Add((from, to));
        }

        return end < pattern.Length ? set : null;
    }

    private static char Take(string pattern, ref int at)
    {
        if (pattern[at] == '`' && at + 1 < pattern.Length) at++;
        return pattern[at];
    }

    private readonly record struct Part(PartKind Kind, char Letter, List<(char From, char To)>? Set)
    {
        internal bool Fits(char c) => Kind switch
        {
            PartKind.Letter => Fold(c) == Letter,
            PartKind.Any => true,
            PartKind.Set => Has(char.ToLowerInvariant(c)) || Has(Fold(c)),
            _ => false,
        };

        private bool Has(char c)
        {
            foreach ((char from, char to) in Set!)
            {
                if (c >= from && c <= to) return true;
            }

            return false;
        }
    }
}
