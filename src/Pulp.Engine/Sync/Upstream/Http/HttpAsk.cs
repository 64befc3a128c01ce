namespace Pulp.Engine.Sync.Upstream;

/// <summary>What is asked for, beside the address.</summary>
internal readonly record struct HttpAsk
{
    /// <summary>For simple pages and root lists: JSON (PEP 691) before HTML, with the weights PEP 691 advises.</summary>
    internal const string Pages = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

    /// <summary>For the legacy JSON.</summary>
    internal const string Json = "application/json";

    /// <summary>For files.</summary>
    internal const string Anything = "*/*";

    /// <summary>The Accept header.</summary>
    internal required string Accept { get; init; }

    /// <summary>True: the body may come packed.</summary>
    internal bool Packed { get; init; }

    /// <summary>Asks whether it is still what this tag names.</summary>
    internal string? IfNoneMatch { get; init; }

    /// <summary>Asks whether it changed since then.</summary>
    internal string? IfModifiedSince { get; init; }

    /// <summary>Asks for the rest from here on; 0: for the whole.</summary>
    internal long From { get; init; }

    /// <summary>The rest only if it is still what this tag names, else the whole.</summary>
    internal string? IfRange { get; init; }

    /// <summary>A GET of an address.</summary>
    internal HttpRequestMessage Make(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", Agent);
        headers.TryAddWithoutValidation("Accept", Accept);
        headers.TryAddWithoutValidation("Accept-Encoding", Packed ? "gzip, br" : "identity");
        if (IfNoneMatch is not null) headers.TryAddWithoutValidation("If-None-Match", IfNoneMatch);
        if (IfModifiedSince is not null) headers.TryAddWithoutValidation("If-Modified-Since", IfModifiedSince);
        if (From > 0) headers.TryAddWithoutValidation("Range", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"bytes={From}-"));
        if (IfRange is not null) headers.TryAddWithoutValidation("If-Range", IfRange);
        return request;
    }

    private static readonly string Agent = $"PulpPS/{typeof(HttpAsk).Assembly.GetName().Version?.ToString(3)}";
}
