namespace Pulp.Engine.Sync.Upstream;

/// <summary>Addresses as they may be told: user, password, query and fragment can be secrets (signed links are).</summary>
internal static class HttpAddress
{
    private const UriComponents Shown = UriComponents.SchemeAndServer | UriComponents.Path;

    // A link of a hostile page may have megabytes.
    private const int LongestLink = 500;

    /// <summary>Scheme, host, port and path.</summary>
    internal static string Show(Uri url) => url.GetComponents(Shown, UriFormat.UriEscaped);

    /// <summary>The same of a link as a page has it, the middle of a very long one left out; of one that is no url, what is left without user, query and fragment.</summary>
    internal static string Show(string url)
    {
        string shown = Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsHttp(uri) ? Show(uri) : WithoutUser(url.Split('?', '#')[0]);
        return shown.Length <= LongestLink ? shown : $"{shown.AsSpan(0, LongestLink / 2)}…{shown.AsSpan(shown.Length - (LongestLink / 4))}";
    }

    /// <summary>A url without user and password: they are never sent, and must not be kept.</summary>
    internal static string WithoutUser(string url)
    {
        var slashes = url.IndexOf("//", StringComparison.Ordinal);
        if (slashes < 0) return url;
        var end = url.AsSpan(slashes + 2).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? url.AsSpan(slashes + 2) : url.AsSpan(slashes + 2, end);
        var at = authority.LastIndexOf('@');
        return at < 0 ? url : string.Concat(url.AsSpan(0, slashes + 2), url.AsSpan(slashes + 2 + at + 1));
    }

    /// <summary>True: the same scheme, host and port, the circle in which a credential may travel.</summary>
    internal static bool SameOrigin(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>True: one of the schemes that are asked.</summary>
    internal static bool IsHttp(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
