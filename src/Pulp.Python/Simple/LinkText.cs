using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Pulp.Python;

/// <summary>Texts of links: what surrounds a url in a page, and what percent-encoding hides.</summary>
internal static class LinkText
{
    /// <summary>A url as it stands in a page, without the tabs and line breaks in it and the controls and spaces around it.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().ContainsAny('\t', '\n', '\r'))
            text = string.Concat(text.Split('\t', '\n', '\r'));
        int start = 0, end = text.Length;
        while (start < end && text[start] <= ' ')
            start++;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return start == 0 && end == text.Length ? text : text[start..end];
    }

    /// <summary>Takes the fragment off a url; the fragment comes without its number sign.</summary>
    public static string WithoutFragment(string url, out ReadOnlySpan<char> fragment)
    {
        int number = url.IndexOf('#', StringComparison.Ordinal);
        fragment = number < 0 ? default : url.AsSpan(number + 1);
        return number < 0 ? url : url[..number];
    }

    /// <summary>The digests of a fragment: <c>kind=digest</c>, joined by <c>&amp;</c>, the first of each kind.</summary>
    public static FileDigests Digests(ReadOnlySpan<char> fragment)
    {
        var digests = default(FileDigestsBuilder);
        foreach (Range range in fragment.Split('&'))
        {
            ReadOnlySpan<char> pair = fragment[range];
            int equal = pair.IndexOf('=');
            if (equal > 0)
                digests.AddFirst(pair[..equal], pair[(equal + 1)..]);
        }
        return digests.Build();
    }

    /// <summary>Undoes percent-encoding once, as UTF-8. A percent sign that begins no escape stays. Null when the bytes are no UTF-8.</summary>
    public static string? Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
            return text.ToString();
        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            int length = 0;
            for (int at = 0; at < text.Length;)
            {
                if (text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
                {
                    rented[length++] = byte.Parse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    at += 3;
                    continue;
                }
                int next = text[(at + 1)..].IndexOf('%');
                int run = next < 0 ? text.Length - at : next + 1;
                length += Encoding.UTF8.GetBytes(text.Slice(at, run), rented.AsSpan(length));
                at += run;
            }
            ReadOnlySpan<byte> bytes = rented.AsSpan(0, length);
            return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>True when a text holds half of a surrogate pair: it cannot be written as UTF-8.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
            return false;
        for (; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return true;
            at++;
        }
        return false;
    }
}
