using System.Diagnostics.Tracing;

namespace Pulp.Engine.Diagnostics;

/// <summary>
/// The steps of the engine's work, as events of the source <c>PulpPS-Engine</c>: for administrators who trace a session, and for tests that end a process
/// at a step. An event comes right after what its name says, on the thread that did it. Costs nothing when nobody listens. No event has a secret: names,
/// paths within the store and numbers only, no address.
/// </summary>
[EventSource(Name = SourceName)]
internal sealed class EngineSteps : EventSource
{
    /// <summary>What to listen to.</summary>
    internal const string SourceName = "PulpPS-Engine";

    /// <summary>The one source of this process.</summary>
    internal static EngineSteps Log { get; } = new();

    private EngineSteps()
    {
    }

    /// <summary>A project's page is about to be asked for.</summary>
    [Event(1)]
    internal void PageAsked(string project) => Write(1, project);

    /// <summary>What came of a project's page is known.</summary>
    [NonEvent]
    internal void PageRead(string project, Sync.Upstream.PageOutcome outcome)
    {
        if (IsEnabled()) PageRead(project, outcome.ToString());
    }

    /// <summary>What came of a project's page is known.</summary>
    [Event(2)]
    internal void PageRead(string project, string outcome) => Write(2, project, outcome);

    /// <summary>A file is about to be fetched.</summary>
    [Event(3)]
    internal void FileBegun(string file) => Write(3, file);

    /// <summary>A file's bytes are on the disk, under their temporary name.</summary>
    [Event(4)]
    internal void FileFlushed(string path) => Write(4, path);

    /// <summary>A file is in its place.</summary>
    [Event(5)]
    internal void FileRenamed(string path) => Write(5, path);

    /// <summary>A file's name is on the disk; its row may be written.</summary>
    [Event(6)]
    internal void FolderFlushed(string path) => Write(6, path);

    /// <summary>Bytes that lay in place without a row were taken.</summary>
    [Event(7)]
    internal void FileAdopted(string path) => Write(7, path);

    /// <summary>What no version shows yet was committed: so many facts.</summary>
    [Event(8)]
    internal void FactsCommitted(int facts) => Write(8, facts);

    /// <summary>It is known what becomes of a project's files.</summary>
    [Event(9)]
    internal void ProjectSettled(string project) => Write(9, project);

    /// <summary>All of a version is written, within the open transaction.</summary>
    [Event(10)]
    internal void BeforeCommit(string repository) => Write(10, repository);

    /// <summary>The last transaction of a sync is committed. 0: it made no version.</summary>
    [Event(11)]
    internal void VersionCommitted(string repository, int version) => Write(11, repository, version);

    /// <summary>A task's row is there.</summary>
    [NonEvent]
    internal void TaskMade(Guid task)
    {
        if (IsEnabled()) TaskMade(task.ToString());
    }

    /// <summary>A task's row is there.</summary>
    [Event(12)]
    internal void TaskMade(string task) => Write(12, task);

    /// <summary>A task holds its repository and begins its work.</summary>
    [NonEvent]
    internal void TaskBegun(Guid task)
    {
        if (IsEnabled()) TaskBegun(task.ToString());
    }

    /// <summary>A task holds its repository and begins its work.</summary>
    [Event(13)]
    internal void TaskBegun(string task) => Write(13, task);

    /// <summary>A task's end is in the database.</summary>
    [NonEvent]
    internal void TaskEnded(Guid task, Pulp.Model.PulpTaskState state)
    {
        if (IsEnabled()) TaskEnded(task.ToString(), state.ToString());
    }

    /// <summary>A task's end is in the database.</summary>
    [Event(14)]
    internal void TaskEnded(string task, string state) => Write(14, task, state);

    /// <summary>This process has a worker's place in a store.</summary>
    [Event(15)]
    internal void WorkerJoined(string worker) => Write(15, worker);

    /// <summary>The tasks of a worker that died are ended; its files are still there.</summary>
    [Event(16)]
    internal void WorkerEnded(string worker) => Write(16, worker);

    /// <summary>A store's schema is about to be made (from 0) or migrated.</summary>
    [Event(17)]
    internal void MigrationBegun(int from, int to) => Write(17, from, to);

    /// <summary>One script of a migration ran, within the open transaction.</summary>
    [Event(18)]
    internal void MigrationScriptRun(int schema) => Write(18, schema);

    /// <summary>A migration is committed.</summary>
    [Event(19)]
    internal void MigrationCommitted(int schema) => Write(19, schema);

    /// <summary>A cleanup moved a file to its folder, within the open transaction.</summary>
    [Event(20)]
    internal void CleanupMoved(string path) => Write(20, path);

    /// <summary>A cleanup deleted the rows of what it moved, within the open transaction.</summary>
    [Event(21)]
    internal void CleanupRowsDeleted(int rows) => Write(21, rows);

    /// <summary>A batch of a cleanup is committed; its files are still there.</summary>
    [Event(22)]
    internal void CleanupCommitted(int files) => Write(22, files);

    /// <summary>A cleanup deleted a file that it had moved.</summary>
    [Event(23)]
    internal void CleanupUnlinked(string path) => Write(23, path);

    /// <summary>What a dead cleanup moved and did not commit is back in its place.</summary>
    [Event(24)]
    internal void CleanupMovedBack(string path) => Write(24, path);

    // One look, and no array of arguments, when nobody listens.
    [NonEvent]
    private void Write(int id, string text)
    {
        if (IsEnabled()) WriteEvent(id, text);
    }

    [NonEvent]
    private void Write(int id, string text, string more)
    {
        if (IsEnabled()) WriteEvent(id, text, more);
    }

    [NonEvent]
    private void Write(int id, string text, int number)
    {
        if (IsEnabled()) WriteEvent(id, text, number);
    }

    [NonEvent]
    private void Write(int id, int number)
    {
        if (IsEnabled()) WriteEvent(id, number);
    }

    [NonEvent]
    private void Write(int id, int number, int more)
    {
        if (IsEnabled()) WriteEvent(id, number, more);
    }
}
