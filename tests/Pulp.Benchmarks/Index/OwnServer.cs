using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pulp.Benchmarks.Index;

/// <summary>Serves a slice where there is no nginx, with strong ETags of size and time.</summary>
internal static class OwnServer
{
    private const string JsonType = "application/vnd.pypi.simple.v1+json";

    internal static async Task<int> RunAsync(string folder, int port)
    {
        var index = new SliceIndex(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, index));
        await app.RunAsync();
        return 0;
    }

    private static Task AnswerAsync(HttpContext context, SliceIndex index)
    {
        var parts = (context.Request.Path.Value ?? "/").Split('/');
        if (parts.Contains("..", StringComparer.Ordinal)) parts = [];
        return parts switch
        {
            ["", "simple", ""] => Results.Bytes(List(index), JsonType).ExecuteAsync(context),
            ["", "simple", var name, ""] => FileAsync(context, Path.Combine(index.Folder, "pages", name + ".json"), JsonType),
            ["", "files", var name] => FileAsync(context, Path.Combine(index.Folder, "files", name), "application/octet-stream"),
            _ => Results.NotFound().ExecuteAsync(context),
        };
    }

    private static Task FileAsync(HttpContext context, string path, string type)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return Results.NotFound().ExecuteAsync(context);
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\"");
        return Results.File(path, type, lastModified: file.LastWriteTimeUtc, entityTag: tag, enableRangeProcessing: true).ExecuteAsync(context);
    }

    private static byte[] List(SliceIndex index) =>
        Encoding.UTF8.GetBytes($$"""{"meta":{"api-version":"1.1"},"projects":[{{string.Join(',', index.Listed.Select(p => $$"""{"name":"{{p}}"}"""))}}]}""");
}
