using System.Buffers;
using System.Net;
using Pulp.Engine.Store;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Fetches files over HTTP with retries and resumes (SYNC rules 7 and 8).</summary>
internal sealed class HttpFiles(HttpAsker asker, Tries tries)
{
    internal async Task<FileAnswer> FetchAsync(FileRequest request, IncomingFile target, Action<int>? arrived, CancellationToken cancel)
    {
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || !HttpAddress.IsHttp(url))
        {
            return new FileAnswer("file.status", $"{HttpAddress.Show(request.Url)} is no http or https address.", null, 0);
        }

        using var bytes = new IncomingBytes(request, target, arrived);
        var transfer = new HttpTransfer(asker, url, bytes);
        var tried = await tries.RunAsync(transfer.TryAsync, cancel).ConfigureAwait(false);
        var result = tried.Result;
        if (result.Sha256 is not null) return new FileAnswer(null, null, result.Sha256, target.Length);
        var fault = result.Fault!;
        return new FileAnswer(result.Code ?? CodeOf(fault), fault.Describe(url, tried.Count), null, target.Length);
    }

    private static string CodeOf(HttpFault fault) => fault switch
    {
        { Status: 404 or 410 } => "file.missing",
        { Status: 401 or 403 or 407 } => "file.denied",
        { Kind: HttpFaultKind.Status } => "file.status",
        _ => "file.cut",
    };
}

/// <summary>One try at a file: whole and right, or a fault.</summary>
/// <param name="Fault">Why not; null: it is.</param>
/// <param name="Code">The code, where the fault is of the bytes and not of HTTP.</param>
/// <param name="Sha256">The digest; null unless right.</param>
internal readonly record struct FileTry(HttpFault? Fault, string? Code, byte[]? Sha256) : ITry;

/// <summary>The tries at one file: each goes on where the last was cut, when it can be sure that it is the same file.</summary>
internal sealed class HttpTransfer(HttpAsker asker, Uri url, IncomingBytes bytes)
{
    private const int BufferSize = 128 * 1024;

    private string? _etag;      // strong, of the bytes that are there
    private bool _resumed;      // some of them came from an earlier answer
    private bool _whole;        // ask for the whole from now on: a resume brought a wrong file

    internal async ValueTask<FileTry> TryAsync(CancellationToken cancel)
    {
        while (true)
        {
            var (result, again) = await TryOnceAsync(cancel).ConfigureAwait(false);
            if (!again) return result;
            // What a resume made is wrong: once more, whole (SYNC rule 7). This happens once, and is no retry.
            _whole = true;
            Restart();
        }
    }

    private async ValueTask<(FileTry Result, bool Again)> TryOnceAsync(CancellationToken cancel)
    {
        if (bytes.Length > 0 && (_whole || (_etag is null && !bytes.HasSha256))) Restart();
        var from = bytes.Length;
        using var idle = new IdleTimer(asker.Timeout, cancel);
        var ask = new HttpAsk { Accept = HttpAsk.Anything, From = from, IfRange = from > 0 ? _etag : null };
        using var answer = await asker.AskAsync(url, ask, idle, cancel).ConfigureAwait(false);
        if (answer.Response is not { } response) return (new FileTry(answer.Fault, null, null), false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when from > 0:
                if (response.Content.Headers.ContentRange is not { } range || range.From != from) return (Wrong(answer.Url, null), true);
                _resumed = true;
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable when from > 0:
                return (Wrong(answer.Url, null), true);
            case HttpStatusCode.OK:
                Restart();
                _etag = StrongTag(response);
                // A packed body has another length, and is taken as it comes: its digest decides.
                if (response.Content.Headers.ContentEncoding.Count == 0 && !bytes.Announce(response.Content.Headers.ContentLength)) return (Wrong(answer.Url, bytes.Fault), false);
                break;
            default:
                return (new FileTry(asker.StatusFault(answer.Url, response), null, null), false);
        }

        var cut = await ReadAsync(answer.Url, response, idle, cancel).ConfigureAwait(false);
        if (cut is not null) return (new FileTry(cut, null, null), false);
        var sha256 = bytes.Fault is null ? bytes.Complete() : null;
        if (sha256 is not null) return (new FileTry(null, null, sha256), false);
        return (Wrong(answer.Url, bytes.Fault), _resumed && bytes.Fault?.Code != "store.full");
    }

    /// <summary>Reads the body to its end, or until more of it is useless; a fault is one of the network.</summary>
    private async ValueTask<HttpFault?> ReadAsync(Uri at, HttpResponseMessage response, IdleTimer idle, CancellationToken cancel)
    {
        // Of a rest: how much of the whole is there, and how much the whole has.
        var length = bytes.Length + response.Content.Headers.ContentLength;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
            while (true)
            {
                int read;
                try
                {
                    read = await idle.Watch(body.ReadAsync(buffer, idle.Token)).ConfigureAwait(false);
                }
                catch (Exception e) when (HttpBroken.IsNetwork(e) || e is OperationCanceledException)
                {
                    cancel.ThrowIfCancellationRequested();
                    return HttpBroken.InBody(at, e, bytes.Length, length, idle);
                }

                if (read == 0 || !bytes.Take(buffer.AsSpan(0, read))) return null;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Restart()
    {
        bytes.Restart();
        _etag = null;
        _resumed = false;
    }

    private static FileTry Wrong(Uri at, (string Code, string What)? fault) =>
        new(new HttpFault(HttpFaultKind.Status, at, fault?.What ?? "answered with another part than was asked for") { Answered = true }, fault?.Code, null);

    // Only a strong tag says that the bytes are the same (RFC 9110, 8.8.3); one beyond ASCII could not be sent back.
    private static string? StrongTag(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var values) && values.ToString() is ['"', .., '"'] tag && !tag.AsSpan().ContainsAnyExceptInRange(' ', '~') ? tag : null;
}
