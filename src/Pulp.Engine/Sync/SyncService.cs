using Pulp.Engine.Remotes;
using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync;

/// <summary>Starts, plans and explains syncs: what needs an index, for <see cref="IPulp"/>.</summary>
internal sealed class SyncService(LocalStore store)
{
    /// <summary>Starts a sync; its task is there at once.</summary>
    internal async Task<PulpTask> StartAsync(SyncRequest request, CancellationToken cancel)
    {
        var (scope, spec) = await store.Database.ReadAsync(
            c =>
            {
                var found = Resolve(c, request);
                return (found, new TaskSpec("sync", found.Repository, found.Remote.Id, SyncCodes.Reports(found.Rules.Mirror)));
            },
            cancel).ConfigureAwait(false);
        return await store.Tasks.StartAsync(spec, (task, stop) => RunAsync(scope, request.Plan, task, stop), cancel).ConfigureAwait(false);
    }

    /// <summary>What a sync would do now; of a plan, the plan itself, checked.</summary>
    internal async Task<PulpSyncPlan> PlanAsync(SyncRequest request, CancellationToken cancel)
    {
        var scope = await store.Database.ReadAsync(c => Resolve(c, request), cancel).ConfigureAwait(false);
        if (request.Plan is { } plan) return scope.Limit is null ? plan : await LimitAsync(scope, plan, cancel).ConfigureAwait(false);
        await using var upstream = RemoteAccess.Open(scope.Remote, store.Vault, request.Remote?.Given, anew: scope.Refresh);
        return await new PlanMaker(store, scope, upstream).MakeAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>What a remote's filters say of the files of its index.</summary>
    internal async IAsyncEnumerable<PulpFilterDecision> TestFilterAsync(
        PulpReference which, FilterQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var remote = await store.Database.ReadAsync(c => Remote(c, RepositoryFinder.FindRemote(c, store.Folder.Path, which).Row), cancel).ConfigureAwait(false);
        var selector = new Selector(Selection.Of(remote.Settings));
        await using var upstream = RemoteAccess.Open(remote, store.Vault, which.Given);
        var tester = new FilterTester(store, remote, which.Given ?? remote.Name, selector, upstream);
        var names = Normalize(query.Names, remote.Name);
        if (names.Count == 0)
        {
            names = remote.AllProjects
                ? [.. (await ListAsync(upstream, remote, which, cancel).ConfigureAwait(false)).Where(selector.IncludesProject).Order(StringComparer.Ordinal)]
                : selector.ProjectsAskedFor;
        }

        await foreach (var decision in tester.TestAsync(names, query.FileNames.ToHashSet(StringComparer.OrdinalIgnoreCase), cancel).ConfigureAwait(false))
            yield return decision;
    }

    /// <summary>Whether a sync could use a remote's index.</summary>
    internal async Task<PulpRemoteStatus> TestRemoteAsync(PulpReference which, CancellationToken cancel)
    {
        var remote = await store.Database.ReadAsync(c => Remote(c, RepositoryFinder.FindRemote(c, store.Folder.Path, which).Row), cancel).ConfigureAwait(false);
        try
        {
            // A layout that is remembered from better days is not believed here.
            await using var upstream = RemoteAccess.Open(remote, store.Vault, which.Given, anew: true);
            var projects = remote.AllProjects ? null : new Selector(Selection.Of(remote.Settings)).ProjectsAskedFor;
            return await new RemoteProbe(upstream).RunAsync(remote.Name, store.Folder.Path, projects, cancel).ConfigureAwait(false);
        }
        catch (PulpException error) when (error.Id == PulpErrors.SecretUnreadable)
        {
            var why = new PulpTaskError { Code = error.Id, Description = error.Message };
            return new PulpRemoteStatus { Remote = remote.Name, Store = store.Folder.Path, Url = HttpAddress.Show(remote.Url), Error = why };
        }
    }

    /// <summary>The plan, with a fault if more would go than may.</summary>
    private async Task<PulpSyncPlan> LimitAsync(SyncScope scope, PulpSyncPlan plan, CancellationToken cancel)
    {
        var gone = plan.Entries.Where(e => e.Action == PulpPlanAction.Remove).Select(e => e.FileName).Order(StringComparer.Ordinal).ToList();
        var present = await store.Database.ReadAsync(c => SyncReads.Present(c, scope.Repository, scope.BaseVersion), cancel).ConfigureAwait(false);
        return !scope.Limit!.IsExceeded(gone.Count, present) ? plan : plan with
        {
            Fault = new PulpTaskError { Code = PlanCheck.RemovalCode, Description = scope.Limit.Describe(scope.RepositoryName, scope.BaseVersion, gone.Count, present, gone) },
        };
    }

    private async Task RunAsync(SyncScope asked, PulpSyncPlan? plan, TaskContext task, CancellationToken stop)
    {
        // Remote and base version as they are now that the repository is ours (SYNC rule 15; STORE, Workers).
        var scope = await store.Database.ReadAsync(
            c => asked with
            {
                Remote = SyncRemote.Read(c, asked.Remote.Id, store.Folder.Path)
                    ?? throw new PulpTaskFailure("remote.missing", $"The remote '{asked.Remote.Name}' was removed before the sync began."),
                BaseVersion = SyncReads.LatestVersion(c, asked.Repository),
            },
            stop).ConfigureAwait(false);
        scope = scope with { Selector = new Selector(Selection.Of(scope.Remote.Settings)), Rules = scope.Rules with { Immediate = scope.Remote.Immediate } };
        await using var upstream = RemoteAccess.OpenInTask(scope.Remote, store.Vault, anew: scope.Refresh);
        if (plan is null)
        {
            await new SyncRun(store, scope, task, upstream).RunAsync(stop).ConfigureAwait(false);
            return;
        }

        if (Stale(plan, scope) is { } reason) throw new PulpTaskFailure("plan.stale", $"{reason} Nothing was changed; make a new plan.");
        await new PlanRun(store, scope, plan, task, upstream).RunAsync(stop).ConfigureAwait(false);
    }

    private SyncScope Resolve(StoreConnection connection, SyncRequest request)
    {
        if (request.Plan is { } plan) return ResolvePlan(connection, request, plan);
        var path = store.Folder.Path;
        var (row, id, name) = RepositoryFinder.Find(connection, path, request.Repository);
        var remoteRow = request.Remote is { } given
            ? RepositoryFinder.FindRemote(connection, path, given).Row
            : connection.Int64("SELECT remote FROM repository WHERE id = ?1", row) ?? throw new PulpException(
                PulpErrors.RemoteNotFound,
                $"Repository '{name}' has no remote, and none was given. Give -Remote, or set one with Set-PulpRepository {name} -Remote.",
                request.Repository.Given ?? name);
        var remote = Remote(connection, remoteRow);
        var selector = new Selector(Selection.Of(remote.Settings));
        var names = Normalize(request.Names, remote.Name);
        var refused = names.Where(n => !selector.IncludesProject(n)).ToList();
        if (refused.Count > 0)
        {
            throw new PulpException(
                PulpErrors.InvalidFilter,
                $"The remote '{remote.Name}' does not include {string.Join(", ", refused.Select(n => $"'{n}'"))}, so it cannot be synced from it. Test-PulpFilter says why.",
                request.Names.Where(n => refused.Contains(ProjectName.Normalize(n))).ToArray<object>());
        }

        return WithOptions(request, new SyncScope(
            row, id, name, remote, selector, new DiffRules(request.Mirror, remote.Immediate), names, SyncReads.LatestVersion(connection, row)));
    }

    private SyncScope ResolvePlan(StoreConnection connection, SyncRequest request, PulpSyncPlan plan)
    {
        var (row, id, name) = RepositoryFinder.Find(
            connection, store.Folder.Path, new PulpReference { Id = plan.RepositoryId, Name = plan.Repository, Store = plan.Store, Given = plan });
        PlanCheck.Check(plan);
        var remoteRow = connection.Int64("SELECT id FROM remote WHERE guid = ?1", plan.RemoteId)
            ?? throw new PulpException(PulpErrors.PlanStale, $"The remote '{plan.Remote}' that the plan of a sync of '{name}' was made with is not there any more.", plan);
        var remote = Remote(connection, remoteRow);
        var scope = WithOptions(request, new SyncScope(
            row, id, name, remote, new Selector(Selection.Of(remote.Settings)), new DiffRules(plan.Mirror, remote.Immediate), [], SyncReads.LatestVersion(connection, row)));
        return Stale(plan, scope) is { } reason
            ? throw new PulpException(PulpErrors.PlanStale, $"{reason} Make a new plan with Get-PulpSyncPlan {name}.", plan)
            : scope;
    }

    private static SyncScope WithOptions(SyncRequest request, SyncScope scope) => scope with
    {
        ErrorGrace = request.ErrorPolicy == PulpErrorPolicy.Stop ? SyncErrors.Grace : null,
        Limit = RemovalLimit.Of(request),
        Refresh = request.Refresh && request.Plan is null,
    };

    /// <summary>Why a plan does not hold any more; null: it does.</summary>
    private static string? Stale(PulpSyncPlan plan, SyncScope scope) =>
        scope.BaseVersion != plan.BaseVersion
            ? $"The plan was made against version {plan.BaseVersion} of '{scope.RepositoryName}', and its latest version is now {scope.BaseVersion}."
        : scope.Remote.Revision != plan.RemoteRevision
            ? $"The remote '{scope.Remote.Name}' was changed since the plan of a sync of '{scope.RepositoryName}' was made."
        : null;

    private static async Task<IReadOnlySet<string>> ListAsync(IUpstream upstream, SyncRemote remote, PulpReference which, CancellationToken cancel)
    {
        var answer = await upstream.GetProjectsAsync(null, cancel).ConfigureAwait(false);
        if (answer.Outcome == PageOutcome.Found) return ProjectsAskedFor.Names(answer.Content!);
        var code = answer.Answered ? answer.Code! : PulpErrors.IndexUnreachable;
        throw new PulpException(code, $"{code}: The list of all projects of '{remote.Name}' could not be read: {answer.Description}", which.Given ?? remote.Name);
    }

    private SyncRemote Remote(StoreConnection connection, long row) => SyncRemote.Read(connection, row, store.Folder.Path)!;

    private static IReadOnlyList<string> Normalize(IReadOnlyList<string> names, string remote)
    {
        var bad = names.Where(n => !ProjectName.IsValid(n)).ToList();
        if (bad.Count > 0)
        {
            throw new PulpException(
                PulpErrors.InvalidFilter,
                $"{string.Join(", ", bad.Select(n => $"'{n}'"))}: no project name, so the remote '{remote}' cannot include it. -Name takes whole names, no wildcards.",
                bad.ToArray<object>());
        }

        return [.. names.Select(ProjectName.Normalize).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
