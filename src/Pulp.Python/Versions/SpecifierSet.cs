using System.Diagnostics.CodeAnalysis;

namespace Pulp.Python;

/// <summary>
/// A version specifier: clauses joined by commas, all of which have to match (PEP 440). Immutable.
/// Answers as packaging 26.3 does; releases before 26.0 refused pre-releases where <c>prereleases</c> is null.
/// </summary>
public sealed class SpecifierSet
{
    private readonly SpecifierClause[] _clauses;

    private SpecifierSet(SpecifierClause[] clauses)
    {
        _clauses = clauses;
        Prereleases = Array.Exists(clauses, clause => clause.AsksForPrereleases) ? true : null;
    }

    /// <summary>The set without clauses, which every text matches.</summary>
    public static SpecifierSet Empty { get; } = new([]);

    /// <summary>The clauses, ordered by their text; of clauses that say the same only the first.</summary>
    public IReadOnlyList<SpecifierClause> Clauses => _clauses;

    /// <summary>True when a clause names a pre- or dev-release, <c>!=</c> and <c>==….*</c> aside; else null: the set does not say.</summary>
    public bool? Prereleases { get; }

    /// <summary>Reads a specifier; empty clauses and white space around clauses and operators do not count.</summary>
    /// <param name="text">The specifier, such as <c>&gt;=1.2,!=1.5.*</c>; empty for the set without clauses. Null is none.</param>
    /// <param name="set">The set, or null.</param>
    /// <param name="reason">Why the text is no specifier: one clause for an administrator, naming the part; else null.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SpecifierSet? set, [NotNullWhen(false)] out string? reason)
    {
        set = null;
        reason = null;
        if (text is null)
        {
            reason = "no specifier is given";
            return false;
        }

        var clauses = new List<SpecifierClause>();
        ReadOnlySpan<char> all = text;
        foreach (Range range in all.Split(','))
        {
            if (PythonText.Trim(all[range]).IsEmpty) continue;
            if (!SpecifierClause.TryParse(all[range], out SpecifierClause? clause, out reason)) return false;
            clauses.Add(clause);
        }

        set = clauses.Count == 0 ? Empty : new SpecifierSet(Distinct(clauses));
        return true;
    }

    /// <summary>Does a version match, given as text? What is no version matches only an empty set and clauses of <c>===</c>.</summary>
    /// <param name="version">The version as spelt, which is what <c>===</c> compares.</param>
    /// <param name="prereleases">False refuses pre- and dev-releases; true and null take them as they match (a single version has no alternative).</param>
    public bool Contains(string version, bool? prereleases)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Contains(PythonVersion.ParseOrNull(version), version, prereleases);
    }

    /// <summary>Does a version match? <c>===</c> compares its normalised text.</summary>
    /// <param name="version">The version.</param>
    /// <param name="prereleases">False refuses pre- and dev-releases; true and null take them as they match.</param>
    public bool Contains(PythonVersion version, bool? prereleases)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Contains(version, null, prereleases);
    }

    /// <summary>The versions that match, in the order given.</summary>
    /// <param name="versions">Versions as spelt; what is no version is treated as by <see cref="Contains(string, bool?)"/>.</param>
    /// <param name="prereleases">
    /// True takes pre- and dev-releases, false none; null does what the set asks for, and if it does not say, takes them only when no other version matches.
    /// </param>
    public IReadOnlyList<string> Filter(IEnumerable<string> versions, bool? prereleases)
    {
        ArgumentNullException.ThrowIfNull(versions);
        bool? wanted = prereleases ?? Prereleases;
        var matching = new List<string>();
        var prereleaseAt = new List<int>();
        bool final = false;
        foreach (string text in versions)
        {
            PythonVersion? version = PythonVersion.ParseOrNull(text);
            if (!Contains(version, text, wanted)) continue;
            if (wanted is null && version is { IsPrerelease: true }) prereleaseAt.Add(matching.Count);
            else final |= version is not null;
            matching.Add(text);
        }

        return final && prereleaseAt.Count > 0 ? Without(matching, prereleaseAt) : matching;
    }

    /// <summary>
    /// Does text that is no version by PEP 440 match: are there no clauses, or only <c>===</c> clauses that name it, letter case aside?
    /// </summary>
    /// <param name="text">The legacy version as spelt; empty when a file's version cannot be told.</param>
    public bool MatchesLegacy(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Contains(null, text, true);
    }

    /// <summary>The clauses joined by commas, ordered by their text.</summary>
    public override string ToString() => string.Join(',', (object[])_clauses);

    /// <summary>The same for a caller that has parsed the version already; null is text that is none.</summary>
    internal bool Contains(PythonVersion? version, string? text, bool? prereleases)
    {
        if (prereleases == false && version is { IsPrerelease: true }) return false;
        foreach (SpecifierClause clause in _clauses)
        {
            if (!clause.Matches(version, text)) return false;
        }

        return true;
    }

    private static SpecifierClause[] Distinct(List<SpecifierClause> clauses)
    {
        if (clauses.Count == 1) return [clauses[0]];
        var seen = new HashSet<SpecifierClause>(SpecifierClauseComparer.Instance);
        return [.. clauses.OrderBy(clause => clause.ToString(), PythonText.ByCodePoints).Where(seen.Add)];
    }

    private static List<string> Without(List<string> all, List<int> places)
    {
        var rest = new List<string>(all.Count - places.Count);
        int next = 0;
        for (int i = 0; i < all.Count; i++)
        {
            if (next < places.Count && places[next] == i) next++;
            else rest.Add(all[i]);
        }

        return rest;
    }
}
