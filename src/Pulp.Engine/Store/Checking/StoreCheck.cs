using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.Engine.Store.Checking;

/// <summary>
/// Looks for what is wrong with a store, also with one that does not open: it goes by connections of its own, migrates nothing, takes no worker's place and
/// writes nothing. Findings come as they are made; memory grows with one of the 256 folders of artifacts/, not with the store.
/// </summary>
internal static class StoreCheck
{
    /// <summary>
    /// Problems as they are found. <paramref name="detailed"/>: what does no harm too. Errors: StoreNotFound, StoreTooNew, StoreNotLocal, StoreBusy (which says
    /// nothing of the database).
    /// </summary>
    internal static async IAsyncEnumerable<StoreFinding> RunAsync(
        StoreFolder folder, bool detailed, IProgress<PulpStoreProgress>? progress, [EnumeratorCancellation] CancellationToken cancel)
    {
        StoreLocality.Check(folder.Path);
        StorePlace.Prepare(folder, create: false);
        using var queries = new CheckQueries(folder);
        progress?.Report(new PulpStoreProgress("Checking the database", 0, null, 0));
        PulpStoreProblem? closed = null;
        IReadOnlyList<string> faults = [];
        try
        {
            faults = await DatabaseCheck.RunAsync(queries, folder, cancel).ConfigureAwait(false);
        }
        catch (PulpException error) when (error.Id is not (PulpErrors.StoreTooNew or PulpErrors.StoreBusy))
        {
            closed = Database(folder, error.Message);
        }

        foreach (string fault in faults) yield return new StoreFinding(Database(folder, fault));
        if (closed is not null)
        {
            yield return new StoreFinding(closed);
            // Without rows only the names tell what the files should be.
            if (!detailed) yield break;
            await foreach (StoreFinding finding in NamedFiles.CheckAsync(folder, progress, cancel).ConfigureAwait(false)) yield return finding;
            yield break;
        }

        var artifacts = new ArtifactWalk(queries, folder, detailed, progress);
        await foreach (StoreFinding finding in GuardAsync(artifacts.RunAsync(cancel), folder, cancel).ConfigureAwait(false)) yield return finding;
        if (!detailed) yield break;
        foreach (PulpStoreProblem problem in LeftoverCheck.Run(folder)) yield return new StoreFinding(problem);
        await foreach (StoreFinding finding in GuardAsync(OrphanCheck.RunAsync(queries, folder, cancel), folder, cancel).ConfigureAwait(false)) yield return finding;
    }

    // A database that breaks on the way is one more problem, not an error.
    private static async IAsyncEnumerable<StoreFinding> GuardAsync(
        IAsyncEnumerable<StoreFinding> findings, StoreFolder folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using IAsyncEnumerator<StoreFinding> each = findings.GetAsyncEnumerator(cancel);
        while (true)
        {
            StoreFinding? broken = null;
            try
            {
                if (!await each.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (PulpException error) when (error.Id != PulpErrors.StoreBusy)
            {
                broken = new StoreFinding(Database(folder, error.Message));
            }

            yield return broken ?? each.Current;
            if (broken is not null) yield break;
        }
    }

    private static PulpStoreProblem Database(StoreFolder folder, string description) => new()
    {
        Kind = PulpStoreProblemKind.Database,
        Path = folder.Database,
        Description = description,
        Store = folder.Path,
    };
}
