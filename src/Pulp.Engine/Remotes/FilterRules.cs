using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Remotes;

/// <summary>Judges the rules of selection of a remote, all of them, and names every bad one in one error.</summary>
internal sealed class FilterRules
{
    private static readonly string[] PackageTypes =
        ["sdist", "bdist_wheel", "bdist_egg", "bdist_dumb", "bdist_wininst", "bdist_msi", "bdist_dmg", "bdist_rpm"];

    private static readonly string[] Platforms = ["windows", "macos", "freebsd", "linux"];

    private readonly List<(object? Given, string Text)> _faults = [];

    /// <summary>Something that cannot be used: quoted, with its reason.</summary>
    internal void Refuse(object? given, string quoted, string reason) => _faults.Add((given, $"'{quoted}': {reason}"));

    /// <summary>Error: InvalidFilter, when anything was refused; its target is the array of what was, as given.</summary>
    internal void ThrowIfAny()
    {
        if (_faults.Count == 0) return;
        string all = string.Join("; ", _faults.Select(f => f.Text));
        throw new PulpException(PulpErrors.InvalidFilter, $"The filters cannot be used. {all}. See about_PulpPS_Filters.", _faults.ConvertAll(f => f.Given).ToArray());
    }

    /// <summary>The entries that can be used, read into name, specifier and digests; the others are refused.</summary>
    internal List<StoredItem> Items(IReadOnlyList<PulpFilterItem> items)
    {
        var good = new List<StoredItem>();
        foreach (PulpFilterItem item in items)
        {
            if (Read(item, out string? reason) is { } stored) good.Add(stored);
            else Refuse(item.Given ?? item, item.ToString(), reason!);
        }

        return good;
    }

    /// <summary>Project names, in any spelling, for lists to be taken from.</summary>
    internal List<string> Projects(IReadOnlyList<string> names)
    {
        foreach (string name in names.Where(n => !ProjectName.IsValid(n))) Refuse(name, name, "it is no project name");
        return [.. names.Select(ProjectName.Normalize)];
    }

    /// <summary>Package types, in Pulp's spelling.</summary>
    internal List<string> Types(IReadOnlyList<string> types) => Words(types, PackageTypes, "package type");

    /// <summary>Platforms to be left out, in lower case.</summary>
    internal List<string> PlatformWords(IReadOnlyList<string> platforms) => Words(platforms, Platforms, "platform");

    private List<string> Words(IReadOnlyList<string> given, string[] known, string kind)
    {
        var good = new List<string>();
        foreach (string word in given)
        {
            string? match = known.FirstOrDefault(k => k.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (match is null) Refuse(word, word, $"it is no {kind}; there are {string.Join(", ", known)}{Nearest.Hint(word ?? "", known).TrimEnd('?').Replace(" Did you mean", "; did you mean", StringComparison.Ordinal)}");
            else if (!good.Contains(match)) good.Add(match);
        }

        return good;
    }

    private static StoredItem? Read(PulpFilterItem item, out string? reason)
    {
        reason = item.Fault;
        if (reason is not null) return null;
        if (item.Text is { } text) return ReadRequirement(text, out reason);
        reason = NameFault(item.Name);
        if (reason is null && !SpecifierSet.TryParse(item.VersionSpecifier, out _, out string? specifier)) reason = specifier;
        reason ??= item.Digests.Select(DigestFault).FirstOrDefault(f => f is not null);
        return reason is null ? new StoredItem(item.Name!, item.VersionSpecifier, [.. item.Digests.Select(d => new StoredDigest(d.Type, d.Digest))]) : null;
    }

    private static StoredItem? ReadRequirement(string text, out string? reason)
    {
        if (!Requirement.TryParse(text, out Requirement? requirement, out reason)) return null;
        if (requirement.Extras.Count > 0) reason = $"extras ([{string.Join(',', requirement.Extras)}]) choose what is installed, not what an index holds; leave them out";
        else if (requirement.Marker is not null) reason = $"a marker ({requirement.Marker}) depends on the machine that installs; leave it out";
        else if (requirement.Url is not null) reason = "a remote's files come from its index, not from a url";
        if (reason is not null) return null;
        return new StoredItem(requirement.Name, SpecifierAsGiven(text, requirement), []);
    }

    // The spelling is kept: the parsed form sorts the clauses.
    private static string SpecifierAsGiven(string text, Requirement requirement)
    {
        string rest = text.Trim()[requirement.Name.Length..].Trim();
        if (rest.StartsWith('(') && rest.EndsWith(')')) rest = rest[1..^1].Trim();
        return SpecifierSet.TryParse(rest, out _, out _) ? rest : requirement.Specifier.ToString();
    }

    private static string? NameFault(string? name) => string.IsNullOrWhiteSpace(name)
        ? "it has no name"
        : ProjectName.IsValid(name) ? null : $"'{name}' is no project name (letters, digits, and dots, dashes and underscores within)";

    private static string? DigestFault(PulpDigest digest)
    {
        if (string.IsNullOrWhiteSpace(digest.Type)) return $"the digest '{digest.Digest}' has no type (md5, sha256 …)";
        bool hex = digest.Digest.Length > 0 && digest.Digest.All(char.IsAsciiHexDigit);
        return hex ? null : $"the {digest.Type} digest '{digest.Digest}' is not in hex digits";
    }
}
