using System.Buffers;
using System.Text;

namespace Pulp.Python;

/// <summary>Description-Content-Type: one of three types, perhaps with charset and, for Markdown, variant (RFC 2045, the parts that are in use).</summary>
internal static class ContentTypeField
{
    private static readonly string[] Types = ["text/plain", "text/x-rst", "text/markdown"];

    // What ends a parameter's name, and a value without quotes (in which a percent sign may stand).
    private static readonly SearchValues<char> NameEnds = SearchValues.Create("()<>@,:;\\\"[]/?=*'% \t");
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create("()<>@,:;\\\"[]/?=*' \t");

    public static string? Judge(string text)
    {
        if (MetadataJudge.HasLineBreak(text))
            return "has more than one line";
        int semicolon = text.IndexOf(';', StringComparison.Ordinal);
        string type = PythonText.Trim(semicolon < 0 ? text : text.AsSpan(0, semicolon)).ToString().ToLowerInvariant();
        if (!Types.Contains(type, StringComparer.Ordinal))
            return $"'{PythonText.Excerpt(text)}' is none of {string.Join(", ", Types)}";
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (semicolon >= 0 && !TryReadParameters(text.AsSpan(semicolon + 1), parameters))
            return $"the parameters of '{PythonText.Excerpt(text)}' cannot be read";
        if (Find(parameters, "charset") is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return $"the charset must be UTF-8, not '{PythonText.Excerpt(charset)}'";
        return type == "text/markdown" && Find(parameters, "variant") is { } variant and not ("GFM" or "CommonMark")
            ? $"the variant of Markdown must be GFM or CommonMark, not '{PythonText.Excerpt(variant)}'"
            : null;
    }

    // Of two spellings of a name the later counts; the same spelling twice is a fault.
    private static string? Find(Dictionary<string, string> parameters, string name) =>
        parameters.LastOrDefault(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool TryReadParameters(ReadOnlySpan<char> rest, Dictionary<string, string> parameters)
    {
        while (!rest.IsEmpty)
        {
            if (!SkipSpace(ref rest))
                return false;
            // After the last semicolon there may be nothing.
            if (rest.IsEmpty)
                return true;
            if (!TryReadOne(ref rest, parameters))
                return false;
            if (!rest.IsEmpty && rest[0] != ';')
                return false;
            rest = rest.IsEmpty ? rest : rest[1..];
        }
        return true;
    }

    private static bool TryReadOne(ref ReadOnlySpan<char> rest, Dictionary<string, string> parameters)
    {
        string name = Take(ref rest, NameEnds);
        if (name.Length == 0 || !SkipSpace(ref rest) || rest.IsEmpty || rest[0] != '=')
            return false;
        rest = rest[1..];
        if (!SkipSpace(ref rest) || rest.IsEmpty)
            return false;
        string? value = rest[0] == '"' ? TakeQuoted(ref rest) : Take(ref rest, ValueEnds);
        return !string.IsNullOrEmpty(value) && SkipSpace(ref rest) && !HasUnprintable(name) && !HasUnprintable(value) && parameters.TryAdd(name, value);
    }

    private static string Take(ref ReadOnlySpan<char> rest, SearchValues<char> ends)
    {
        int end = rest.IndexOfAny(ends);
        ReadOnlySpan<char> taken = end < 0 ? rest : rest[..end];
        rest = rest[taken.Length..];
        return taken.ToString();
    }

    // Null when the quotes are not closed.
    private static string? TakeQuoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        for (int i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return value.ToString();
            }
            if (rest[i] == '\\' && i + 1 < rest.Length)
                i++;
            value.Append(rest[i]);
        }
        return null;
    }

    // White space and comments, which may hold comments; false when one is not closed.
    private static bool SkipSpace(ref ReadOnlySpan<char> rest)
    {
        int depth = 0, at = 0;
        for (; at < rest.Length; at++)
        {
            char c = rest[at];
            if (c == '(')
                depth++;
            else if (c == ')' && depth > 0)
                depth--;
            else if (c == '\\' && depth > 0)
                at++;
            else if (depth == 0 && c is not (' ' or '\t'))
                break;
        }
        rest = rest[Math.Min(at, rest.Length)..];
        return depth == 0;
    }

    private static bool HasUnprintable(string text) => text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f', StringComparison.Ordinal);
}
