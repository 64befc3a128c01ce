using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>
/// The connections of this process to indexes, shared by all syncs and outliving each (SYNC, Speed): the second sync finds them open. HTTP/1.1;
/// redirects, unpacking, time-outs and retries are not theirs but ours (SYNC rule 7), one handler therefore serves every remote.
/// </summary>
internal sealed class HttpConnections : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly HttpMessageInvoker _invoker;

    /// <param name="authorities">Trusted instead of those of the machine; null: those of the machine.</param>
    internal HttpConnections(X509Certificate2Collection? authorities = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            Proxy = new BeyondLoopback(HttpClient.DefaultProxy),
            PooledConnectionLifetime = Lifetime,
            PooledConnectionIdleTimeout = Lifetime,
            // No headers for tracing: what this process is part of is none of an index's business.
            ActivityHeadersPropagator = null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = CertificateJudge.Accept;
        if (authorities is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        _invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Those of this process. Made at first use; they end with the process.</summary>
    internal static HttpConnections Shared { get; } = new();

    /// <summary>Sends a request; returns as soon as the header of the answer is read.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) => _invoker.SendAsync(request, cancel);

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();
}
