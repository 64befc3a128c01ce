using System.Collections.Concurrent;
using System.Net;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>
/// The connections of this process to indexes, shared by all syncs that need the same and outliving each (SYNC, Speed): the second sync finds them open.
/// HTTP/1.1; redirects, unpacking, time-outs and retries are not theirs but ours (SYNC rule 7).
/// </summary>
internal sealed class HttpConnections : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private static readonly ConcurrentDictionary<string, HttpConnections> Open = new(StringComparer.Ordinal);

    private readonly HttpMessageInvoker _invoker;
    private readonly IWebProxy _proxy;

    internal HttpConnections(ConnectionSettings settings)
    {
        _proxy = settings.Proxy is { } proxy ? new OneProxy(proxy, settings.ProxyCredential) : new BeyondLoopback(HttpClient.DefaultProxy);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            Proxy = _proxy,
            PooledConnectionLifetime = Lifetime,
            PooledConnectionIdleTimeout = Lifetime,
            // No headers for tracing: what this process is part of is none of an index's business.
            ActivityHeadersPropagator = null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = new CertificateJudge(settings.Authorities, settings.SkipCertificateCheck).Accept;
        if (settings.Certificate is { } certificate)
        {
            // Asked for on every connection, that to a proxy over TLS included: it is for one host.
            handler.SslOptions.LocalCertificateSelectionCallback = (_, host, _, _, _) =>
                string.Equals(host, settings.CertificateHost, StringComparison.OrdinalIgnoreCase) ? certificate : null!;
            handler.SslOptions.ClientCertificates = [certificate];
        }

        _invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Those of this process for what is asked. Made at first use; they end with the process, and idle ones close after two minutes.</summary>
    internal static HttpConnections For(ConnectionSettings settings) => Open.GetOrAdd(settings.Key(), static (_, s) => new HttpConnections(s), settings);

    /// <summary>The proxy an address is asked through; null: none.</summary>
    internal Uri? ProxyOf(Uri url) => _proxy.IsBypassed(url) || _proxy.GetProxy(url) is not { } proxy || proxy == url ? null : proxy;

    /// <summary>Sends a request; returns as soon as the header of the answer is read.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => _invoker.SendAsync(request, cancel);

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();
}

/// <summary>Which connections an address is asked on: a client certificate is for the origin of the remote's url alone (SYNC rule 7).</summary>
internal sealed class HttpRoutes(Uri origin, HttpConnections own, HttpConnections others)
{
    /// <summary>Those that settings ask for.</summary>
    internal static HttpRoutes Of(UpstreamSettings settings)
    {
        var own = HttpConnections.For(settings.Connection);
        return new HttpRoutes(
            settings.Url, own, settings.Connection.Certificate is null ? own : HttpConnections.For(settings.Connection with { Certificate = null, CertificateHost = null }));
    }

    internal HttpConnections For(Uri url) => HttpAddress.SameOrigin(url, origin) ? own : others;
}
