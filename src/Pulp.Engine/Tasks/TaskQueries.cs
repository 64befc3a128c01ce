using System.Globalization;
using System.Runtime.CompilerServices;
using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>Finds and forgets tasks.</summary>
internal sealed class TaskQueries(StoreDatabase database, Workers workers, TaskRunner runner, TaskWatch watch)
{
    private const int PageSize = 1000;

    private string Store => database.Folder.Path;

    /// <summary>Tasks, newest first; those of dead workers are ended first. Errors: TaskNotFound, RepositoryNotFound.</summary>
    internal async IAsyncEnumerable<PulpTask> GetAsync(TaskQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        await EndDeadAsync(cancel).ConfigureAwait(false);
        int left = query.Newest ?? int.MaxValue;
        HashSet<Guid> missing = [.. query.Ids];
        string where = await database.ReadAsync(c => Where(c, query), cancel).ConfigureAwait(false);
        long before = long.MaxValue;
        while (left > 0)
        {
            List<(long RowId, PulpTask Task)> page =
                await database.ReadAsync(c => TaskReader.Page(c, Store, where, before, Math.Min(PageSize, left)), cancel).ConfigureAwait(false);
            foreach ((_, PulpTask task) in page)
            {
                missing.Remove(task.Id);
                left--;
                yield return task.IsFinished ? task : runner.Find(task.Id) ?? await watch.ReadAsync(task.Id, cancel).ConfigureAwait(false);
            }

            if (page.Count < PageSize) break;
            before = page[^1].RowId;
        }

        foreach (Guid id in query.Ids.Where(missing.Contains))
        {
            if (await database.ReadAsync(c => c.Int64("SELECT 1 FROM task WHERE guid = ?1", id), cancel).ConfigureAwait(false) is null) throw TaskWatch.NotFound(id);
        }
    }

    /// <summary>Forgets a finished task. Errors: TaskNotFound, TaskNotFinished.</summary>
    internal async Task RemoveAsync(Guid id, CancellationToken cancel)
    {
        PulpTask task = await watch.ReadAsync(id, cancel).ConfigureAwait(false);
        if (!task.IsFinished) throw NotFinished(task);
        bool removed = await database.WriteAsync(
            c => c.Execute("DELETE FROM task WHERE guid = ?1 AND finished IS NOT NULL", id) == 1, cancel).ConfigureAwait(false);
        if (!removed) throw TaskWatch.NotFound(id);
    }

    private static PulpException NotFinished(PulpTask task) => new(
        PulpErrors.TaskNotFinished, $"The task '{task.Id}' ({task.Name}) is {task.State}. Stop-PulpTask -Wait ends it.", task.Id);

    // Whose lock is free is dead; the others' tasks are as they say.
    private async Task EndDeadAsync(CancellationToken cancel)
    {
        List<string> others = await database.ReadAsync(
            c => c.List("SELECT DISTINCT worker FROM task WHERE finished IS NULL AND worker <> ?1", r => r.Text(0), workers.Id), cancel).ConfigureAwait(false);
        foreach (string worker in others) await workers.BuryIfDeadAsync(database, worker, cancel).ConfigureAwait(false);
    }

    // Only numbers and guids of ours stand in the text.
    private string Where(StoreConnection connection, TaskQuery query)
    {
        var where = new List<string>();
        if (query.Ids.Count > 0) where.Add($"t.guid IN ({string.Join(',', query.Ids.Select(i => $"'{i}'"))})");
        if (query.States.Count > 0) where.Add($"t.state IN ({string.Join(',', query.States.Select(s => ((int)s).ToString(CultureInfo.InvariantCulture)))})");
        if (query.After is { } after) where.Add(string.Create(CultureInfo.InvariantCulture, $"t.created >= {StoreTime.From(after)}"));
        if (query.FinishedBefore is { } end) where.Add(string.Create(CultureInfo.InvariantCulture, $"t.finished < {StoreTime.From(end)}"));
        if (query.Repositories.Count > 0) where.Add($"t.repository IN ({string.Join(',', query.Repositories.SelectMany(r => Rows(connection, r)))})");
        return where.Count == 0 ? "" : "AND " + string.Join(" AND ", where);
    }

    private IEnumerable<long> Rows(StoreConnection connection, PulpReference which)
    {
        if (!which.IsPattern) return [RepositoryFinder.Find(connection, Store, which).Row];
        var pattern = new Wildcard(which.Name ?? "*");
        return connection.List("SELECT id, name FROM repository", r => (Id: r.Int64(0), Name: r.Text(1))).Where(r => pattern.IsMatch(r.Name)).Select(r => r.Id);
    }
}
