using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pulp.Testing;

namespace Pulp.Benchmarks.Index;

/// <summary>Serves a slice from a process of its own: nginx where there is one, else this program.</summary>
internal sealed class IndexServer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TemporaryFolder _folder;

    private IndexServer(ChildProcess process, TemporaryFolder folder, Uri url, string kind)
    {
        (_process, _folder, Url, Kind) = (process, folder, url, kind);
        Log = folder["requests"];
    }

    /// <summary>The index root, with a slash at its end.</summary>
    internal Uri Url { get; }

    /// <summary>What serves it.</summary>
    internal string Kind { get; }

    /// <summary>With nginx: a line a request.</summary>
    internal string Log { get; }

    internal static async Task<IndexServer> StartAsync(SliceIndex index, bool log = false)
    {
        var folder = new TemporaryFolder();
        var port = FreePort();
        var nginx = new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx" }.FirstOrDefault(File.Exists);
        ChildProcess process;
        if (nginx is not null)
        {
            await File.WriteAllTextAsync(folder["nginx.conf"], Configuration(index, folder, port, log));
            process = ChildProcess.Start(nginx, ["-e", folder["error.log"], "-p", folder.Path, "-c", folder["nginx.conf"]]);
        }
        else
        {
            process = ChildProcess.Start("dotnet", ["exec", typeof(IndexServer).Assembly.Location, "serve", index.Folder, port.ToString(CultureInfo.InvariantCulture)]);
        }

        var server = new IndexServer(process, folder, new Uri($"http://127.0.0.1:{port}/"), nginx is null ? "Kestrel" : "nginx");
        await server.WaitAsync();
        return server;
    }

    /// <summary>How many requests nginx has logged; -1: they are not logged.</summary>
    internal int CountRequests() => File.Exists(Log) ? File.ReadLines(Log).Count() : -1;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task WaitAsync()
    {
        using var client = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Url, "simple/"));
                return;
            }
            catch (HttpRequestException) when (tries < 200)
            {
                await Task.Delay(25);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Configuration(SliceIndex index, TemporaryFolder folder, int port, bool log)
    {
        var list = new StringBuilder("""{"meta":{"api-version":"1.1"},"projects":[""");
        list.AppendJoin(',', index.Listed.Select(p => $$"""{"name":"{{p}}"}""")).Append("]}");
        File.WriteAllText(folder["list.json"], list.ToString());
        return $$"""
            daemon off;
            pid {{folder["pid"]}};
            worker_processes 2;
            error_log {{folder["error.log"]}};
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            events { worker_connections 1024; }
            http {
              log_format line '$request_method $request_uri $status $body_bytes_sent';
              access_log {{(log ? folder["requests"] + " line" : "off")}};
              client_body_temp_path {{folder["b"]}}; proxy_temp_path {{folder["p"]}}; fastcgi_temp_path {{folder["f"]}}; uwsgi_temp_path {{folder["u"]}}; scgi_temp_path {{folder["s"]}};
              sendfile on; tcp_nopush on; keepalive_requests 1000000; types {} default_type application/octet-stream;
              server {
                listen 127.0.0.1:{{port}} backlog=1024;
                location = /simple/ { rewrite ^ /.list last; }
                location = /.list { internal; default_type application/vnd.pypi.simple.v1+json; alias {{folder["list.json"]}}; }
                location /simple/ { rewrite ^/simple/([^/]+)/$ /.page/$1 last; return 404; }
                location ~ ^/\.page/(.+)$ { internal; default_type application/vnd.pypi.simple.v1+json; alias {{index.Folder}}/pages/$1.json; }
                location /files/ { alias {{index.Folder}}/files/; }
                location / { return 404; }
              }
            }
            """;
    }
}
