using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>The end of a sync: the limit of removals, and the one transaction that makes a version and completes the task (SYNC rules 10, 13).</summary>
internal sealed class SyncFinish(LocalStore store, SyncScope scope, TaskContext task, SyncLedger ledger, ProjectDownloads downloads)
{
    // Of fetching again what cleanups took just before the commit: one is rare, two in a row is somebody who cleans without end.
    private const int MostRounds = 10;

    /// <summary>Writes it: what is staged, and what is to be <paramref name="remembered"/> of the sync. Throws <see cref="PulpTaskFailure"/> where more would go than may.</summary>
    internal async Task CommitAsync(Func<SyncCommit, SyncCommit> remembered, CancellationToken cancel)
    {
        var commit = remembered(new SyncCommit
        {
            Repository = scope.Repository,
            Remote = scope.Remote.Id,
            BaseVersion = scope.BaseVersion,
            Task = task.Id,
            Now = DateTimeOffset.UtcNow,
            Changes = ledger.Staged,
        });
        await CheckLimitAsync(commit, cancel).ConfigureAwait(false);
        task.Report(SyncCodes.Associating).AddDone(commit.Added);
        if (scope.Rules.Mirror) task.Report(SyncCodes.Unassociating).AddDone(commit.Removed);
        for (var round = 0; ; round++)
        {
            var result = new PulpSyncResult
            {
                Added = commit.Added,
                Removed = commit.Removed,
                Changed = commit.Changed,
                Fetched = downloads.Fetched,
                Bytes = downloads.Bytes,
                NotModified = ledger.NotModified,
            };
            var (made, gone) = await store.Database.WriteAsync<(int, List<FileRequest>)>(
                connection =>
                {
                    var missing = scope.Rules.Immediate ? Reliance.FindGone(connection, store.Artifacts, scope.Remote.Id, commit.Changes) : [];
                    if (missing.Count > 0) return (0, missing);
                    var number = commit.Write(connection);
                    task.CompleteIn(connection, result, number is { } n ? [new CreatedVersion(scope.RepositoryId, n)] : []);
                    EngineSteps.Log.BeforeCommit(scope.RepositoryName);
                    return (number ?? 0, []);
                },
                cancel).ConfigureAwait(false);
            if (gone.Count == 0)
            {
                EngineSteps.Log.VersionCommitted(scope.RepositoryName, made);
                return;
            }

            if (round == MostRounds) throw new PulpTaskFailure(TaskCodes.Failed, "Cleanups took the sync's files as fast as it fetched them. Run Clear-PulpOrphan with a ProtectionTime of an hour or more.");
            await downloads.FetchAgainAsync(gone, cancel).ConfigureAwait(false);
        }
    }

    private async Task CheckLimitAsync(SyncCommit commit, CancellationToken cancel)
    {
        if (scope.Limit is not { } limit) return;
        var gone = commit.Changes.Where(c => c.Kind == StagedKind.Remove).Select(c => c.File).ToList();
        if (gone.Count == 0) return;
        var failure = await store.Database.ReadAsync(
            c =>
            {
                var present = SyncReads.Present(c, scope.Repository, scope.BaseVersion);
                if (!limit.IsExceeded(gone.Count, present)) return null;
                var names = gone.Order().Take(10).Select(file => SyncReads.FileName(c, file)).Order(StringComparer.Ordinal).ToList();
                return limit.Describe(scope.RepositoryName, scope.BaseVersion, gone.Count, present, names);
            },
            cancel).ConfigureAwait(false);
        if (failure is not null) throw new PulpTaskFailure(PlanCheck.RemovalCode, $"{failure} Nothing was changed; what was fetched is kept.");
    }
}
