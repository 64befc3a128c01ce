namespace Pulp.Engine.Store;

/// <summary>
/// The lock file of a worker. It is held with FileShare.Delete and tried with FileShare.None: on Unix a shared and an exclusive flock, on Windows share
/// modes (a file held with None could not be renamed there). No clock is trusted: who holds the lock is alive.
/// </summary>
internal static class WorkerLock
{
    /// <summary>Makes and holds the file of a worker; it appears under its name only once it is held.</summary>
    internal static FileStream Hold(string folder, string worker)
    {
        string made = Path.Combine(folder, $".{worker}");
        var file = new FileStream(made, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0);
        try
        {
            File.Move(made, Path.Combine(folder, worker));
            return file;
        }
        catch
        {
            file.Dispose();
            File.Delete(made);
            throw;
        }
    }

    /// <summary>
    /// Tries the lock of a worker: null when it is alive; otherwise the lock, held until it is disposed. A file that is not there any more counts as
    /// dead too (<paramref name="gone"/>): rows come after the file and go before it.
    /// </summary>
    internal static FileStream? Try(string folder, string worker, out bool gone)
    {
        gone = false;
        try
        {
            return new FileStream(Path.Combine(folder, worker), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            gone = true;
            return null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            // Another account's, or being deleted: who cannot be asked counts as alive.
            return null;
        }
    }

    /// <summary>True: the worker holds its lock. Its file not being there counts as dead.</summary>
    internal static bool IsAlive(string folder, string worker)
    {
        using FileStream? taken = Try(folder, worker, out bool gone);
        return taken is null && !gone;
    }
}
