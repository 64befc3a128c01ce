namespace Pulp.Engine.Sync.Upstream;

/// <summary>Addresses as they may be told: user, password, query and fragment can be secrets (signed links are).</summary>
internal static class HttpAddress
{
    private const UriComponents Shown = UriComponents.SchemeAndServer | UriComponents.Path;

    /// <summary>Scheme, host, port and path.</summary>
    internal static string Show(Uri url) => url.GetComponents(Shown, UriFormat.UriEscaped);

    /// <summary>The same of a text; one that is no url is told without what may be a query.</summary>
    internal static string Show(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? Show(uri) : url.Split('?', '#')[0];

    /// <summary>True: the same scheme, host and port, the circle in which a credential may travel.</summary>
    internal static bool SameOrigin(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>True: one of the schemes that are asked.</summary>
    internal static bool IsHttp(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
