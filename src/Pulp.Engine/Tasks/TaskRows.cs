using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>The rows of tasks: made, moved and ended. Every step looks whether the task has ended already: another process may have seen its worker die.</summary>
internal static class TaskRows
{
    /// <summary>Makes the row, Waiting. Null: the repository is not there.</summary>
    internal static long? Insert(StoreConnection connection, TaskSpec spec, Guid guid, string worker, long now, PulpProgressReport[] reports)
    {
        int made = connection.Execute(
            """
            INSERT INTO task(guid, name, state, worker, repository, repository_guid, repository_name, remote, remote_guid, remote_name, created, progress)
            SELECT ?1, ?2, ?3, ?4, r.id, r.guid, r.name, m.id, m.guid, m.name, ?5, ?6
            FROM repository r LEFT JOIN remote m ON m.id = ?8 WHERE r.id = ?7
            """,
            guid,
            spec.Name,
            (int)PulpTaskState.Waiting,
            worker,
            now,
            TaskJson.Write(reports),
            spec.RepositoryId,
            spec.RemoteId);
        return made == 0 ? null : connection.LastId;
    }

    /// <summary>It works now. False: it has ended, or was asked to stop.</summary>
    internal static bool Run(StoreConnection connection, long id, long now) => connection.Execute(
        "UPDATE task SET state = ?2, started = max(?3, created) WHERE id = ?1 AND finished IS NULL AND cancel = 0", id, (int)PulpTaskState.Running, now) == 1;

    /// <summary>Asks it to stop. False: it has ended.</summary>
    internal static bool Cancel(StoreConnection connection, Guid guid) => connection.Execute(
        "UPDATE task SET cancel = 1, state = ?2 WHERE guid = ?1 AND finished IS NULL", guid, (int)PulpTaskState.Canceling) == 1;

    /// <summary>How far it is.</summary>
    internal static void Progress(StoreConnection connection, long id, PulpProgressReport[] reports) =>
        connection.Execute("UPDATE task SET progress = ?2 WHERE id = ?1 AND finished IS NULL", id, TaskJson.Write(reports));

    /// <summary>Writes a message under its number; one that is there already stays.</summary>
    internal static void Message(StoreConnection connection, long id, int number, bool warning, PulpTaskMessage message) => connection.Execute(
        "INSERT OR IGNORE INTO task_error(task, number, warning, code, project, filename, url, description) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        id,
        number,
        warning,
        message.Code,
        message.Project,
        message.FileName,
        message.Url,
        message.Description);

    /// <summary>Writes what it made.</summary>
    internal static void Resource(StoreConnection connection, long id, int number, CreatedVersion version) => connection.Execute(
        "INSERT INTO task_resource(task, number, kind, guid, version) VALUES(?1, ?2, ?3, ?4, ?5)",
        id,
        number,
        (int)PulpResourceKind.RepositoryVersion,
        version.Repository,
        version.Number);

    /// <summary>Ends it and lets go of its repository. False: it had ended before. A clock that was set back makes no end before the beginning.</summary>
    internal static bool Finish(
        StoreConnection connection, long id, PulpTaskState state, PulpTaskError? error, PulpSyncResult? result, PulpProgressReport[] reports, long now)
    {
        int ended = connection.Execute(
            """
            UPDATE task SET state = ?2, finished = max(?3, created, ifnull(started, created)), started = ifnull(started, max(?7, created)), error = ?4, result = ?5, progress = ?6
            WHERE id = ?1 AND finished IS NULL
            """,
            id,
            (int)state,
            now,
            TaskJson.Write(error),
            TaskJson.Write(result),
            TaskJson.Write([.. reports.Select(r => TaskReport.Ended(r, state))]),
            state == PulpTaskState.Completed ? now : (long?)null);
        connection.Execute("DELETE FROM writer WHERE task = ?1", id);
        connection.Execute("DELETE FROM pin WHERE holder = (SELECT guid FROM task WHERE id = ?1)", id);
        return ended == 1;
    }

    /// <summary>Ends what a worker left unfinished. Gives the number of tasks.</summary>
    internal static int Interrupt(StoreConnection connection, string worker)
    {
        List<(long Id, string Progress)> open = connection.List(
            "SELECT id, progress FROM task WHERE worker = ?1 AND finished IS NULL", r => (r.Int64(0), r.Text(1)), worker);
        var error = new PulpTaskError
        {
            Code = TaskCodes.Interrupted,
            Description = "The process that ran the task ended before it was done. Nothing is half done; start it again.",
            Detail = $"worker {worker}",
        };
        foreach ((long id, string progress) in open)
            Finish(connection, id, PulpTaskState.Failed, error, null, TaskJson.Reports(progress), StoreTime.Now);
        return open.Count;
    }
}
