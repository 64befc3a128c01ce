using Pulp.Model;

namespace Pulp.Python;

/// <summary>Turns an item that was given as text (<c>django~=2.0,!=2.0.1</c>) into its parts.</summary>
public static class FilterItemReader
{
    /// <summary>Reads an item's text, if it still is one. What came with the item (digests, what was given) is kept.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fault">Why the text cannot be an item: a clause that quotes it; null when it can.</param>
    /// <returns>The item with its name and specifier; the item itself when it has no text or cannot be read.</returns>
    public static PulpFilterItem Read(PulpFilterItem item, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(item);
        fault = item.Fault;
        if (fault is not null || item.Text is not { } text)
            return item;
        if (!Requirement.TryParse(text, out Requirement? requirement, out string? reason))
            fault = $"'{PythonText.Excerpt(text)}' is no requirement: {reason}";
        else if (requirement.Url is not null)
            fault = $"'{PythonText.Excerpt(text)}' names a url; give a project and, if need be, versions of it";
        else if (requirement.Extras.Count > 0)
            fault = $"'{PythonText.Excerpt(text)}' asks for extras [{string.Join(',', requirement.Extras)}]; a mirror takes files, which have none: leave them out";
        else if (requirement.Marker is not null)
            fault = $"'{PythonText.Excerpt(text)}' has a marker ({requirement.Marker}); a mirror serves every environment: leave it out";
        else
            return item with { Text = null, Name = requirement.Name, VersionSpecifier = SpecifierAsGiven(text, requirement) };
        return item;
    }

    // As spelt, so that a remote shows what was given; a specifier's own text has its clauses sorted.
    private static string SpecifierAsGiven(string text, Requirement requirement)
    {
        int name = text.IndexOf(requirement.Name, StringComparison.Ordinal);
        string rest = PythonText.Trim(text.AsSpan(name + requirement.Name.Length)).ToString();
        if (rest.StartsWith('(') && rest.EndsWith(')'))
            rest = PythonText.Trim(rest.AsSpan(1, rest.Length - 2)).ToString();
        return SpecifierSet.TryParse(rest, out SpecifierSet? set, out _) && set.ToString() == requirement.Specifier.ToString()
            ? rest
            : requirement.Specifier.ToString();
    }
}
