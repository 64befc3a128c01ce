using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>Does what a plan says, and nothing else: no page is read (DESIGN, The way of one sync; SYNC, Versions).</summary>
internal sealed class PlanRun(LocalStore store, SyncScope scope, PulpSyncPlan plan, TaskContext task, IUpstream upstream)
{
    private readonly SyncLedger _ledger = new();

    /// <summary>Runs it. Throws <see cref="PulpTaskFailure"/> where it fails; what it fetched is kept.</summary>
    internal async Task RunAsync(CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var errors = new SyncErrors(task, _ledger, end, scope.ErrorGrace);
        await using var facts = new FactWriter(store.Database, end.Token);
        using var downloads = new ProjectDownloads(store, scope, task, upstream, facts, _ledger, errors, end);
        await downloads.RunAsync(
            async () =>
            {
                foreach (var project in PlanCheck.Doing(plan).GroupBy(e => e.Name, StringComparer.Ordinal).OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    errors.Begin.ThrowIfCancellationRequested();
                    await downloads.TakeAsync(await ApplyAsync(project.Key, [.. project], cancel).ConfigureAwait(false)).ConfigureAwait(false);
                }
            },
            cancel).ConfigureAwait(false);
        await facts.FlushAsync(cancel).ConfigureAwait(false);
        await new SyncFinish(store, scope, task, _ledger, downloads).CommitAsync(c => c with { Forgets = true }, cancel).ConfigureAwait(false);
    }

    private Task<ProjectPlan> ApplyAsync(string project, IReadOnlyList<PulpSyncPlanEntry> entries, CancellationToken cancel) => store.Database.ReadAsync(
        c => PlanApplication.Of(
            project, entries, SyncReads.Members(c, scope.Repository, project), scope.Rules.Immediate, sha => SyncReads.IsHeld(c, sha), out var fault)
            ?? throw new PulpTaskFailure("plan.invalid", fault!),
        cancel);
}
