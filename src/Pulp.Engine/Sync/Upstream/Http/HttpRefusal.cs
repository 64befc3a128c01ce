namespace Pulp.Engine.Sync.Upstream;

/// <summary>What a refusal (401, 403, 407) means, given what was sent, and what can be done about it.</summary>
internal static class HttpRefusal
{
    /// <summary>As a clause that follows the status; null: nothing can be said.</summary>
    internal static string? Explain(Uri url, int status, UpstreamSettings settings, Uri? proxy) => status switch
    {
        401 or 403 when !HttpAddress.SameOrigin(url, settings.Url) => settings.Headers.Count == 0 ? null
            : $"what the remote has to log in goes to {settings.Url.GetLeftPart(UriPartial.Authority)} only, not to this address",
        401 when settings.Authorizes => $"it does not accept what the remote logs in with; {settings.Set("-Credential")} gives another user and password",
        401 => $"it asks for a user and a password; give them with {settings.Set("-Credential")}",
        403 when settings.Authorizes => "the user that the remote logs in with may not read it",
        407 when proxy is not null => OfProxy(proxy, settings),
        _ => null,
    };

    /// <summary>What a proxy's 407 means.</summary>
    internal static string OfProxy(Uri proxy, UpstreamSettings settings)
    {
        var shown = HttpAddress.Show(proxy);
        if (settings.Connection.ProxyCredential is not null) return $"the proxy {shown} does not accept the user and password of the remote; {settings.Set("-ProxyCredential")} gives others";
        return settings.Connection.Proxy is not null
            ? $"the proxy {shown} asks for a user and a password; give them with {settings.Set("-ProxyCredential")}"
            : $"the proxy {shown}, which the environment or the system names, asks for a user and a password; give it with {settings.Set("-Proxy … -ProxyCredential …")}";
    }
}
