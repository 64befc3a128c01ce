using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pulp.Testing;

/// <summary>A request that a <see cref="ForwardProxy"/> got.</summary>
/// <param name="Method">The method: CONNECT for a tunnel.</param>
/// <param name="Target">What was asked for: an absolute address, or host and port for a tunnel.</param>
/// <param name="Headers">The headers, letter case ignored.</param>
/// <param name="Status">What the proxy itself answered: 407, 502, 200 for a tunnel; 0: what was answered came from the target.</param>
public sealed record ProxyCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, int Status)
{
    /// <summary>A header's value; null: it was not sent.</summary>
    public string? this[string header] => Headers.GetValueOrDefault(header);
}

/// <summary>
/// A real forward proxy on the loopback: the absolute form for http, CONNECT for everything else, with a user and password if it has them. One request a
/// connection. Names can be made up: what <see cref="Map"/> knows is found on the loopback.
/// </summary>
public sealed class ForwardProxy : IAsyncDisposable
{
    private const int LongestHead = 64 * 1024;

    private readonly LoopbackListener _listener;
    private readonly ConcurrentQueue<ProxyCall> _calls = new();
    private readonly ConcurrentDictionary<string, int> _ports = new(StringComparer.OrdinalIgnoreCase);
    private readonly X509Certificate2? _certificate;

    private ForwardProxy(X509Certificate2? certificate)
    {
        _certificate = certificate;
        _listener = new LoopbackListener(ServeAsync);
    }

    /// <summary>Where it is.</summary>
    public Uri Url => new($"http{(_certificate is null ? "" : "s")}://127.0.0.1:{_listener.Port}/");

    /// <summary><c>user:password</c> it asks for; null: it does not.</summary>
    public string? Credential { get; set; }

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<ProxyCall> Calls => [.. _calls];

    /// <summary>Starts one; with a certificate it is spoken to over TLS.</summary>
    public static ForwardProxy Start(X509Certificate2? certificate = null) => new(certificate);

    /// <summary>A host that is to be found at a port of the loopback, whatever port is asked for.</summary>
    public ForwardProxy Map(string host, int port)
    {
        _ports[host] = port;
        return this;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _listener.Closing);
            }

            await using var from = stream;
            if (await ReadHeadAsync(from) is not [var line, .. var rest] || line.Split(' ') is not [var method, var target, _]) return;
            var headers = rest.Select(l => l.Split(':', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
            if (Credential is { } login && headers.GetValueOrDefault("Proxy-Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))
            {
                _calls.Enqueue(new ProxyCall(method, target, headers, 407));
                await SendAsync(from, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }

            await ForwardAsync(from, method, target, headers, rest);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // One of the two went.
        }
    }

    private async Task ForwardAsync(Stream from, string method, string target, Dictionary<string, string> headers, string[] lines)
    {
        var tunnel = method == "CONNECT";
        var address = new Uri(tunnel ? $"tcp://{target}" : target);
        var port = _ports.TryGetValue(address.Host, out var mapped) ? mapped : address.Port;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, port, _listener.Closing);
        }
        catch (SocketException)
        {
            _calls.Enqueue(new ProxyCall(method, target, headers, 502));
            await SendAsync(from, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }

        _calls.Enqueue(new ProxyCall(method, target, headers, tunnel ? 200 : 0));
        await using var to = server.GetStream();
        if (tunnel)
        {
            await SendAsync(from, "HTTP/1.1 200 Connection Established\r\n\r\n");
            await Task.WhenAny(from.CopyToAsync(to, _listener.Closing), to.CopyToAsync(from, _listener.Closing));
            return;
        }

        // What is between the client and its proxy goes no further.
        var kept = lines.Where(l => !l.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase) && !l.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        await SendAsync(to, string.Create(CultureInfo.InvariantCulture, $"{method} {address.PathAndQuery} HTTP/1.1\r\n{string.Join("\r\n", kept)}\r\nConnection: close\r\n\r\n"));
        await to.CopyToAsync(from, _listener.Closing);
    }

    private async Task<string[]> ReadHeadAsync(Stream from)
    {
        var head = new MemoryStream();
        var one = new byte[1];
        while (head.Length < LongestHead)
        {
            if (await from.ReadAsync(one, _listener.Closing) == 0) return [];
            head.Write(one);
            if (one[0] != '\n' || head.Length < 4) continue;
            if (head.GetBuffer().AsSpan((int)head.Length - 4, 4).SequenceEqual("\r\n\r\n"u8))
                return Encoding.ASCII.GetString(head.GetBuffer(), 0, (int)head.Length - 4).Split("\r\n");
        }

        return [];
    }

    private ValueTask SendAsync(Stream to, string text) => to.WriteAsync(Encoding.ASCII.GetBytes(text), _listener.Closing);
}
