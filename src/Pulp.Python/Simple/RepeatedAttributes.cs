using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace Pulp.Python;

/// <summary>
/// Finds the last of an attribute that a tag has twice: the tokenizer drops all but the first, and the tools that index pages are made for take the last.
/// Only tags with such a fault come here.
/// </summary>
internal static class RepeatedAttributes
{
    private const string Spaces = " \t\n\r\f";

    /// <summary>The value of the last attribute of a name; null when the tag has none.</summary>
    /// <param name="tag">The tag as it stands in the page, from &lt; to &gt;.</param>
    /// <param name="name">The name, lower case.</param>
    public static string? FindLast(ReadOnlySpan<char> tag, ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> rest = tag[1..];
        rest = rest[Until(rest, Spaces + "/>")..];
        bool found = false;
        ReadOnlySpan<char> last = default;
        while (true)
        {
            rest = rest.TrimStart(Spaces + "/");
            if (rest.IsEmpty || rest[0] == '>')
                return found ? Decode(last) : null;
            // An equals sign in front is part of the name.
            int end = 1 + Until(rest[1..], Spaces + "/>=");
            bool wanted = rest[..end].Equals(name, StringComparison.OrdinalIgnoreCase);
            rest = rest[end..].TrimStart(Spaces);
            ReadOnlySpan<char> value = default;
            if (rest.StartsWith("="))
            {
                rest = rest[1..].TrimStart(Spaces);
                value = rest[..ValueLength(rest)];
                rest = rest[value.Length..];
            }
            if (!wanted)
                continue;
            found = true;
            last = value;
        }
    }

    // With its quotes, if it has any.
    private static int ValueLength(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] == '>')
            return 0;
        if (rest[0] is not ('"' or '\''))
            return Until(rest, Spaces + ">");
        int close = rest[1..].IndexOf(rest[0]);
        return close < 0 ? rest.Length : close + 2;
    }

    // The tokenizer undoes the entities, by the rules for attributes.
    private static string Decode(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return "";
        using var source = new TextSource(new ReadOnlyMemoryTextSource($"<a v={value}>"));
        using var tokenizer = new HtmlTokenizer(source, (IEntityProviderExtended)HtmlEntityProvider.Resolver);
        ref StructHtmlToken token = ref tokenizer.GetStructToken();
        return token.Attributes.Count == 0 ? "" : token.Attributes[0].Value.ToString();
    }

    private static int Until(ReadOnlySpan<char> text, ReadOnlySpan<char> ends)
    {
        int end = text.IndexOfAny(ends);
        return end < 0 ? text.Length : end;
    }
}
