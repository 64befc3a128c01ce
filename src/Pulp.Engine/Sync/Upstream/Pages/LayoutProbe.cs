using Pulp.Python;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>What a probe found.</summary>
/// <param name="Layout">Where pages lie; null: nothing told.</param>
/// <param name="PageFound">True: a page was Found there, the layout may be kept.</param>
/// <param name="Pages">Answers that need not be asked for again, by project.</param>
/// <param name="Projects">The root list as it was answered; null: it was not asked for.</param>
internal sealed record ProbeResult(string? Layout, bool PageFound, Dictionary<string, PageAnswer<SimplePage>> Pages, PageAnswer<ProjectList>? Projects);

/// <summary>
/// Finds where the pages of an index lie, asking as little as it can (SYNC rule 1): the page of the first project below url + simple/; where that is
/// refused or not there, at the url itself; where it is at neither, the root lists of both places; and where these do not tell, each further project at both.
/// </summary>
/// <param name="page">Asks for a project's page at a place.</param>
/// <param name="list">Asks for the root list at a place.</param>
internal sealed class LayoutProbe(Func<string, string, Task<PageAnswer<SimplePage>>> page, Func<string, Task<(PageAnswer<ProjectList> Answer, ProjectList? List)>> list)
{
    private const int Ahead = 4;

    private readonly List<(string Project, PageAnswer<SimplePage> AtSimple, PageAnswer<SimplePage>? AtRoot)> _seen = [];
    private readonly Queue<Task<PageAnswer<SimplePage>>> _ahead = [];
    private PageAnswer<ProjectList>? _list;
    private string? _leaning;   // what a root list says that nothing else confirms

    internal async Task<ProbeResult> RunAsync(IReadOnlyList<string> projects)
    {
        string? found = null;
        var byPage = false;
        for (var i = 0; i < projects.Count && found is null; i++)
        {
            (found, byPage) = await AskAsync(projects, i).ConfigureAwait(false);
        }

        return await FinishAsync(projects, found ?? _leaning, byPage).ConfigureAwait(false);
    }

    private async Task<(string? Found, bool ByPage)> AskAsync(IReadOnlyList<string> projects, int at)
    {
        var project = projects[at];
        var simple = await (_ahead.TryDequeue(out var asked) ? asked : page(Layout.Simple, project)).ConfigureAwait(false);
        if (!IsElsewhere(simple))
        {
            _seen.Add((project, simple, null));
            if (simple.Outcome == PageOutcome.Found) return (Layout.Simple, true);
            // This project's own fault. An index that is down answers none: the next few are asked side by side, for each takes its tries.
            for (var next = at + 1 + _ahead.Count; next < projects.Count && _ahead.Count < Ahead; next++) _ahead.Enqueue(page(Layout.Simple, projects[next]));
            return (null, false);
        }

        var root = await page(Layout.Root, project).ConfigureAwait(false);
        _seen.Add((project, simple, root));
        if (root.Outcome == PageOutcome.Found) return (Layout.Root, true);
        if (!IsElsewhere(root) || _list is not null) return (null, false);
        return (await AskListsAsync(projects).ConfigureAwait(false), false);
    }

    private async Task<string?> AskListsAsync(IReadOnlyList<string> projects)
    {
        var simple = await list(Layout.Simple).ConfigureAwait(false);
        _list = simple.Answer;
        if (simple.Answer.Outcome == PageOutcome.Found) return Layout.Simple;
        var root = await list(Layout.Root).ConfigureAwait(false);
        if (root.Answer.Outcome != PageOutcome.Found) return null;
        // A site's start page has links too: as a root list it counts at once only when it has one of the projects.
        _list = root.Answer;
        var wanted = projects.ToHashSet(StringComparer.Ordinal);
        if (root.List!.Projects.Any(p => wanted.Contains(ProjectName.Normalize(p.Name)))) return Layout.Root;
        _leaning = Layout.Root;
        return null;
    }

    private async Task<ProbeResult> FinishAsync(IReadOnlyList<string> projects, string? found, bool byPage)
    {
        var pages = new Dictionary<string, PageAnswer<SimplePage>>(StringComparer.Ordinal);
        foreach (var (project, simple, root) in _seen) pages[project] = Choose(simple, root, found);
        for (var next = _seen.Count; _ahead.TryDequeue(out var asked); next++)
        {
            var answer = await asked.ConfigureAwait(false);
            if (found == Layout.Simple) pages[projects[next]] = answer;
        }

        return new ProbeResult(found, byPage, pages, _list);
    }

    private static PageAnswer<SimplePage> Choose(PageAnswer<SimplePage> simple, PageAnswer<SimplePage>? root, string? found)
    {
        if (root is null) return simple;
        if (found is not null) return found == Layout.Simple ? simple : root;
        // Neither place is known to be right: what is refused is not known to be gone, and another fault is the project's.
        return root.Outcome == PageOutcome.NotFound ? simple : root;
    }

    // 403, 404 or 410: a place where nothing lies, or one that is not for everybody. 401 and 407 are an answer about the credential.
    private static bool IsElsewhere(PageAnswer<SimplePage> answer) => answer.Status is 403 or 404 or 410;
}
