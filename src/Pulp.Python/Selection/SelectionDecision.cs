using System.Globalization;
using System.Text;

namespace Pulp.Python;

/// <summary>What a selection says of one file. The sentence is made when it is asked for.</summary>
public readonly struct SelectionDecision
{
    private readonly ProjectRules _rules;

    // The entry of includes or excludes, or the platform, that decided; -1: none did.
    private readonly int _index;

    internal SelectionDecision(ProjectRules rules, SimpleFile file, SelectionRule rule, int index)
    {
        _rules = rules;
        File = file;
        Rule = rule;
        _index = index;
    }

    /// <summary>True: it is to be taken.</summary>
    public bool Selected => Rule == SelectionRule.Included;

    /// <summary>True: an exclude names it, whatever else may hold.</summary>
    public bool Excluded => Rule == SelectionRule.Excluded;

    /// <summary>The rule that decided.</summary>
    public SelectionRule Rule { get; }

    /// <summary>The file.</summary>
    public SimpleFile File { get; }

    /// <summary>The rule and the entry that decided, as a clause for an administrator ("excluded by django==2.0.2").</summary>
    public string Reason => Rule switch
    {
        SelectionRule.Included => _index < 0 ? "every project is included" : $"included by {_rules.Includes[_index]}",
        SelectionRule.Excluded => $"excluded by {_rules.Excludes[_index]}",
        SelectionRule.ProjectNotIncluded => "no include names this project",
        SelectionRule.NotIncluded => $"no include matches ({Misses()})",
        SelectionRule.Prerelease when Array.Exists(_rules.Includes, include => include.AsksForPrereleases) =>
            "pre-release, and no include that matches it asks for pre-releases",
        SelectionRule.Prerelease => "pre-release, and no include asks for pre-releases",
        SelectionRule.PackageType => $"package type {File.PackageType} is not wanted",
        SelectionRule.Platform => $"platform {_rules.All.Platforms[_index].Name} is excluded",
        SelectionRule.Older => _rules.All.KeepLatest == 1 ? "older than the newest version kept" : $"older than the {_rules.All.KeepLatest} newest versions kept",
        _ => throw new InvalidOperationException($"no text for {Rule}"),
    };

    /// <inheritdoc cref="Reason"/>
    public override string ToString() => Reason;

    // Why each include of the project misses the file; those after the third are counted.
    private string Misses()
    {
        const int Shown = 3;
        var text = new StringBuilder();
        int count = 0;
        foreach (FilterEntry include in _rules.Includes)
        {
            if (count++ >= Shown)
                continue;
            if (text.Length > 0)
                text.Append("; ");
            text.Append(include.MatchesVersion(File) ? $"no digest of {include}"
                : File.ParsedVersion is null ? $"version '{File.Version}' is none of PEP 440, so not in {include.Item.VersionSpecifier}"
                : $"version {File.Version} is outside {include.Item.VersionSpecifier}");
        }
        if (count > Shown)
            text.Append(CultureInfo.InvariantCulture, $"; nor do {count - Shown} more");
        return text.ToString();
    }
}
