using System.Buffers;

namespace Pulp.Python;

/// <summary>
/// A url taken apart as text (RFC 3986, as Python's urlsplit does it): nothing is decoded, nothing made right. .NET's Uri is of no use for this, it turns
/// a backslash into a slash and undoes <c>%2E%2E</c> before anybody could refuse them.
/// </summary>
internal readonly ref struct UrlParts
{
    private static readonly SearchValues<char> SchemeChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    private static readonly SearchValues<char> PlainHostChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    public ReadOnlySpan<char> Scheme { get; private init; }

    public ReadOnlySpan<char> Authority { get; private init; }

    public ReadOnlySpan<char> Path { get; private init; }

    /// <summary>Without the question mark.</summary>
    public ReadOnlySpan<char> Query { get; private init; }

    /// <summary>Without the number sign.</summary>
    public ReadOnlySpan<char> Fragment { get; private init; }

    public static UrlParts Split(ReadOnlySpan<char> url)
    {
        ReadOnlySpan<char> scheme = default, authority = default, query = default, fragment = default;
        int colon = url.IndexOf(':');
        if (colon > 0 && char.IsAsciiLetter(url[0]) && !url[..colon].ContainsAnyExcept(SchemeChars))
        {
            scheme = url[..colon];
            url = url[(colon + 1)..];
        }
        if (url.StartsWith("//"))
        {
            int end = url[2..].IndexOfAny('/', '?', '#');
            authority = end < 0 ? url[2..] : url.Slice(2, end);
            url = end < 0 ? default : url[(end + 2)..];
        }
        if (url.IndexOf('#') is >= 0 and var number)
        {
            fragment = url[(number + 1)..];
            url = url[..number];
        }
        if (url.IndexOf('?') is >= 0 and var mark)
        {
            query = url[(mark + 1)..];
            url = url[..mark];
        }
        return new UrlParts { Scheme = scheme, Authority = authority, Path = url, Query = query, Fragment = fragment };
    }

    /// <summary>True when an authority has a host, and a port in range if any.</summary>
    public static bool HasHost(ReadOnlySpan<char> authority)
    {
        ReadOnlySpan<char> hostAndPort = authority[(authority.LastIndexOf('@') + 1)..];
        int colon = hostAndPort.IndexOf(':');
        ReadOnlySpan<char> host = colon < 0 ? hostAndPort : hostAndPort[..colon];
        ReadOnlySpan<char> port = colon < 0 ? default : hostAndPort[(colon + 1)..];
        if (host.Length > 0 && !host.ContainsAnyExcept(PlainHostChars) && authority.Length == hostAndPort.Length)
            return IsPort(port);
        // IPv6, user information, names beyond ASCII: whether they parse is for Uri to say, which has to take them in the end.
        return hostAndPort.Length > 0 && !authority.ContainsAnyInRange('\0', ' ')
            && Uri.TryCreate($"http://{authority}/", UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0;
    }

    private static bool IsPort(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExceptInRange('0', '9'))
            return false;
        ReadOnlySpan<char> digits = text.TrimStart('0');
        return digits.Length == 0 || (digits.Length <= 5 && int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) <= ushort.MaxValue);
    }
}
