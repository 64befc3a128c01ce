using System.IO.Compression;
using System.Text;

namespace Pulp.Engine.Tests.Hostile;

/// <summary>Answers that mean harm, by name; none is ever whole in memory.</summary>
internal static class HostileAnswers
{
    private const string Json = "Content-Type: application/vnd.pypi.simple.v1+json\r\n";
    private const string Html = "Content-Type: text/html\r\n";
    private const string Start = "{\"meta\":{\"api-version\":\"1.0\"},\"name\":null,\"files\":[";
    private const long Megabytes = 500;

    internal static IReadOnlyList<(string Name, bool Slow, string Expected)> All { get; } =
    [
        ("500 MB of spaces", true, "page.invalid a value of the page has more than 16 MiB"),
        ("500 MB of one text", false, "page.invalid a value of the page has more than 16 MiB"),
        ("500 MB of numbers", true, "page.invalid a value of the page has more than 16 MiB"),
        ("500 MB of entries", false, "page.invalid the page has more than 300,000 files"),
        ("500 MB of links", true, "page.invalid the page has more than 300,000 links"),
        ("500 MB of one tag", false, "page.invalid a tag, comment, script or text of the page has more than 8 Mi characters"),
        ("500 MB of noise", true, "page.invalid it is larger than any page"),
        ("deep JSON", false, "page.invalid the page's JSON is nested more than 256 deep"),
        ("deep entry", false, "page.invalid the page's JSON is nested more than 256 deep"),
        ("gzip bomb", false, "page.invalid a value of the page has more than 16 MiB"),
        ("brotli bomb", true, "page.invalid a value of the page has more than 16 MiB"),
        ("gzip twice", false, "page.invalid it is packed in a way that was not asked for (gzip, gzip)"),
        ("gzip of nothing for ever", true, "page.invalid it is larger than any page"),
        ("rubbish behind a gzip", true, "page.invalid it is larger than any page"),
        ("a header of 1 MB", false, "page.unreachable answered with a header larger than 64 KiB"),
        ("100,000 headers", false, "page.unreachable answered with a header larger than 64 KiB"),
        ("an ETag of 60 KB", false, "found"),
        ("an ETag beyond ASCII", false, "found"),
        ("endless trailers", false, "page.unreachable was cut after 53 bytes"),
        ("endless chunk extension", false, "page.unreachable was cut after 0 bytes"),
        ("no HTTP", false, "page.unreachable answered with a header larger than 64 KiB"),
    ];

    internal static RawIndex.Answer Of(string name) => name switch
    {
        "500 MB of spaces" => Endless(Json, Start, " "),
        "500 MB of one text" => Endless(Json, "{\"x\":\"", "x"),
        "500 MB of numbers" => Endless(Json, "{\"x\":[", "1,"),
        "500 MB of entries" => Endless(Json, Start, "{\"filename\":\"bad-1.tar.gz\"},"),
        "500 MB of links" => Endless(Html, "", "<a href=bad-1.tar.gz>"),
        "500 MB of one tag" => Endless(Html, "<a href='", "x"),
        "500 MB of noise" => Noise(),
        "deep JSON" => Endless(Json, "{\"files\":", "[", 100_000),
        "deep entry" => Endless(Json, Start, "{\"x\":", 500_000),
        "gzip bomb" => Packed("gzip", s => new GZipStream(s, CompressionLevel.Fastest, leaveOpen: true)),
        "brotli bomb" => Packed("br", s => new BrotliStream(s, CompressionLevel.Fastest, leaveOpen: true)),
        "gzip twice" => Packed("gzip, gzip", s => new GZipStream(new GZipStream(s, CompressionLevel.Fastest), CompressionLevel.Fastest)),
        "gzip of nothing for ever" => Repeat($"{Json}Content-Encoding: gzip\r\n", [], EmptyGzip()),
        "rubbish behind a gzip" => Repeat($"{Json}Content-Encoding: gzip\r\n", Gzip(Start + "]}"), Encoding.ASCII.GetBytes(new string('x', 4096))),
        "a header of 1 MB" => Header($"X: {new string('x', 1_000_000)}\r\n"),
        "100,000 headers" => Header(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"X-{i}: x\r\n"))),
        "an ETag of 60 KB" => Whole($"ETag: \"{new string('x', 60_000)}\"\r\n"),
        "an ETag beyond ASCII" => Whole("ETag: \"\u00e9\"\r\nLast-Modified: \u00e9\r\n"),
        "endless trailers" => Trailers(),
        "endless chunk extension" => Repeat($"{Json}Transfer-Encoding: chunked\r\n", "1;"u8.ToArray(), Encoding.ASCII.GetBytes(new string('x', 4096))),
        "no HTTP" => Repeat("", [], Encoding.ASCII.GetBytes(new string('x', 4096)), head: false),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such answer"),
    };

    private static RawIndex.Answer Whole(string headers) => RawIndex.Whole("application/vnd.pypi.simple.v1+json", Encoding.ASCII.GetBytes(Start + "]}"), headers);

    private static RawIndex.Answer Header(string headers) => async (stream, gone) =>
        await stream.WriteAsync(RawIndex.Head($"{headers}{Json}Content-Length: 2\r\n"), gone);

    private static RawIndex.Answer Endless(string headers, string start, string repeated, long times = long.MaxValue) => async (stream, gone) =>
    {
        await stream.WriteAsync(RawIndex.Head(headers), gone);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), gone);
        int each = Math.Max(1, (1 << 16) / repeated.Length);
        byte[] piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, each)));
        for (long sent = 0; sent < Megabytes << 20 && sent / repeated.Length < times; sent += piece.Length) await stream.WriteAsync(piece, gone);
    };

    private static RawIndex.Answer Repeat(string headers, byte[] start, byte[] repeated, bool head = true) => async (stream, gone) =>
    {
        if (head) await stream.WriteAsync(RawIndex.Head(headers), gone);
        await stream.WriteAsync(start, gone);
        for (long sent = 0; sent < Megabytes << 20; sent += repeated.Length) await stream.WriteAsync(repeated, gone);
    };

    // Base64 in a text: it packs to three quarters only.
    private static RawIndex.Answer Noise() => async (stream, gone) =>
    {
        await stream.WriteAsync(RawIndex.Head(Json), gone);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Start), gone);
        var random = new Random(1);
        byte[] bytes = new byte[48 * 1024];
        for (long sent = 0; sent < Megabytes << 20;)
        {
            random.NextBytes(bytes);
            byte[] piece = Encoding.ASCII.GetBytes($"{{\"x\":\"{Convert.ToBase64String(bytes)}\"}},");
            await stream.WriteAsync(piece, gone);
            sent += piece.Length;
        }
    };

    private static RawIndex.Answer Packed(string packing, Func<Stream, Stream> pack) => async (stream, gone) =>
    {
        await stream.WriteAsync(RawIndex.Head($"{Json}Content-Encoding: {packing}\r\n"), gone);
        byte[] piece = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
        await using Stream packed = pack(stream);
        await packed.WriteAsync(Encoding.ASCII.GetBytes(Start), gone);
        for (int i = 0; i < 2 * Megabytes; i++) await packed.WriteAsync(piece, gone);
    };

    private static RawIndex.Answer Trailers() => async (stream, gone) =>
    {
        byte[] body = Encoding.ASCII.GetBytes(Start + "]}");
        await stream.WriteAsync(RawIndex.Head($"{Json}Transfer-Encoding: chunked\r\n"), gone);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), gone);
        await stream.WriteAsync(body, gone);
        await stream.WriteAsync("\r\n0\r\n"u8.ToArray(), gone);
        byte[] piece = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: {new string('x', 100)}\r\n")));
        for (long sent = 0; sent < Megabytes << 20; sent += piece.Length) await stream.WriteAsync(piece, gone);
    };

    private static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(Encoding.ASCII.GetBytes(text));
        return memory.ToArray();
    }

    // A member of a gzip that holds nothing, many times.
    private static byte[] EmptyGzip() => [.. Enumerable.Repeat<byte[]>([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1000).SelectMany(m => m)];
}
