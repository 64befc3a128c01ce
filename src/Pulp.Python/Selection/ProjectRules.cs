namespace Pulp.Python;

/// <summary>The entries of a selection that name one project, and what holds for every project. Immutable.</summary>
internal sealed class ProjectRules(CompiledSelection all, FilterEntry[] includes, FilterEntry[] excludes)
{
    public CompiledSelection All { get; } = all;

    /// <summary>The includes that name the project, in the order given; empty when no include does, or when there are none at all.</summary>
    public FilterEntry[] Includes { get; } = includes;

    public FilterEntry[] Excludes { get; } = excludes;

    /// <summary>True: the project's page is wanted, some of its files may be taken.</summary>
    public bool AreWanted => (All.IncludesAll || Includes.Length > 0) && NameOnlyExclude is null;

    /// <summary>The exclude that removes the whole project; null: none does.</summary>
    public FilterEntry? NameOnlyExclude { get; } = Array.Find(excludes, entry => entry.IsNameOnly);

    /// <summary>Judges a file by all rules but the number of versions kept.</summary>
    public SelectionDecision Judge(SimpleFile file)
    {
        for (int i = 0; i < Excludes.Length; i++)
            if (Excludes[i].Matches(file))
                return new SelectionDecision(this, file, SelectionRule.Excluded, i);
        SelectionDecision include = JudgeIncludes(file);
        if (!include.Selected)
            return include;
        if (All.PackageTypes is { } types && !types.Contains(file.PackageType))
            return new SelectionDecision(this, file, SelectionRule.PackageType, index: -1);
        for (int i = 0; i < All.Platforms.Length; i++)
            if (All.Platforms[i].Matches(file.PackageType, file.FileName))
                return new SelectionDecision(this, file, SelectionRule.Platform, i);
        return include;
    }

    private SelectionDecision JudgeIncludes(SimpleFile file)
    {
        if (All.IncludesAll)
            return new SelectionDecision(this, file, IsHeldBack(file) ? SelectionRule.Prerelease : SelectionRule.Included, index: -1);
        if (Includes.Length == 0)
            return new SelectionDecision(this, file, SelectionRule.ProjectNotIncluded, index: -1);
        bool heldBack = false;
        for (int i = 0; i < Includes.Length; i++)
        {
            if (!Includes[i].Matches(file))
                continue;
            if (Includes[i].AsksForPrereleases || !IsHeldBack(file))
                return new SelectionDecision(this, file, SelectionRule.Included, i);
            heldBack = true;
        }
        return new SelectionDecision(this, file, heldBack ? SelectionRule.Prerelease : SelectionRule.NotIncluded, index: -1);
    }

    private bool IsHeldBack(SimpleFile file) => !All.Prereleases && file.ParsedVersion is { IsPrerelease: true };
}
