namespace Pulp.Python;

/// <summary>
/// What lies between tags: text, comments, declarations. It is passed over here because the tokenizer reads some of it with a call inside of a call for each
/// piece (<c>--!</c> in a comment, <c>&lt;/&gt;</c>): a page of nothing else would end the process.
/// </summary>
internal static class HtmlGap
{
    private const string Comment = "<!--";

    /// <summary>Goes on to the next tag, or to the next text.</summary>
    /// <param name="html">What is left of the page, as far as it is there.</param>
    /// <param name="at">Where to begin, between tags; afterwards what is passed over lies before it.</param>
    /// <param name="stopAtText">True: text is not passed over.</param>
    /// <returns>False: there is none, or what begins at <paramref name="at"/> is not there to its end.</returns>
    public static bool TrySkip(ReadOnlySpan<char> html, ref int at, bool stopAtText)
    {
        while (at < html.Length)
        {
            ReadOnlySpan<char> rest = html[at..];
            if (rest[0] != '<' || (rest.Length > 1 && !BeginsMarkup(rest[1])))
            {
                if (stopAtText)
                    return true;
                int sign = rest[1..].IndexOf('<');
                at += sign < 0 ? rest.Length : sign + 1;
                continue;
            }
            if (IsTag(rest))
                return true;
            int length = LengthOfMarkup(rest);
            if (length < 0)
                return false;
            at += length;
        }
        return false;
    }

    /// <summary>True when the end of a page is the beginning of a tag, of a comment, or the like.</summary>
    public static bool IsCut(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] == '<' && BeginsMarkup(rest[1]);

    private static bool BeginsMarkup(char c) => char.IsAsciiLetter(c) || c is '/' or '!' or '?';

    private static bool IsTag(ReadOnlySpan<char> rest) =>
        (rest.Length > 1 && char.IsAsciiLetter(rest[1])) || (rest.Length > 2 && rest[1] == '/' && char.IsAsciiLetter(rest[2]));

    // Whatever is neither tag nor comment ends at the first angle bracket. -1: the end is not there.
    private static int LengthOfMarkup(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith(Comment))
            return LengthOfComment(rest);
        return Comment.StartsWith(rest, StringComparison.Ordinal) || rest is "</" ? -1 : rest.IndexOf('>') + 1 is > 0 and var length ? length : -1;
    }

    // A comment ends with --> or --!>; the dashes that begin it count for the former, so that <!--> is one.
    private static int LengthOfComment(ReadOnlySpan<char> rest)
    {
        for (int at = 2; rest[at..].IndexOf("--") is >= 0 and var dashes; at++)
        {
            at += dashes;
            ReadOnlySpan<char> after = rest[(at + 2)..];
            if (after.StartsWith(">"))
                return at + 3;
            if (at > 3 && after.StartsWith("!>"))
                return at + 4;
        }
        return -1;
    }
}
