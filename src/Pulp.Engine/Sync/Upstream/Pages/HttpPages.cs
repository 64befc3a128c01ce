using System.IO.Compression;
using System.Net;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Asks for pages over HTTP: conditionally where one is kept, with retries, read while they come (SYNC rules 2 and 3).</summary>
internal sealed class HttpPages(HttpAsker asker, Tries tries)
{
    private const int LongestValidator = 1000;

    internal async Task<PageAnswer<T>> GetAsync<T>(Uri url, KeptPage? kept, PageFormat<T> format, CancellationToken cancel)
        where T : class
    {
        var tried = await tries.RunAsync(token => TryAsync(url, kept, format, token), cancel).ConfigureAwait(false);
        return tried.Result.Answer ?? PageAnswers.Of(tried.Result.Fault!, url, tried.Count, tried.Answered, format);
    }

    private async ValueTask<PageTry<T>> TryAsync<T>(Uri url, KeptPage? kept, PageFormat<T> format, CancellationToken cancel)
        where T : class
    {
        using var idle = new IdleTimer(asker.Timeout, cancel);
        var ask = new HttpAsk { Accept = format.Accept, Packed = true, IfNoneMatch = kept?.ETag, IfModifiedSince = kept?.LastModified };
        using var answer = await asker.AskAsync(url, ask, idle, cancel).ConfigureAwait(false);
        if (answer.Response is not { } response) return new PageTry<T>(answer.Fault, null);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when kept is not null:
                return new PageTry<T>(null, PageAnswers.NotModified<T>(answer.Url));
            case HttpStatusCode.OK:
                return await ReadAsync(answer.Url, response, format, idle, cancel).ConfigureAwait(false);
            default:
                return new PageTry<T>(asker.StatusFault(answer.Url, response), null);
        }
    }

    private static async ValueTask<PageTry<T>> ReadAsync<T>(Uri url, HttpResponseMessage response, PageFormat<T> format, IdleTimer idle, CancellationToken cancel)
        where T : class
    {
        var length = response.Content.Headers.ContentLength;
        var packing = string.Join(", ", response.Content.Headers.ContentEncoding).ToLowerInvariant();
        await using var network = new WatchedStream(await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false), idle, PageFormat<T>.Limit);
        Stream? unpacked = packing switch
        {
            "" or "identity" => network,
            "gzip" or "x-gzip" => new GZipStream(network, CompressionMode.Decompress),
            "br" => new BrotliStream(network, CompressionMode.Decompress),
            _ => null,
        };
        if (unpacked is null) return Invalid<T>(url, $"it is packed in a way that was not asked for ({Named(packing)})");
        await using var owned = unpacked;
        await using var keeping = new KeepingStream(unpacked);
        try
        {
            var address = HttpAddress.Show(url);
            var type = Header(response.Content.Headers, "Content-Type") ?? "";
            var (page, fault) = await format.ReadAsync(keeping, address, type, idle.Token).ConfigureAwait(false);
            if (page is null) return Invalid<T>(url, fault!);
            // What follows the packed body: the end of the answer, which may still be missing.
            if (unpacked != network) await network.CopyToAsync(Stream.Null, idle.Token).ConfigureAwait(false);
            var fresh = new KeptPage(address, type, Validator(response.Headers, "ETag"), Validator(response.Content.Headers, "Last-Modified"), keeping.Finish());
            return new PageTry<T>(null, new PageAnswer<T> { Outcome = PageOutcome.Found, Url = address, Status = 200, Content = page, Fresh = fresh });
        }
        catch (Exception) when (network.Fault is not null)
        {
            cancel.ThrowIfCancellationRequested();
            return new PageTry<T>(HttpBroken.InBody(url, network.Fault, network.Count, length, idle), null);
        }
        catch (PageTooLongException)
        {
            return Invalid<T>(url, "it is larger than any page");
        }
        catch (Exception e) when (unpacked != network && (e is InvalidDataException || (e is InvalidOperationException && unpacked is BrotliStream)))
        {
            return Invalid<T>(url, $"it cannot be unpacked ({packing})");
        }
    }

    private static PageTry<T> Invalid<T>(Uri url, string why)
        where T : class => new(new HttpFault(HttpFaultKind.Invalid, url, $"answered, but {why}") { Status = 200, Answered = true }, null);

    // It is sent back as it came; a header may not hold what is not ASCII, and need not be long.
    private static string? Validator(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        Header(headers, name) is { Length: <= LongestValidator } value && !value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? value : null;

    private static string Named(string packing) => packing.Length <= 40 && !packing.AsSpan().ContainsAnyExceptInRange(' ', '~') ? packing : "an unknown one";

    private static string? Header(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private sealed record PageTry<T>(HttpFault? Fault, PageAnswer<T>? Answer) : ITry
        where T : class;
}
