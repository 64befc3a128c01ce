using Pulp.Engine.Diagnostics;
using Pulp.Model;

namespace Pulp.Engine.Store.Cleanup;

/// <summary>
/// Removes files a batch at a time: under the write lock they are looked at again, moved to this worker's folder and their rows deleted; they are unlinked after
/// the commit. Whatever happens in between, a row that stayed has its file: here it is moved back, and of a process that died by the next that looks.
/// </summary>
internal sealed class FileRemoval(LocalStore store, IProgress<PulpStoreProgress>? progress)
{
    private readonly string _gone = CleanupFolder.Of(store.Workers.Temporary);

    /// <summary>Files removed so far.</summary>
    internal long Files { get; private set; }

    /// <summary>Their bytes.</summary>
    internal long Size { get; private set; }

    /// <summary>Removes artifacts that no version needs still.</summary>
    internal Task RemoveAsync(IReadOnlyList<byte[]> sha256s, DateTimeOffset before, CancellationToken cancel) => BatchAsync(
        (connection, moved) =>
        {
            int rows = 0;
            foreach (byte[] sha256 in sha256s)
            {
                cancel.ThrowIfCancellationRequested();
                if (!OrphanRows.IsOrphan(connection, sha256, before)) continue;
                Move(store.Folder.PathOf(sha256), Convert.ToHexStringLower(sha256), moved);
                rows += connection.Execute("DELETE FROM artifact WHERE sha256 = ?1", sha256);
            }

            EngineSteps.Log.CleanupRowsDeleted(rows);
        },
        cancel);

    /// <summary>Removes files that no row names still.</summary>
    internal Task RemoveStraysAsync(IReadOnlyList<StrayFile> strays, CancellationToken cancel) => BatchAsync(
        (connection, moved) =>
        {
            foreach (StrayFile stray in strays)
            {
                cancel.ThrowIfCancellationRequested();
                if (stray.Sha256 is { } sha256 && ArtifactRows.Size(connection, sha256) is not null) continue;
                Move(stray.Path, stray.Sha256 is { } digest ? Convert.ToHexStringLower(digest) : $"stray-{Guid.NewGuid():N}", moved);
            }
        },
        cancel);

    private async Task BatchAsync(Action<StoreConnection, List<Moved>> move, CancellationToken cancel)
    {
        Directory.CreateDirectory(_gone);
        var moved = new List<Moved>();
        try
        {
            await store.Database.WriteAsync(
                connection =>
                {
                    try
                    {
                        move(connection, moved);
                    }
                    catch
                    {
                        // Still under the write lock: nobody sees a row without its file.
                        MoveBack(moved);
                        throw;
                    }
                },
                cancel).ConfigureAwait(false);
        }
        catch
        {
            MoveBack(moved);
            throw;
        }

        EngineSteps.Log.CleanupCommitted(moved.Count);
        foreach (Moved file in moved) Unlink(file);
    }

    private void Move(string path, string name, List<Moved> moved)
    {
        var file = new FileInfo(path);
        // A row without a file goes all the same.
        if (!file.Exists) return;
        var entry = new Moved(path, Path.Combine(_gone, name), file.Length);
        File.Move(path, entry.To, overwrite: true);
        moved.Add(entry);
        EngineSteps.Log.CleanupMoved(path);
    }

    private static void MoveBack(List<Moved> moved)
    {
        foreach (Moved file in moved)
        {
            try
            {
                if (!File.Exists(file.From)) File.Move(file.To, file.From);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It stays in the folder of this worker, and is moved back when that is cleared.
            }
        }

        moved.Clear();
    }

    private void Unlink(Moved file)
    {
        try
        {
            if (OperatingSystem.IsWindows()) File.SetAttributes(file.To, FileAttributes.Normal);
            File.Delete(file.To);
            EngineSteps.Log.CleanupUnlinked(file.To);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In use on Windows: it goes with this worker's folder.
        }

        Files++;
        Size += file.Length;
        progress?.Report(new PulpStoreProgress("Deleting files", Files, null, Size));
    }

    private readonly record struct Moved(string From, string To, long Length);
}
