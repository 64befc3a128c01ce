using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Pulp.Testing;

/// <summary>Kestrel on a port of 127.0.0.1, handing every request to one function. No host is run: none of the process's signals is touched.</summary>
internal sealed class FixtureServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private readonly Func<HttpContext, Task> _handle;
    private readonly WebApplication _services;
    private readonly IServer _server;
    private int _connections;

    private FixtureServer(FixtureOptions options, Func<HttpContext, Task> handle)
    {
        _handle = handle;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Slow and stalled clients are part of the tests.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Use(next => connection =>
                {
                    Interlocked.Increment(ref _connections);
                    return next(connection);
                });
                if (options.Certificate is null) return;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = options.Certificate;
                    https.ClientCertificateMode = options.NeedsCertificate ? ClientCertificateMode.RequireCertificate
                        : options.AsksForCertificate ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.NoCertificate;
                    https.ClientCertificateValidation = static (_, _, _) => true;
                });
            });
        });
        _services = builder.Build();
        _server = _services.Services.GetRequiredService<IServer>();
    }

    internal int Port { get; private set; }

    internal int Connections => Volatile.Read(ref _connections);

    internal static async Task<FixtureServer> StartAsync(FixtureOptions options, Func<HttpContext, Task> handle)
    {
        var server = new FixtureServer(options, handle);
        await server._server.StartAsync(server, CancellationToken.None);
        server.Port = new Uri(server._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
        return server;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => _handle(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async ValueTask DisposeAsync()
    {
        // Already canceled: connections under way are ended, not waited for.
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _services.DisposeAsync();
    }
}
