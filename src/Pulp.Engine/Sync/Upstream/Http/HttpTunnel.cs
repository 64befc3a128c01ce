using System.Globalization;
using System.Text.RegularExpressions;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A proxy that did not connect to an https address (CONNECT), in words.</summary>
internal static partial class HttpTunnel
{
    internal static HttpFault Refused(Uri url, HttpRequestException exception, Uri proxy, UpstreamSettings settings)
    {
        var status = StatusOf(exception);
        if (status == 407)
            return new HttpFault(HttpFaultKind.Status, url, $"was not reached (407): {HttpRefusal.OfProxy(proxy, settings)}") { Status = status, Answered = true };
        var with = status == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({status})");
        return new HttpFault(HttpFaultKind.Broken, url, $"could not be reached: the proxy {HttpAddress.Show(proxy)} did not connect to it{with}") { MayPass = status >= 500 };
    }

    // .NET tells it in its text alone.
    private static int StatusOf(HttpRequestException exception)
    {
        if (exception.StatusCode is { } told) return (int)told;
        var last = Code().Matches(exception.Message).LastOrDefault();
        return last is null ? 0 : int.Parse(last.Groups["code"].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("'(?<code>[1-5][0-9]{2})'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
