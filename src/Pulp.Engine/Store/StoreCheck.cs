using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>
/// Looks for what is wrong with a store, also with one that does not open: it goes by a connection of its own, migrates nothing and takes no worker's place.
/// </summary>
internal static class StoreCheck
{
    private const int PageSize = 1000;
    private const int MostDatabaseFaults = 100;

    /// <summary>Problems as they are found. Errors: StoreNotFound, StoreTooNew, StoreNotLocal, StoreBusy (which says nothing of the database).</summary>
    internal static async IAsyncEnumerable<PulpStoreProblem> RunAsync(StoreFolder folder, bool detailed, [EnumeratorCancellation] CancellationToken cancel)
    {
        StoreLocality.Check(folder.Path);
        StorePlace.Prepare(folder, create: false);
        PulpStoreProblem? closed = null;
        List<string> faults = [];
        try
        {
            faults = await QueryAsync(folder, c => CheckDatabase(c, folder), cancel).ConfigureAwait(false);
        }
        catch (PulpException error) when (error.Id is not (PulpErrors.StoreTooNew or PulpErrors.StoreBusy))
        {
            closed = Database(folder, error.Message);
        }

        if (closed is not null)
        {
            yield return closed;
            yield break;
        }

        foreach (string fault in faults) yield return Database(folder, fault);
        await foreach (PulpStoreProblem problem in CheckArtifactsAsync(folder, detailed, cancel).ConfigureAwait(false)) yield return problem;
    }

    private static async IAsyncEnumerable<PulpStoreProblem> CheckArtifactsAsync(
        StoreFolder folder, bool detailed, [EnumeratorCancellation] CancellationToken cancel)
    {
        byte[] last = [];
        while (true)
        {
            byte[] after = last;
            List<(byte[] Sha256, long Size)>? page = null;
            PulpStoreProblem? broken = null;
            try
            {
                page = await QueryAsync(
                    folder,
                    c => c.List("SELECT sha256, size FROM artifact WHERE sha256 > ?1 ORDER BY sha256 LIMIT ?2", r => (r.Blob(0), r.Int64(1)), after, PageSize),
                    cancel).ConfigureAwait(false);
            }
            catch (PulpException error) when (error.Id != PulpErrors.StoreBusy)
            {
                broken = Database(folder, error.Message);
            }

            if (broken is not null) yield return broken;
            if (page is null) yield break;
            foreach ((byte[] sha256, long size) in page)
            {
                cancel.ThrowIfCancellationRequested();
                if (await ArtifactCheck.LookAsync(folder, sha256, size, detailed, cancel).ConfigureAwait(false) is not { } problem) continue;
                yield return problem with { Repositories = await RepositoriesAsync(folder, sha256, cancel).ConfigureAwait(false) };
            }

            if (page.Count < PageSize) yield break;
            last = page[^1].Sha256;
        }
    }

    private static Task<List<string>> RepositoriesAsync(StoreFolder folder, byte[] sha256, CancellationToken cancel) => QueryAsync(
        folder,
        c => c.List(
            """
            SELECT name FROM repository WHERE id IN (SELECT m.repository FROM content c JOIN member m ON m.content = c.id WHERE c.sha256 = ?1) ORDER BY name
            """,
            r => r.Text(0),
            sha256),
        cancel);

    private static List<string> CheckDatabase(StoreConnection connection, StoreFolder folder)
    {
        if (connection.Int64("PRAGMA application_id") != StoreSchema.ApplicationId) return ["It is not a database of PulpPS."];
        int found = connection.UserVersion;
        if (found > StoreSchema.Current.Version) throw StoreErrors.TooNew(folder, found, StoreSchema.Current.Version);
        List<string> faults = connection.List($"PRAGMA quick_check({MostDatabaseFaults})", r => r.Text(0));
        return [.. faults.Where(f => f != "ok")];
    }

    private static Task<T> QueryAsync<T>(StoreFolder folder, Func<StoreConnection, T> query, CancellationToken cancel) => Task.Run(
        () =>
        {
            try
            {
                using var connection = new StoreConnection(folder.Database);
                connection.Script("PRAGMA query_only=1");
                using CancellationTokenRegistration _ = connection.EndsWith(cancel);
                return BusyWait.Run(() => query(connection), cancel);
            }
            catch (SqliteException error)
            {
                cancel.ThrowIfCancellationRequested();
                if (StoreErrors.Translate(error, folder, cancel) is { } told) throw told;
                // Tables that are not there, and the like: no store of ours looks so.
                throw StoreErrors.Corrupt(folder, error);
            }
        },
        cancel);

    private static PulpStoreProblem Database(StoreFolder folder, string description) => new()
    {
        Kind = PulpStoreProblemKind.Database,
        Path = folder.Database,
        Description = description,
        Store = folder.Path,
    };
}
