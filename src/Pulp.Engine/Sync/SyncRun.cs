using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Pages;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>
/// One sync, from the first page to the version (DESIGN, The way of one sync). Pages and files go side by side; each project is planned, fetched and
/// settled on its own, and its changes wait, small, for the one transaction at the end.
/// </summary>
internal sealed class SyncRun(LocalStore store, SyncScope scope, TaskContext task, IUpstream upstream)
{
    // Pages are large and few are needed to keep the connections for files busy.
    private const int PagesAtOnce = 4;

    private readonly SyncLedger _ledger = new();
    private readonly TaskReport _pages = task.Report(SyncCodes.Fetching);

    /// <summary>Runs it. Throws <see cref="PulpTaskFailure"/> where the sync fails; what it fetched is kept.</summary>
    internal async Task RunAsync(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var errors = new SyncErrors(task, _ledger, end, scope.ErrorGrace);
        await using var facts = new FactWriter(store.Database, end.Token);
        var last = await store.Database.ReadAsync(c => SyncReads.Last(c, scope.Repository, scope.Remote.Id), cancel).ConfigureAwait(false);
        var memory = new SyncMemory(scope, last);
        var asker = new PageAsker(store.Database, upstream, scope.Selector, scope.Remote.Id, scope.Refresh);
        var projects = await ProjectsAskedFor.ListAsync(store.Database, upstream, scope, memory, facts, cancel).ConfigureAwait(false);
        _pages.Total = projects.Asked.Count;

        using var downloads = new ProjectDownloads(store, scope, task, upstream, facts, _ledger, errors, end);
        await downloads.RunAsync(
            async () =>
            {
                await upstream.ProbeAsync(projects.Asked, scope.Refresh ? null : KeptAsync, cancel).ConfigureAwait(false);
                await Parallel.ForEachAsync(
                    projects.Asked,
                    new ParallelOptions { MaxDegreeOfParallelism = PagesAtOnce, CancellationToken = errors.Begin },
                    async (project, _) => await ReadAsync(project).ConfigureAwait(false)).ConfigureAwait(false);
            },
            cancel).ConfigureAwait(false);

        foreach (var name in projects.Unlisted) NoteUnlisted(name, errors);
        errors.ThrowIfStopped();
        await RemoveAsync(projects, memory, cancel).ConfigureAwait(false);
        if (upstream.Layout is { } layout && layout != scope.Remote.Layout)
            await facts.SendAsync(new LayoutFact(scope.Remote.Id, layout), cancel).ConfigureAwait(false);
        await facts.FlushAsync(cancel).ConfigureAwait(false);
        await CommitAsync(memory, downloads, cancel).ConfigureAwait(false);

        // A page that was begun is read to its end also when an error has stopped the sync; nothing else stops it but the end of all.
        Task ReadAsync(string project) =>
            downloads.EndAllOnFailureAsync(ProjectAsync(project, projects.Serial(project), asker, memory, facts, downloads, errors, end.Token));

        Task<KeptPage?> KeptAsync(string name) =>
            store.Database.ReadAsync(c => SyncReads.Page(c, scope.Remote.Id, name, PageKind.Simple)?.Page, cancel);
    }

    private async Task ProjectAsync(
        string project, long? serial, PageAsker asker, SyncMemory memory, FactWriter facts, ProjectDownloads downloads, SyncErrors errors, CancellationToken cancel)
    {
        EngineSteps.Log.PageAsked(project);
        var page = await asker.AskAsync(project, serial, revision => memory.Ends(project, revision), cancel).ConfigureAwait(false);
        EngineSteps.Log.PageRead(project, page.Outcome);
        _ledger.Note(page);
        _pages.AddDone();
        if (page.Error is not null) errors.Add(page.Error);
        foreach (var fact in page.Facts) await facts.SendAsync(fact, cancel).ConfigureAwait(false);
        if (page.Outcome != PageOutcome.Found || page.Ended) return;
        foreach (var refused in page.Refused)
            if (Conflicts.Describe(project, refused) is { } conflict) errors.Add(conflict with { Url = upstream.GetAddress(conflict.Url!) });
        // Not this loop's token: downloads outlive the loop, and a token whose loop has ended cancels nothing.
        await downloads.TakeAsync(page).ConfigureAwait(false);
    }

    private void NoteUnlisted(string project, SyncErrors errors)
    {
        var error = new PulpTaskMessage
        {
            Code = "project.missing",
            Project = project,
            Url = scope.Remote.Url.ToString(),
            Description = $"The index does not list {project} any more.",
        };
        _ledger.Note(new ProjectPage { Project = project, Outcome = PageOutcome.NotFound, Error = error });
        errors.Add(error);
    }

    /// <summary>Judges what was not found, and stages what goes without a page.</summary>
    private async Task RemoveAsync(ProjectsAskedFor projects, SyncMemory memory, CancellationToken cancel)
    {
        var outcomes = _ledger.Outcomes;
        IReadOnlySet<string>? listed = null;
        if (outcomes.Count > 0 && outcomes.All(o => o.Outcome == PageOutcome.NotFound))
            listed = projects.Listed ?? await ProjectsAskedFor.AskListAsync(upstream, cancel).ConfigureAwait(false);
        var (gone, fails) = Settler.Judge(outcomes, listed);
        if (fails)
        {
            var failure = _ledger.Failure();
            throw new PulpTaskFailure(failure.Code, failure.Description);
        }

        if (!scope.Rules.Mirror) return;
        foreach (var project in gone)
            await StageRemovalAsync(project, PageOutcome.NotFound, "gone from the index", byExclude: false, cancel).ConfigureAwait(false);
        var asked = outcomes.Select(o => o.Project).ToHashSet(StringComparer.Ordinal);
        if (scope.Names.Count > 0 || memory.KnowsNoneBeside(asked)) return;
        var held = await store.Database.ReadAsync(c => SyncReads.HeldProjects(c, scope.Repository), cancel).ConfigureAwait(false);
        foreach (var project in held.Where(p => !asked.Contains(p)))
            await StageRemovalAsync(project, PageOutcome.NotFound, Offers.WhyNotAsked(scope.Selector, project), byExclude: true, cancel).ConfigureAwait(false);
    }

    private async Task StageRemovalAsync(string project, PageOutcome outcome, string reason, bool byExclude, CancellationToken cancel)
    {
        var members = await store.Database.ReadAsync(c => SyncReads.Members(c, scope.Repository, project), cancel).ConfigureAwait(false);
        _ledger.Stage(Differ.DiffUnread(project, outcome, members, scope.Rules, reason, byExclude), _ => default);
    }

    private Task CommitAsync(SyncMemory memory, ProjectDownloads downloads, CancellationToken cancel) => new SyncFinish(store, scope, task, _ledger, downloads).CommitAsync(
        c => c with
        {
            Selection = memory.Selection,
            Remembers = scope.Names.Count == 0 || memory.Holds,
            KeepsOthers = memory.Holds,
            Revisions = memory.News(_ledger.Revisions),
            Unfinished = _ledger.Unfinished,
        },
        cancel);
}
