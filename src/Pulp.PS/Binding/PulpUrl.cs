using System.Management.Automation;
using System.Text.RegularExpressions;
using Pulp.Model;
using Pulp.PS.Stores;

namespace Pulp.PS.Binding;

/// <summary>The url of a remote as it was given, text for text: what is wrong with it is for the store to say (InvalidUrl).</summary>
public sealed partial class PulpUrl
{
    private readonly string _text;

    /// <summary>A url, or the path of a local folder.</summary>
    public PulpUrl(string text) => _text = text;

    /// <summary>A url.</summary>
    public PulpUrl(Uri url) => _text = url.OriginalString;

    /// <summary>A local folder.</summary>
    public PulpUrl(DirectoryInfo folder) => _text = folder.FullName;

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>The text for the store: a path is taken against the session's location, everything else is left as it is.</summary>
    internal string Text(SessionState session) =>
        _text.Length == 0 || HasScheme(session) ? _text : ProviderPath.Full(session.Path, _text, PulpErrors.InvalidUrl);

    private bool HasScheme(SessionState session)
    {
        if (Scheme().Match(_text) is not { Success: true } scheme)
            return false;
        // One letter is a drive of Windows, and a name may be a drive of the session (Temp:\index); http: and its like never are.
        var name = scheme.Groups["scheme"].Value;
        return _text[scheme.Length..].StartsWith("//", StringComparison.Ordinal)
            || (name.Length > 1 && session.Drive.GetAll().All(d => !d.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
    }

    [GeneratedRegex("^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();
}
