using System.Diagnostics;
using System.Globalization;
using Pulp.Engine.Diagnostics;
using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>
/// This process as a worker of a store, and what is known of the others. A worker is a process with a lock on its file in workers/; its row and the rows
/// that name it come after. What a dead one left is ended by whoever holds its lock.
/// </summary>
internal sealed class Workers : IDisposable
{
    private readonly StoreFolder _folder;
    private readonly FileStream _lock;

    private Workers(StoreFolder folder, string id, FileStream held)
    {
        _folder = folder;
        Id = id;
        _lock = held;
        Temporary = Path.Combine(folder.Temporary, id);
    }

    /// <summary>This worker: process id and a random part.</summary>
    internal string Id { get; }

    /// <summary>This worker's folder for incoming files.</summary>
    internal string Temporary { get; }

    /// <summary>True once this worker has a row, and others may have rows that name it.</summary>
    internal bool HasRow { get; private set; }

    /// <summary>Told (outside any transaction) when the tasks of a dead worker were ended.</summary>
    internal event Action? Buried;

    /// <summary>Takes a worker's place in a store. Errors: StoreLocksDisabled, StoreNotLocal (tmp and artifacts on two volumes).</summary>
    internal static Workers Join(StoreFolder folder)
    {
        Directory.CreateDirectory(folder.Workers);
        string id = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
        FileStream held = WorkerLock.Hold(folder.Workers, id);
        var workers = new Workers(folder, id, held);
        try
        {
            workers.CheckLocks();
            workers.CheckVolume();
            EngineSteps.Log.WorkerJoined(id);
            return workers;
        }
        catch
        {
            workers.Dispose();
            throw;
        }
    }

    /// <summary>Names of the workers that hold their lock, this one aside.</summary>
    internal static IReadOnlyList<string> Alive(StoreFolder folder, string? own)
    {
        if (!Directory.Exists(folder.Workers)) return [];
        var alive = new List<string>();
        foreach (string id in Names(folder))
        {
            if (id == own) continue;
            using FileStream? taken = WorkerLock.Try(folder.Workers, id, out bool gone);
            if (taken is null && !gone) alive.Add(id);
        }

        return alive;
    }

    /// <summary>Makes this worker's row, in the transaction of the first row that names it.</summary>
    internal void EnsureRow(StoreConnection connection)
    {
        if (HasRow) return;
        using var process = Process.GetCurrentProcess();
        connection.Execute(
            "INSERT OR IGNORE INTO worker(id, process, started) VALUES(?1, ?2, ?3)", Id, Environment.ProcessId, StoreTime.From(process.StartTime.ToUniversalTime()));
    }

    /// <summary>To be called once the transaction of <see cref="EnsureRow"/> is committed.</summary>
    internal void RowIsThere() => HasRow = true;

    /// <summary>Looks for dead workers, by file and by row, and ends what they left.</summary>
    internal async Task BuryDeadAsync(StoreDatabase database, CancellationToken cancel)
    {
        List<string> rows = await database.ReadAsync(c => c.List("SELECT id FROM worker", r => r.Text(0)), cancel).ConfigureAwait(false);
        foreach (string id in Names(_folder).Union(rows, StringComparer.Ordinal).Union(Folders(), StringComparer.Ordinal).ToArray())
            await BuryIfDeadAsync(database, id, cancel).ConfigureAwait(false);
    }

    /// <summary>Tries a worker's lock; one system call when it is alive. True: it was dead, and its tasks are Failed now.</summary>
    internal async Task<bool> BuryIfDeadAsync(StoreDatabase database, string id, CancellationToken cancel)
    {
        if (id == Id) return false;
        using FileStream? taken = WorkerLock.Try(_folder.Workers, id, out bool gone);
        if (taken is null && !gone) return false;
        (int ended, bool sound) = await database.WriteAsync(
            c =>
            {
                bool back = CleanupFolder.MoveBack(c, _folder, Path.Combine(_folder.Temporary, id));
                return (DeadWorker.End(c, id), back);
            },
            cancel).ConfigureAwait(false);
        EngineSteps.Log.WorkerEnded(id);
        if (sound) RemoveFiles(id);
        if (ended > 0) Buried?.Invoke();
        return true;
    }

    /// <summary>Leaves the store: the folder of incoming files and the lock go, the rows have gone before.</summary>
    public void Dispose()
    {
        // What a cleanup could not move back is for the next who looks: it can read the rows.
        if (!CleanupFolder.HasFiles(Temporary)) RemoveFolder(Temporary);
        try
        {
            File.Delete(Path.Combine(_folder.Workers, Id));
        }
        catch (IOException)
        {
            // The next who looks removes it.
        }

        _lock.Dispose();
    }

    private void CheckLocks()
    {
        using FileStream? second = WorkerLock.Try(_folder.Workers, Id, out bool gone);
        if (second is null && !gone) return;
        throw new PulpException(
            PulpErrors.StoreLocksDisabled,
            $"File locks do not work for the store '{_folder}': a file that is held can be opened a second time. Unset DOTNET_SYSTEM_IO_DISABLEFILELOCKING, and use a local disk.",
            _folder.Path);
    }

    // A rename is only whole within one volume. Directory.Move, unlike File.Move, never copies.
    private void CheckVolume()
    {
        Directory.CreateDirectory(_folder.Artifacts);
        string probe = Path.Combine(Temporary, "probe");
        string moved = Path.Combine(_folder.Artifacts, $".{Id}");
        Directory.CreateDirectory(probe);
        try
        {
            Directory.Move(probe, moved);
        }
        catch (IOException error) when (!StoreErrors.IsFull(error))
        {
            throw new PulpException(
                PulpErrors.StoreNotLocal,
                $"'{_folder.Temporary}' and '{_folder.Artifacts}' lie on different volumes; a store must lie on one.",
                _folder.Path,
                error);
        }

        Directory.Delete(moved);
    }

    private void RemoveFiles(string id)
    {
        RemoveFolder(Path.Combine(_folder.Temporary, id));
        try
        {
            File.Delete(Path.Combine(_folder.Workers, id));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Windows does not delete what another process has open; it is found again.
        }
    }

    private static void RemoveFolder(string path)
    {
        try
        {
            if (!Directory.Exists(path)) return;
            if (OperatingSystem.IsWindows())
            {
                // A file that was to be renamed next is read-only.
                foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
            }

            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another looked at the same moment.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Left for the next who looks: no row names what lies there.
        }
    }

    private IEnumerable<string> Folders() => Directory.EnumerateDirectories(_folder.Temporary).Select(p => Path.GetFileName(p)!);

    private static IEnumerable<string> Names(StoreFolder folder) => Directory.EnumerateFiles(folder.Workers)
        .Select(p => Path.GetFileName(p)!)
        .Where(n => !n.StartsWith('.'));
}
