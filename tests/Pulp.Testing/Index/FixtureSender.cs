using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Pulp.Testing;

/// <summary>Sends an answer: validators, ranges, packing, and the faults that lie in the sending.</summary>
internal sealed partial class FixtureSender(HttpContext context, FixtureCall call, FixtureAnswer answer)
{
    private const int Piece = 1 << 16;

    private FixtureOptions Options => call.Index.Options;

    internal async Task SendAsync()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, call.Index.Closing);
        try
        {
            if (call.Drop)
            {
                context.Abort();
                return;
            }

            if (answer.Before is { } before) await before.WaitAsync(gone.Token);
            var (from, length) = Prepare();
            await SendBodyAsync(from, length, gone.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went, or the index is closed.
            context.Abort();
        }
        catch (IOException)
        {
            // The client went.
        }
    }

    /// <summary>Sets status and headers; returns which part of the body is to be sent.</summary>
    private (long From, long Length) Prepare()
    {
        var response = context.Response;
        var length = answer.Body.Length;
        long from = 0;
        if (answer is { Plain: false, Status: 200 })
        {
            Pack();
            length = answer.Body.Length;
            var etag = Options.ETags ? (Options.WeakETags ? "W/" : "") + '"' + answer.Body.Sha256[..32] + '"' : "";
            if (Options.ETags) response.Headers.ETag = etag;
            if (Options.LastModified && answer.Modified is { } modified) response.Headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
            if (IsCurrent(etag))
            {
                answer.Status = 304;
                length = 0;
            }
            else if (Options.Ranges && !answer.IgnoreRange)
            {
                response.Headers.AcceptRanges = "bytes";
                (from, length) = Part(etag, length);
            }
        }

        response.StatusCode = answer.Status;
        call.Request.Status = answer.Status;
        if (answer.Status != 304) response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (!Options.Chunked && answer.Status is not (304 or 204)) response.ContentLength = length + answer.ExtraLength;
        return (from, length);
    }

    private bool IsCurrent(string etag) => call.Request["If-None-Match"] is { } match
        ? Options.ETags && match.Replace("W/", "", StringComparison.Ordinal) == etag.Replace("W/", "", StringComparison.Ordinal)
        : Options.LastModified && answer.Modified is { } modified && call.Request["If-Modified-Since"] == modified.ToString("R", CultureInfo.InvariantCulture);

    private (long From, long Length) Part(string etag, long length)
    {
        if (RangeHeader().Match(call.Request["Range"] ?? "") is not { Success: true } range) return (0, length);
        if (call.Request["If-Range"] is { } condition && (condition != etag || Options.WeakETags || !Options.ETags)) return (0, length);
        var from = long.Parse(range.Groups["from"].ValueSpan, CultureInfo.InvariantCulture);
        if (from >= length)
        {
            answer.Status = 416;
            context.Response.Headers.ContentRange = $"bytes */{length}";
            return (0, 0);
        }

        from += answer.RangeShift;
        answer.Status = 206;
        context.Response.Headers.ContentRange = $"bytes {from}-{length - 1}/{length}";
        return (from, length - from);
    }

    private void Pack()
    {
        var name = Options.Compression switch { FixtureCompression.Gzip => "gzip", FixtureCompression.Brotli => "br", _ => null };
        if (name is null || call.Request.Kind is FixtureKind.File || !(call.Request["Accept-Encoding"] ?? "").Contains(name, StringComparison.Ordinal)) return;
        using var packed = new MemoryStream();
        using (Stream packer = name == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest) : new BrotliStream(packed, CompressionLevel.Fastest))
        {
            packer.Write(answer.Body.ToArray());
        }

        answer.Body = ByteSource.From(packed.ToArray());
        answer.Headers["Content-Encoding"] = name;
    }

    private async Task SendBodyAsync(long from, long length, CancellationToken gone)
    {
        var cut = answer.CutAt?.Invoke(length) ?? (answer.ExtraLength > 0 ? length : null);
        var end = from + (cut ?? length);
        var pause = answer.Pause is { } p ? (At: Math.Min(from + p.At, end), p.Until) : default;
        var piece = answer.BytesPerSecond is { } rate ? Math.Clamp((int)(rate / 20), 1, Piece) : Piece;
        var buffer = ArrayPool<byte>.Shared.Rent(piece);
        try
        {
            await context.Response.StartAsync(gone);
            for (var at = from; at < end;)
            {
                if (pause.Until is not null && at == pause.At) await pause.Until.WaitAsync(gone);
                var stop = pause.Until is not null && at < pause.At ? Math.Min(pause.At, end) : end;
                var part = buffer.AsMemory(0, (int)Math.Min(piece, stop - at));
                answer.Body.Read(at, part.Span);
                await context.Response.Body.WriteAsync(part, gone);
                call.Request.Sent(part.Length);
                at += part.Length;
                if (answer.BytesPerSecond is not null && at < end) await Task.Delay(TimeSpan.FromSeconds(part.Length / answer.BytesPerSecond.Value), gone);
            }

            if (pause.Until is not null && pause.At == end) await pause.Until.WaitAsync(gone);
            await context.Response.Body.FlushAsync(gone);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        // Fewer bytes than were announced: the server closes the connection in order. In chunks only a reset ends it early.
        if (cut is not null && (answer.Reset || Options.Chunked)) context.Abort();
    }

    [GeneratedRegex("^bytes=(?<from>[0-9]+)-[0-9]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex RangeHeader();
}
