using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>Tasks as the database has them.</summary>
internal static class TaskReader
{
    // The name a repository or remote has now; when it is gone, the one it had.
    private const string Columns =
        """
        SELECT t.id, t.guid, t.name, t.state, t.worker, (SELECT p.guid FROM task p WHERE p.id = t.parent),
          ifnull(r.name, t.repository_name), t.repository_guid, ifnull(m.name, t.remote_name), t.remote_guid,
          t.created, t.started, t.finished, t.error, t.result, t.progress,
          CASE WHEN t.finished IS NULL THEN (SELECT h.what FROM writer w JOIN writer h ON h.repository = w.repository AND h.ticket < w.ticket
            WHERE w.task = t.id ORDER BY h.ticket LIMIT 1) END
        FROM task t LEFT JOIN repository r ON r.id = t.repository LEFT JOIN remote m ON m.id = t.remote
        """;

    /// <summary>A task by its id; null: there is none.</summary>
    internal static PulpTask? Read(StoreConnection connection, string store, Guid guid) =>
        Fill(connection, store, connection.List($"{Columns} WHERE t.guid = ?1", ReadRow, guid)).FirstOrDefault();

    /// <summary>A page of tasks, newest first, below a row's number.</summary>
    internal static List<(long RowId, PulpTask Task)> Page(StoreConnection connection, string store, string where, long before, int count)
    {
        List<Row> rows = connection.List($"{Columns} WHERE t.id < ?1 {where} ORDER BY t.id DESC LIMIT ?2", ReadRow, before, count);
        return [.. rows.Zip(Fill(connection, store, rows), (row, task) => (row.Id, task))];
    }

    private static List<PulpTask> Fill(StoreConnection connection, string store, List<Row> rows) => rows.ConvertAll(row => row.Task with
    {
        Store = store,
        SpawnedTasks = connection.List("SELECT guid FROM task WHERE parent = ?1 ORDER BY id", r => r.Guid(0), row.Id),
        NonFatalErrors = Messages(connection, row.Id, warnings: false),
        Warnings = Messages(connection, row.Id, warnings: true),
        CreatedResources = connection.List(
            """
            SELECT t.kind, t.guid, t.version, ifnull(r.name, k.repository_name) FROM task_resource t JOIN task k ON k.id = t.task
            LEFT JOIN repository r ON r.guid = t.guid WHERE t.task = ?1 ORDER BY t.number
            """,
            r => Resource(r, store),
            row.Id),
    });

    private static List<PulpTaskMessage> Messages(StoreConnection connection, long task, bool warnings) => connection.List(
        "SELECT code, project, filename, url, description FROM task_error WHERE task = ?1 AND warning = ?2 ORDER BY number",
        r => new PulpTaskMessage
        {
            Code = r.Text(0),
            Project = r.TextOrNull(1),
            FileName = r.TextOrNull(2),
            Url = r.TextOrNull(3),
            Description = r.Text(4),
        },
        task,
        warnings);

    private static PulpCreatedResource Resource(Rows r, string store) => new()
    {
        Kind = (PulpResourceKind)r.Int32(0),
        Id = r.Guid(1),
        Number = r.Int32OrNull(2),
        Href = Hrefs.Version(r.Guid(1), r.Int32(2)),
        Repository = r.TextOrNull(3),
        Store = store,
    };

    private static Row ReadRow(Rows r)
    {
        Guid id = r.Guid(1);
        Guid? repository = r.GuidOrNull(7);
        Guid? remote = r.GuidOrNull(9);
        var task = new PulpTask
        {
            Id = id,
            Href = Hrefs.Task(id),
            Name = r.Text(2),
            State = (PulpTaskState)r.Int32(3),
            Worker = r.Text(4),
            Parent = r.GuidOrNull(5),
            Repository = r.TextOrNull(6),
            Remote = r.TextOrNull(8),
            CreatedAt = r.Time(10),
            StartedAt = r.TimeOrNull(11),
            FinishedAt = r.TimeOrNull(12),
            Error = TaskJson.Error(r.TextOrNull(13)),
            Result = TaskJson.Result(r.TextOrNull(14)),
            ProgressReports = TaskJson.Reports(r.Text(15)),
            WaitingFor = r.TextOrNull(16),
            // Pulp's form: what is only read is shared.
            ReservedResources = [.. Reserved(repository, remote)],
            Store = "",
        };
        return new Row(r.Int64(0), task);
    }

    private static IEnumerable<string> Reserved(Guid? repository, Guid? remote)
    {
        if (repository is { } changed) yield return Hrefs.Repository(changed);
        if (remote is { } read) yield return $"shared:{Hrefs.Remote(read)}";
    }

    private sealed record Row(long Id, PulpTask Task);
}
