using System.Globalization;
using System.Net;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>What kind of fault a request met.</summary>
internal enum HttpFaultKind
{
    /// <summary>A status that is none of success; redirects that are not followed included.</summary>
    Status,

    /// <summary>No whole answer: name, connection, TLS, time-out, cut.</summary>
    Broken,

    /// <summary>A whole answer that cannot be believed.</summary>
    Invalid,
}

/// <summary>Why one try of a request brought nothing usable.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Url">The address asked last.</param>
/// <param name="What">What it did, as the rest of a sentence that begins with the address ("answered 503 (Service Unavailable)").</param>
internal sealed record HttpFault(HttpFaultKind Kind, Uri Url, string What)
{
    /// <summary>The status; 0 without one.</summary>
    internal int Status { get; init; }

    /// <summary>True: it may pass, a further try has sense (SYNC rule 7).</summary>
    internal bool MayPass { get; init; }

    /// <summary>When the server wants to be asked again; null: it did not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>True: the header of some answer came, in this try.</summary>
    internal bool Answered { get; init; }

    /// <summary>The sentence for people: what was asked, what came, how many tries it took.</summary>
    internal string Describe(Uri asked, int tries)
    {
        var redirected = Url == asked ? "" : $" (redirected to {HttpAddress.Show(Url)})";
        var times = tries == 1 ? "tried once" : string.Create(CultureInfo.InvariantCulture, $"tried {tries} times");
        return $"{HttpAddress.Show(asked)}{redirected} {What}; {times}.";
    }

    /// <summary>A status that is none of success. The advice says what it means here, as a clause.</summary>
    internal static HttpFault OfStatus(Uri url, HttpResponseMessage response, string? advice = null)
    {
        var status = (int)response.StatusCode;
        var after = ReadRetryAfter(response);
        var tooLate = after > LongestWait;
        // Our own words for the number: the server's could be anything.
        using var named = new HttpResponseMessage(response.StatusCode);
        var reason = string.IsNullOrEmpty(named.ReasonPhrase) ? "" : $" ({named.ReasonPhrase})";
        var what = string.Create(CultureInfo.InvariantCulture, $"answered {status}{reason}");
        if (tooLate) what += string.Create(CultureInfo.InvariantCulture, $" and wants to be asked again in {after!.Value.TotalSeconds:0} s only");
        return new HttpFault(HttpFaultKind.Status, url, advice is null ? what : $"{what}: {advice}")
        {
            Status = status,
            MayPass = !tooLate && (status >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests),
            RetryAfter = after,
            Answered = true,
        };
    }

    /// <summary>A redirect that is not followed.</summary>
    internal static HttpFault OfRedirect(Uri url, HttpStatusCode status, string why) =>
        new(HttpFaultKind.Status, url, string.Create(CultureInfo.InvariantCulture, $"answered {(int)status}, a redirect {why}")) { Status = (int)status, Answered = true };

    /// <summary>A longer Retry-After counts as a failure (SYNC rule 7).</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private static TimeSpan? ReadRetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        if (header is null) return null;
        var wait = header.Delta ?? header.Date - DateTimeOffset.UtcNow;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
