using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>Short changes of a repository that make no task (Set-, Remove-, Restore-): a ticket without a task. The caller waits for its turn.</summary>
internal sealed class RepositoryLock(StoreDatabase database, Workers workers, RepositoryQueue queue)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Makes a change in one transaction once nobody holds or waits for the repository before it; <paramref name="waiting"/> is told what it waits for. Without
    /// anyone before it there is no ticket and no second transaction. Errors: RepositoryNotFound (it was removed meanwhile).
    /// </summary>
    internal async Task<T> ChangeAsync<T>(
        long repository, string what, Func<StoreConnection, T> change, IProgress<string>? waiting, CancellationToken cancel)
    {
        (long? ticket, T? result) = await database.WriteAsync(
            c => RepositoryQueue.IsFree(c, repository)
                ? ((long?)null, change(c))
                : (queue.Enqueue(c, repository, null, what), default(T)),
            cancel).ConfigureAwait(false);
        if (ticket is not { } mine) return result!;
        workers.RowIsThere();
        bool released = false;
        try
        {
            if (!await queue.WaitTurnAsync(repository, mine, waiting is null ? null : waiting.Report, cancel).ConfigureAwait(false))
                throw new PulpException(PulpErrors.RepositoryNotFound, "The repository was removed while the change waited for it.");
            result = await database.WriteAsync(
                c =>
                {
                    T changed = change(c);
                    RepositoryQueue.Release(c, mine);
                    return changed;
                },
                cancel).ConfigureAwait(false);
            released = true;
            return result;
        }
        finally
        {
            if (!released) await GiveBackAsync(mine).ConfigureAwait(false);
            queue.Signal();
        }
    }

    // A ticket that stayed would hold the repository until this process ends.
    private async Task GiveBackAsync(long ticket)
    {
        try
        {
            await ReleaseAsync().ConfigureAwait(false);
        }
        catch (PulpException)
        {
            _ = LaterAsync();
        }

        Task ReleaseAsync() => database.WriteAsync(c => RepositoryQueue.Release(c, ticket), CancellationToken.None);

        async Task LaterAsync()
        {
            while (true)
            {
                await Task.Delay(Again).ConfigureAwait(false);
                try
                {
                    await ReleaseAsync().ConfigureAwait(false);
                    queue.Signal();
                    return;
                }
                catch (PulpException)
                {
                    // Busy or full still.
                }
                catch (ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
