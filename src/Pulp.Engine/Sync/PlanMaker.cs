using Pulp.Engine.Store;
using Pulp.Engine.Sync.Pages;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync;

/// <summary>What a sync would do: the same pages, selection and diff, and nothing written (SYNC rule 6; DESIGN, The way of one sync).</summary>
internal sealed class PlanMaker(LocalStore store, SyncScope scope, IUpstream upstream)
{
    private readonly List<ProjectPlan> _plans = [];
    private readonly List<PulpTaskMessage> _errors = [];
    private readonly SyncLedger _ledger = new();

    /// <summary>Makes the plan.</summary>
    internal async Task<PulpSyncPlan> MakeAsync(CancellationToken cancel)
    {
        try
        {
            var projects = await ProjectsAskedFor.ListAsync(store.Database, upstream, scope, null, null, cancel).ConfigureAwait(false);
            var asker = new PageAsker(store.Database, upstream, scope.Selector, scope.Remote.Id, scope.Refresh);
            await upstream.ProbeAsync(projects.Asked, null, cancel).ConfigureAwait(false);
            await Parallel.ForEachAsync(
                projects.Asked,
                new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancel },
                async (project, token) => await ProjectAsync(asker, project, token).ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var project in projects.Unlisted)
                _ledger.Note(new ProjectPage { Project = project, Outcome = PageOutcome.NotFound });
            return await EndAsync(projects, cancel).ConfigureAwait(false);
        }
        catch (PulpTaskFailure failure)
        {
            return Result(new PulpTaskError { Code = failure.Code, Description = failure.Message });
        }
    }

    private async Task ProjectAsync(PageAsker asker, string project, CancellationToken cancel)
    {
        var page = await asker.AskAsync(project, null, null, cancel).ConfigureAwait(false);
        _ledger.Note(page);
        if (page.Error is { } error) Add(error);
        if (page.Outcome != PageOutcome.Found) return;
        var offered = Offers.Judge(scope.Selector, project, page.Files);
        var plan = await store.Database.ReadAsync(c => Diff(c, project, offered), cancel).ConfigureAwait(false);
        var refused = page.Refused.Select(link => new PlannedFile(PulpPlanAction.Skip, Unusable(link), null, $"not taken: {link.Description}"));
        foreach (var conflict in page.Refused.Select(link => Conflicts.Describe(project, link)).OfType<PulpTaskMessage>().Concat(plan.Errors)) Add(conflict with { Url = upstream.GetAddress(conflict.Url!) });
        lock (_plans) _plans.Add(plan with { Files = [.. plan.Files, .. refused] });
    }

    private ProjectPlan Diff(StoreConnection connection, string project, List<OfferedFile> offered)
    {
        for (var i = 0; i < offered.Count; i++)
        {
            if (offered[i] is not { Selected: true, Sha256: null } file) continue;
            var seen = SyncReads.Sight(connection, scope.Remote.Id, project, file.FileName, Offers.SightKey(file, upstream.GetStamp(file.Url)));
            offered[i] = file with { Sha256 = seen };
        }

        return Differ.Diff(
            project, offered, SyncReads.Members(connection, scope.Repository, project), scope.Rules,
            sha => SyncReads.IsHeld(connection, sha), member => Offers.Excludes(scope.Selector, project, member));
    }

    private async Task<PulpSyncPlan> EndAsync(ProjectsAskedFor projects, CancellationToken cancel)
    {
        var outcomes = _ledger.Outcomes;
        var listed = outcomes.Count > 0 && outcomes.All(o => o.Outcome == PageOutcome.NotFound)
            ? projects.Listed ?? await ProjectsAskedFor.AskListAsync(upstream, cancel).ConfigureAwait(false)
            : null;
        var (gone, fails) = Settler.Judge(outcomes, listed);
        var unread = outcomes.Where(o => o.Outcome != PageOutcome.Found).ToDictionary(o => o.Project, o => o.Outcome, StringComparer.Ordinal);
        if (scope.Names.Count == 0 && !fails)
        {
            var asked = outcomes.Select(o => o.Project).ToHashSet(StringComparer.Ordinal);
            foreach (var held in await store.Database.ReadAsync(c => SyncReads.HeldProjects(c, scope.Repository), cancel).ConfigureAwait(false))
                if (!asked.Contains(held)) unread.TryAdd(held, PageOutcome.Found);
        }

        foreach (var (project, outcome) in unread)
        {
            var members = await store.Database.ReadAsync(c => SyncReads.Members(c, scope.Repository, project), cancel).ConfigureAwait(false);
            var reason = outcome == PageOutcome.Found ? Offers.WhyNotAsked(scope.Selector, project) : gone.Contains(project) ? "gone from the index" : null;
            _plans.Add(Differ.DiffUnread(project, outcome, members, scope.Rules, reason, byExclude: outcome == PageOutcome.Found));
        }

        return Result(fails ? _ledger.Failure() : await LimitAsync(cancel).ConfigureAwait(false));
    }

    /// <summary>Why more would go than may; null: not so.</summary>
    private async Task<PulpTaskError?> LimitAsync(CancellationToken cancel)
    {
        if (scope.Limit is not { } limit) return null;
        var gone = _plans.SelectMany(p => p.Of(PulpPlanAction.Remove)).Select(f => f.FileName).Order(StringComparer.Ordinal).ToList();
        var present = await store.Database.ReadAsync(c => SyncReads.Present(c, scope.Repository, scope.BaseVersion), cancel).ConfigureAwait(false);
        return limit.IsExceeded(gone.Count, present)
            ? new PulpTaskError { Code = PlanCheck.RemovalCode, Description = limit.Describe(scope.RepositoryName, scope.BaseVersion, gone.Count, present, gone) }
            : null;
    }

    private PulpSyncPlan Result(PulpTaskError? fault)
    {
        var files = _plans.SelectMany(p => p.Files.Select(f => (p.Project, File: f, Version: VersionOf(f)))).ToList();
        files.Sort((a, b) =>
            string.CompareOrdinal(a.Project, b.Project) is var byProject and not 0 ? byProject
            : Comparer<PythonVersion?>.Default.Compare(b.Version, a.Version) is var byVersion and not 0 ? byVersion
            : string.CompareOrdinal(a.File.FileName, b.File.FileName));
        int Count(PulpPlanAction action) => files.Count(f => f.File.Action == action);
        return new PulpSyncPlan
        {
            Repository = scope.RepositoryName,
            RepositoryId = scope.RepositoryId,
            Remote = scope.Remote.Name,
            RemoteId = scope.Remote.Settings.Id,
            RemoteRevision = scope.Remote.Revision,
            Mirror = scope.Rules.Mirror,
            BaseVersion = scope.BaseVersion,
            Add = Count(PulpPlanAction.Add),
            Remove = Count(PulpPlanAction.Remove),
            Replace = Count(PulpPlanAction.Replace),
            Change = Count(PulpPlanAction.Change),
            Keep = Count(PulpPlanAction.Keep),
            Skip = Count(PulpPlanAction.Skip),
            Size = files.Where(f => f.File.Fetch).Sum(f => f.File.Offered!.Size ?? 0),
            Entries = [.. files.Select(f => PlanEntries.From(f.Project, f.File))],
            Errors = [.. _errors.OrderBy(e => e.Project, StringComparer.Ordinal).ThenBy(e => e.FileName, StringComparer.Ordinal)],
            Fault = fault,
            Store = store.Folder.Path,
        };
    }

    private void Add(PulpTaskMessage error)
    {
        lock (_errors) _errors.Add(error);
    }

    private static PythonVersion? VersionOf(PlannedFile file) => PythonVersion.TryParse(file.Version, out var version) ? version : null;

    private static OfferedFile Unusable(RefusedLink link) => new()
    {
        FileName = link.FileName.Length > 0 ? link.FileName : HttpAddress.Show(link.Url),
        Url = link.Url,
        Words = new Words(null, null, null, null),
        PackageType = "",
        Version = "",
        Selected = false,
        Reason = link,
    };
}
