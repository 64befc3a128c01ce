using System.Globalization;
using System.Net.Sockets;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Puts into words why no whole answer came.</summary>
internal static class HttpBroken
{
    /// <summary>No header came.</summary>
    internal static HttpFault BeforeAnswer(Uri url, HttpRequestException exception, bool answered, Uri? proxy, UpstreamSettings settings)
    {
        if (proxy is not null && exception.HttpRequestError == HttpRequestError.ProxyTunnelError) return HttpTunnel.Refused(url, exception, proxy, settings);
        var (why, mayPass) = Explain(url, exception, proxy, settings);
        return new HttpFault(HttpFaultKind.Broken, url, why) { MayPass = mayPass, Answered = answered };
    }

    /// <summary>No header came in time.</summary>
    internal static HttpFault NoAnswer(Uri url, TimeSpan limit, bool answered) =>
        new(HttpFaultKind.Broken, url, $"gave no answer for {Seconds(limit)}") { MayPass = true, Answered = answered };

    /// <summary>The body stopped.</summary>
    internal static HttpFault InBody(Uri url, Exception exception, long got, long? of, IdleTimer idle)
    {
        var amount = of is null ? string.Create(CultureInfo.InvariantCulture, $"after {got} bytes") : string.Create(CultureInfo.InvariantCulture, $"after {got} of {of} bytes");
        var what = idle.Expired ? $"stopped {amount}: no byte came for {Seconds(idle.Limit)}"
            : FindSocket(exception) is { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted } ? $"was cut {amount}: the connection was reset"
            : $"was cut {amount}";
        return new HttpFault(HttpFaultKind.Broken, url, what) { MayPass = true, Answered = true };
    }

    /// <summary>Whether an exception is one that a stream of the network throws.</summary>
    internal static bool IsNetwork(Exception exception) => exception is IOException or HttpRequestException or SocketException or System.Security.Authentication.AuthenticationException;

    private static (string Why, bool MayPass) Explain(Uri url, HttpRequestException e, Uri? proxy, UpstreamSettings settings)
    {
        var socket = FindSocket(e);
        var through = proxy is null ? "" : $" through the proxy {HttpAddress.Show(proxy)}";
        var host = (proxy ?? url).IdnHost;
        switch (e.HttpRequestError)
        {
            case HttpRequestError.NameResolutionError:
                return socket?.SocketErrorCode == SocketError.TryAgain
                    ? ($"could not be reached{through}: the name {host} could not be looked up (the name server gave no answer)", true)
                    : ($"could not be reached{through}: the name {host} is not known", false);
            case HttpRequestError.SecureConnectionError:
                if (Find<CertificateRefusedException>(e) is { } refused) return ($"could not be reached: its TLS certificate is not trusted: {refused.Message}", false);
                return Find<IOException>(e) is null
                    ? ($"could not be reached: no TLS connection came about ({Innermost(e)})", false)
                    : ("could not be reached: the connection broke while TLS was set up (does this port speak TLS?)", true);
            case HttpRequestError.ResponseEnded:
                // So an index ends it that misses a client certificate: TLS 1.3 tells after the client has done its part.
                return (url.Scheme == Uri.UriSchemeHttps && settings.Connection.Certificate is null
                    ? $"closed the connection without an answer (does it want a client certificate? {settings.Set("-Certificate")} gives one)"
                    : "closed the connection without an answer", true);
            case HttpRequestError.InvalidResponse:
                return ("answered with something that is not HTTP", false);
            case HttpRequestError.ConfigurationLimitExceeded:
                return ("answered with a header larger than 64 KiB", false);
        }

        return socket?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => ($"could not be reached{through}: connection refused (does {(proxy is null ? "a server" : "the proxy")} listen there?)", true),
            SocketError.ConnectionReset or SocketError.ConnectionAborted => ("reset the connection", true),
            SocketError.TimedOut => ($"could not be reached{through}: no answer to the connection", true),
            SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => ($"could not be reached{through}: there is no route to it", true),
            null when Find<IOException>(e) is not null => ("broke the connection", true),
            null => ($"could not be reached{through}: {Innermost(e)}", e.HttpRequestError == HttpRequestError.ConnectionError),
            _ => ($"could not be reached{through}: {socket.Message}", true),
        };
    }

    private static string Seconds(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.###} s");

    private static SocketException? FindSocket(Exception e) => Find<SocketException>(e);

    private static T? Find<T>(Exception e)
        where T : Exception
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            if (at is T found) return found;
        }

        return null;
    }

    private static string Innermost(Exception e) => e.GetBaseException().Message.TrimEnd('.');
}
