using Pulp.Model;

namespace Pulp.Python;

/// <summary>
/// A selection, compiled: decides about files of index pages. A pure function of page and selection; immutable, safe for calls side by side.
/// </summary>
public sealed class Selector
{
    private readonly CompiledSelection _all;
    private readonly Dictionary<string, ProjectRules> _rules = new(StringComparer.Ordinal);
    private readonly ProjectRules _others;

    /// <summary>Compiles a selection.</summary>
    /// <exception cref="ArgumentException"><see cref="SelectionValidator"/> finds a fault with it; the first is told.</exception>
    public Selector(Selection selection)
    {
        if (SelectionValidator.Validate(selection) is [var fault, ..])
            throw new ArgumentException(fault.ToString(), nameof(selection));
        _all = new CompiledSelection(selection);
        ILookup<string, FilterEntry> includes = selection.Includes.Select(item => new FilterEntry(item)).ToLookup(e => e.Project, StringComparer.Ordinal);
        ILookup<string, FilterEntry> excludes = selection.Excludes.Select(item => new FilterEntry(item)).ToLookup(e => e.Project, StringComparer.Ordinal);
        foreach (string project in includes.Concat(excludes).Select(entries => entries.Key))
            _rules.TryAdd(project, new ProjectRules(_all, [.. includes[project]], [.. excludes[project]]));
        _others = new ProjectRules(_all, [], []);
        ProjectsAskedFor = [.. includes.Select(entries => entries.Key).Where(project => _rules[project].AreWanted).Order(StringComparer.Ordinal)];
    }

    /// <summary>True: there are no includes, so every project that the index lists is asked for.</summary>
    public bool AsksForAll => _all.IncludesAll;

    /// <summary>The projects that includes name and no exclude removes, normalised, in code-point order; empty when there are no includes.</summary>
    public IReadOnlyList<string> ProjectsAskedFor { get; }

    /// <summary>True when files of a project may be taken: an include names it, or there are none, and no exclude removes the project as a whole.</summary>
    /// <param name="project">The project, in any spelling.</param>
    public bool IncludesProject(string project) => RulesFor(project).AreWanted;

    /// <summary>The exclude that removes a project as a whole, without a page; null: none does.</summary>
    /// <param name="project">The project, in any spelling.</param>
    public PulpFilterItem? ExcludeOfProject(string project) => RulesFor(project).NameOnlyExclude?.Item;

    /// <summary>Decides about the files of a project's page.</summary>
    /// <param name="project">The project, in any spelling.</param>
    /// <param name="files">The page's files.</param>
    /// <returns>A decision for each file, in their order.</returns>
    public SelectionDecision[] Select(string project, IReadOnlyList<SimpleFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        ProjectRules rules = RulesFor(project);
        var decisions = new SelectionDecision[files.Count];
        for (int i = 0; i < decisions.Length; i++)
            decisions[i] = rules.Judge(files[i]);
        if (_all.KeepLatest > 0)
            NewestVersions.Keep(decisions, rules);
        return decisions;
    }

    /// <summary>The digests that entries list and a page does not give of a file that matches their name and specifier.</summary>
    /// <param name="project">The project, in any spelling.</param>
    /// <param name="file">The file.</param>
    public IReadOnlyList<MissingDigest> NeedsDigestKinds(string project, SimpleFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ProjectRules rules = RulesFor(project);
        List<MissingDigest>? missing = null;
        foreach (FilterEntry entry in rules.Includes.Concat(rules.Excludes))
        {
            if (!entry.HasDigests || !entry.MatchesVersion(file))
                continue;
            foreach (string kind in entry.KindsOfDigests)
                if (!file.Digests.Has(kind))
                    (missing ??= []).Add(new MissingDigest(kind, entry.Item));
        }
        return missing ?? (IReadOnlyList<MissingDigest>)[];
    }

    /// <summary>True when an entry for a project lists digests, so that its legacy JSON may have counted.</summary>
    /// <param name="project">The project, in any spelling.</param>
    public bool NamesDigests(string project)
    {
        ProjectRules rules = RulesFor(project);
        return Array.Exists(rules.Includes, e => e.HasDigests) || Array.Exists(rules.Excludes, e => e.HasDigests);
    }

    /// <summary>The first digest that any file of a page lacks, so that the legacy JSON has to be asked; null: none does.</summary>
    /// <param name="project">The project, in any spelling.</param>
    /// <param name="files">The page's files.</param>
    public MissingDigest? FirstMissingDigest(string project, IReadOnlyList<SimpleFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!NamesDigests(project))
            return null;
        foreach (SimpleFile file in files)
            if (NeedsDigestKinds(project, file) is [var missing, ..])
                return missing;
        return null;
    }

    private ProjectRules RulesFor(string project) => _rules.GetValueOrDefault(ProjectName.Normalize(project), _others);
}
