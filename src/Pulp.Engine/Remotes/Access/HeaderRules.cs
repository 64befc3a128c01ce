using System.Buffers;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>Which headers a user may have sent: none that would break a request, or that PulpPS sets by itself. No error has a value in it.</summary>
internal static class HeaderRules
{
    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Allow", "Connection", "Expect", "Expires", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since",
        "Keep-Alive", "Last-Modified", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Range", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>Error: InvalidSetting, one for all that cannot be sent; its target is the names.</summary>
    internal static void Check(IReadOnlyDictionary<string, string> headers)
    {
        var faults = headers.Select(h => (h.Key, Why: FindFault(h.Key, h.Value))).Where(f => f.Why is not null).ToList();
        faults.AddRange(headers.Keys.GroupBy(k => k, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => (g.Key, (string?)"it is given twice")));
        if (faults.Count == 0) return;
        string all = string.Join("; ", faults.Select(f => $"'{Shown(f.Key)}': {f.Why}"));
        throw new PulpException(PulpErrors.InvalidSetting, $"-Header cannot be sent. {all}.", faults.Select(f => Shown(f.Key)).ToArray());
    }

    private static string? FindFault(string name, string value)
    {
        if (name.Length == 0) return "a header has a name";
        if (name.AsSpan().ContainsAnyExcept(Token)) return "a name has letters, digits and dashes only";
        if (Ours.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)) return "PulpPS sets it by itself, or it is none of a request";
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0) return "its value has a line break";
        return value.Any(c => c is (< ' ' or > '~') and not '\t') ? "its value has characters that are not ASCII, or control characters" : null;
    }

    // What was taken for a name may be a whole header.
    private static string Shown(string name) => new([.. name.TakeWhile(c => c is > ' ' and <= '~' and not ':').Take(64)]);
}
