using System.Text.RegularExpressions;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>What may be the url of a remote (SYNC rule 1): judged on the text as given, for a Uri hides backslashes and dots.</summary>
internal static partial class UrlRules
{
    /// <summary>The url as it is stored: an http or https address as given, a folder as a file url. Error: InvalidUrl.</summary>
    internal static string Check(string? given)
    {
        if (string.IsNullOrWhiteSpace(given)) throw Invalid(given, "it is empty");
        int odd = given.AsSpan().IndexOfAnyInRange('\0', ' ');
        if (odd >= 0 || given.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            // A folder's name may have spaces within.
            if (!Path.IsPathFullyQualified(given) || given != given.Trim() || given.Any(char.IsControl)) throw Invalid(given, "it holds white space or control characters");
        }

        Match scheme = Scheme().Match(given);
        return scheme.Success && !IsDrive(given)
            ? scheme.Groups["scheme"].Value.ToLowerInvariant() switch
            {
                "http" or "https" => Web(given, given[scheme.Length..]),
                "file" => LocalFile(given),
                var other => throw Invalid(given, $"'{other}' is not supported; http, https, file and local folders are"),
            }
            : Folder(given);
    }

    /// <summary>A stored url, with a slash at its end: links and pages resolve against it.</summary>
    internal static Uri Base(string stored) => new(stored.EndsWith('/') ? stored : stored + "/", UriKind.Absolute);

    private static bool IsDrive(string given) => given.Length > 1 && given[1] == ':';

    private static string Web(string given, string rest)
    {
        if (given.Contains('\\', StringComparison.Ordinal)) throw Invalid(given, "it holds a backslash");
        if (!rest.StartsWith("//", StringComparison.Ordinal) || rest.Length == 2 || rest[2] is '/' or '?' or '#' or ':') throw Invalid(given, "it names no host");
        CheckText(given, rest[2..]);
        if (!Uri.TryCreate(given, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0) throw Invalid(given, "it is no address");
        if (uri.UserInfo.Length > 0 || Authority(rest).Contains('@', StringComparison.Ordinal)) throw Invalid(given, "it holds a user");
        if (uri.Port == 0) throw Invalid(given, "port 0 is none");
        return given;
    }

    private static void CheckText(string given, string afterSlashes)
    {
        if (afterSlashes.Contains('?', StringComparison.Ordinal)) throw Invalid(given, "it has a query");
        if (afterSlashes.Contains('#', StringComparison.Ordinal)) throw Invalid(given, "it has a fragment");
        int path = afterSlashes.IndexOf('/', StringComparison.Ordinal);
        if (path < 0) return;
        foreach (string segment in afterSlashes[path..].Split('/'))
        {
            if (BadEscape().IsMatch(segment)) throw Invalid(given, "it holds a % without two hex digits");
            string plain = segment.Replace("%2E", ".", StringComparison.OrdinalIgnoreCase);
            if (plain is "." or "..") throw Invalid(given, $"it holds the segment '{segment}'");
            if (HiddenEscape().IsMatch(segment)) throw Invalid(given, "it holds an escaped backslash or control character");
        }
    }

    private static string LocalFile(string given)
    {
        if (given.Contains('\\', StringComparison.Ordinal)) throw Invalid(given, "it holds a backslash");
        if (given.IndexOfAny(['?', '#']) >= 0) throw Invalid(given, "it has a query or a fragment");
        if (!given.StartsWith("file:///", StringComparison.OrdinalIgnoreCase) && !given.StartsWith("file://localhost/", StringComparison.OrdinalIgnoreCase))
            throw Invalid(given, "a file url begins with file:/// and a full path");
        CheckText(given, given["file://".Length..]);
        if (!Uri.TryCreate(given, UriKind.Absolute, out Uri? uri) || uri.LocalPath.Length == 0) throw Invalid(given, "it is no address");
        string path = "/" + given["file://".Length..].Split('/', 2)[1];
        return new Uri("file://" + path).AbsoluteUri;
    }

    private static string Folder(string given)
    {
        if (!Path.IsPathFullyQualified(given))
            throw Invalid(given, "it is neither an address nor the full path of a folder; an address begins with http:// or https://");
        if (!OperatingSystem.IsWindows() && given.Contains('\\', StringComparison.Ordinal)) throw Invalid(given, "it holds a backslash");
        string full = Path.GetFullPath(given);
        // The constructor escapes what a path has and an address has not.
        var url = new UriBuilder(Uri.UriSchemeFile, "") { Path = Escape(full) };
        return url.Uri.AbsoluteUri;
    }

    private static string Escape(string path) =>
        string.Join('/', path.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(s => s.EndsWith(':') ? s : Uri.EscapeDataString(s)));

    private static string Authority(string rest) => rest[2..].Split('/', 2)[0];

    // What may be a password does not go into messages.
    private static string Hidden(string given) => UserInfo().Replace(given.Split('?', '#')[0], "//…@");

    private static PulpException Invalid(string? given, string reason) => new(
        PulpErrors.InvalidUrl,
        $"'{Hidden(given ?? "")}' cannot be the url of a remote: {reason}. Give an http or https address without user, query and fragment, or a local folder.",
        given);

    [GeneratedRegex(@"\A(?<scheme>[A-Za-z][A-Za-z0-9+.\-]*):", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BadEscape();

    [GeneratedRegex("%(?:5C|[01][0-9A-F]|7F)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HiddenEscape();

    [GeneratedRegex("//[^/]*@", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInfo();
}
