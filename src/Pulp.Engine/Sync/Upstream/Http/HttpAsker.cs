using System.Net;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>The header of an answer, or why there is none. Disposed, it gives the connection back.</summary>
internal readonly struct HttpAnswer : IDisposable
{
    internal HttpAnswer(Uri url, HttpResponseMessage response)
    {
        Url = url;
        Response = response;
    }

    internal HttpAnswer(HttpFault fault)
    {
        Url = fault.Url;
        Fault = fault;
    }

    /// <summary>The address asked last.</summary>
    internal Uri Url { get; }

    /// <summary>The answer, its body unread; null: there is none.</summary>
    internal HttpResponseMessage? Response { get; }

    /// <summary>Why there is none.</summary>
    internal HttpFault? Fault { get; }

    /// <inheritdoc/>
    public void Dispose() => Response?.Dispose();
}

/// <summary>
/// Asks over HTTP, one try, and follows redirects itself (SYNC rule 7): 10 at most, never from https to http, and what is meant for the remote's
/// index alone goes to its origin alone.
/// </summary>
internal sealed class HttpAsker(HttpRoutes routes, UpstreamSettings settings, TimeProvider? time = null)
{
    private const int MostRedirects = 10;

    private readonly RateGate _rate = new(settings.RateLimit, time ?? TimeProvider.System);
    private int _requests;

    /// <summary>Requests sent so far, redirects included.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>The longest time without a byte.</summary>
    internal TimeSpan Timeout => settings.Timeout;

    /// <summary>Sends a request and follows redirects; answers with the header of what came in the end, whatever its status but a redirect.</summary>
    internal async ValueTask<HttpAnswer> AskAsync(Uri url, HttpAsk ask, IdleTimer idle, CancellationToken cancel)
    {
        var answered = false;
        for (var redirects = 0; ; redirects++)
        {
            HttpResponseMessage response;
            try
            {
                // Waiting for a turn is no waiting for a byte.
                await _rate.WaitAsync(cancel).ConfigureAwait(false);
                response = await SendAsync(url, ask, idle).ConfigureAwait(false);
            }
            catch (HttpRequestException e)
            {
                return new HttpAnswer(HttpBroken.BeforeAnswer(url, e, answered, routes.For(url).ProxyOf(url), settings));
            }
            catch (OperationCanceledException)
            {
                cancel.ThrowIfCancellationRequested();
                return new HttpAnswer(HttpBroken.NoAnswer(url, idle.Limit, answered));
            }

            answered = true;
            if (!IsRedirect(response.StatusCode)) return new HttpAnswer(url, response);
            var (next, fault) = Follow(url, response, redirects);
            response.Dispose();
            if (fault is not null) return new HttpAnswer(fault);
            url = next!;
        }
    }

    /// <summary>The fault of a status that is none of success, with what can be done about it.</summary>
    internal HttpFault StatusFault(Uri url, HttpResponseMessage response) =>
        HttpFault.OfStatus(url, response, HttpRefusal.Explain(url, (int)response.StatusCode, settings, routes.For(url).ProxyOf(url)));

    private async ValueTask<HttpResponseMessage> SendAsync(Uri url, HttpAsk ask, IdleTimer idle)
    {
        using var request = ask.Make(url);
        if (settings.Headers.Count > 0 && HttpAddress.SameOrigin(url, settings.Url))
        {
            foreach (var (name, value) in settings.Headers)
            {
                // The user's word for what PulpPS would say of itself (User-Agent).
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        // In clear the proxy reads the request itself; a tunnel is asked for by the connection. Said at once, it saves a refusal for each request.
        if (url.Scheme == Uri.UriSchemeHttp && settings.Connection.ProxyAuthorization is { } login) request.Headers.TryAddWithoutValidation("Proxy-Authorization", login);

        Interlocked.Increment(ref _requests);
        return await idle.Watch(new ValueTask<HttpResponseMessage>(routes.For(url).SendAsync(request, idle.Token))).ConfigureAwait(false);
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static (Uri? Next, HttpFault? Fault) Follow(Uri url, HttpResponseMessage response, int redirects)
    {
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values) || !Uri.TryCreate(url, values.ToString(), out var next))
        {
            return (null, HttpFault.OfRedirect(url, response.StatusCode, "without a usable address"));
        }

        if (!HttpAddress.IsHttp(next)) return (null, HttpFault.OfRedirect(url, response.StatusCode, $"to {next.Scheme}:, which is not followed"));
        if (url.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
        {
            return (null, HttpFault.OfRedirect(url, response.StatusCode, $"from https to http ({HttpAddress.Show(next)}), which is not followed"));
        }

        return redirects < MostRedirects ? (next, null) : (null, HttpFault.OfRedirect(url, response.StatusCode, $"after {MostRedirects} others (to {HttpAddress.Show(next)}): does it lead in a circle?"));
    }
}
