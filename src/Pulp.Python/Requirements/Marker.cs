using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pulp.Python;

/// <summary>An environment marker (PEP 508), such as <c>python_version &lt; "3.8" and extra == "test"</c>. Immutable.</summary>
public sealed class Marker
{
    private readonly MarkerGroup _root;

    internal Marker(MarkerGroup root) => _root = root;

    /// <summary>Reads a marker.</summary>
    /// <param name="text">The marker, without the semicolon before it; null is none.</param>
    /// <param name="marker">The marker, or null.</param>
    /// <param name="reason">Why the text is no marker: one clause that says what stands where, and what was expected; else null.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Marker? marker, [NotNullWhen(false)] out string? reason)
    {
        marker = null;
        var scanner = new RequirementScanner(text);
        MarkerGroup? root = MarkerParser.Read(ref scanner);
        if (root is not null && !scanner.AtEnd)
        {
            scanner.Fail("'and', 'or' or the end");
            root = null;
        }

        reason = root is null ? scanner.Reason ?? "the marker is empty" : null;
        if (root is not null) marker = new Marker(root);
        return reason is null;
    }

    /// <summary>Evaluates the marker as packaging 26.3 does for core metadata.</summary>
    /// <param name="environment">The values of the variables by their names in PEP 508, such as <c>python_version</c>. There are no defaults.</param>
    /// <param name="extra">The extra asked for, in any spelling; null takes <c>extra</c> of the environment, or none.</param>
    public MarkerResult Evaluate(IReadOnlyDictionary<string, string> environment, string? extra)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return _root.Evaluate(new MarkerEnvironment(environment, extra));
    }

    /// <summary>The marker in its normalised spelling: one space between words, double quotes, no needless parentheses, extras normalised.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        _root.Write(text, inner: false);
        return text.ToString();
    }
}
