using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Engine.Store.Checking;
using Pulp.Model;

namespace Pulp.Engine.Repair;

/// <summary>Checks a store and repairs what it finds: the check goes on while files are fetched, ten at once.</summary>
internal sealed class StoreRepair(LocalStore store)
{
    private const int AtOnce = 10;

    /// <summary>Each problem as it ends. Errors: RemoteNotFound, StoreMismatch, StoreFull.</summary>
    internal async IAsyncEnumerable<PulpStoreProblem> RunAsync(RepairRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<(long Row, string Name)> remotes = await store.Database.ReadAsync(
            c => request.Remotes.Select(r => RepositoryFinder.FindRemote(c, store.Folder.Path, r)).Select(r => (r.Row, r.Name)).Distinct().ToList(), cancel).ConfigureAwait(false);
        await store.Workers.BuryDeadAsync(store.Database, cancel).ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var results = Channel.CreateBounded<PulpStoreProblem>(AtOnce);
        Task work = FillAsync(request, remotes, results.Writer, end);
        try
        {
            await foreach (PulpStoreProblem problem in results.Reader.ReadAllAsync(cancel).ConfigureAwait(false)) yield return problem;
        }
        finally
        {
            // However it ends, nothing runs on behind it.
            await end.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FillAsync(RepairRequest request, List<(long Row, string Name)> remotes, ChannelWriter<PulpStoreProblem> results, CancellationTokenSource end)
    {
        Exception? failure = null;
        var under = new List<Task>();
        try
        {
            await using var upstreams = new RepairUpstreams(store);
            using var slots = new SemaphoreSlim(AtOnce);
            var one = new RepairOne(store, upstreams, new Lazy<StrayBytes>(() => new StrayBytes(store.Folder)), remotes);
            try
            {
                await foreach (StoreFinding finding in StoreCheck.RunAsync(store.Folder, detailed: false, request.Progress, end.Token).ConfigureAwait(false))
                {
                    if (finding.Sha256 is null)
                    {
                        await results.WriteAsync(Advise(finding.Problem), end.Token).ConfigureAwait(false);
                        continue;
                    }

                    if (request.Confirm is { } confirm)
                    {
                        string plan = await one.PlanAsync(finding, end.Token).ConfigureAwait(false);
                        if (!await confirm(finding.Problem with { Description = plan }, end.Token).ConfigureAwait(false)) continue;
                    }

                    await slots.WaitAsync(end.Token).ConfigureAwait(false);
                    under.RemoveAll(t => t.IsCompletedSuccessfully);
                    under.Add(RepairAsync(one, finding, slots, results, end));
                }
            }
            finally
            {
                // The slots and indexes are theirs until they end.
                await Task.WhenAll(under).ConfigureAwait(false);
            }
        }
        catch (Exception thrown)
        {
            // What ended the others says more than that they were ended.
            failure = under.Where(t => t.IsFaulted).Select(t => t.Exception!.InnerException).FirstOrDefault() ?? thrown;
        }

        results.Complete(failure);
    }

    private static async Task RepairAsync(
        RepairOne one, StoreFinding finding, SemaphoreSlim slots, ChannelWriter<PulpStoreProblem> results, CancellationTokenSource end)
    {
        try
        {
            await results.WriteAsync(await one.RepairAsync(finding, end.Token).ConfigureAwait(false), end.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await results.WriteAsync(finding.Problem with { Repaired = false, Description = $"It could not be repaired: {error.Message}" }, end.Token).ConfigureAwait(false);
        }
        catch
        {
            await end.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            slots.Release();
        }
    }

    private static PulpStoreProblem Advise(PulpStoreProblem problem) => problem with
    {
        Repaired = false,
        Description = $"{problem.Description} The database is not touched: keep the folder as it is, and restore a backup beside it, or sync into a new store.",
    };
}
