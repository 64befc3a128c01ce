using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pulp.Python;

/// <summary>A requirement (PEP 508), such as <c>requests[socks]&gt;=2.31; python_version &lt; "3.13"</c>. Immutable.</summary>
public sealed class Requirement
{
    internal Requirement(string name, IReadOnlyList<string> extras, SpecifierSet specifier, string? url, Marker? marker)
    {
        Name = name;
        Extras = extras;
        Specifier = specifier;
        Url = url;
        Marker = marker;
    }

    /// <summary>The project's name as spelt.</summary>
    public string Name { get; }

    /// <summary>The project's name as names are compared (PEP 503).</summary>
    public string NormalizedName => ProjectName.Normalize(Name);

    /// <summary>The extras as spelt, each once, sorted; empty when there are none.</summary>
    public IReadOnlyList<string> Extras { get; }

    /// <summary>The versions admitted; without clauses when none are named, or a URL is.</summary>
    public SpecifierSet Specifier { get; }

    /// <summary>The URL after <c>@</c>, unchecked; null when there is none.</summary>
    public string? Url { get; }

    /// <summary>When it counts; null for always.</summary>
    public Marker? Marker { get; }

    /// <summary>Reads a requirement.</summary>
    /// <param name="text">The requirement; null is none.</param>
    /// <param name="requirement">The requirement, or null.</param>
    /// <param name="reason">Why the text is no requirement: one clause that says what stands where, and what was expected; else null.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Requirement? requirement, [NotNullWhen(false)] out string? reason)
    {
        var scanner = new RequirementScanner(text);
        requirement = RequirementParser.Read(ref scanner);
        reason = requirement is null ? scanner.Reason ?? "the requirement cannot be read" : null;
        return requirement is not null;
    }

    /// <summary>The requirement in its normalised spelling, the name and the extras as spelt.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Name);
        if (Extras.Count > 0) text.Append('[').AppendJoin(',', Extras).Append(']');
        text.Append(Specifier);
        if (Url is not null) text.Append(" @ ").Append(Url);
        if (Marker is not null) text.Append(Url is null ? "; " : " ; ").Append(Marker);
        return text.ToString();
    }
}
