using Pulp.Model;

namespace Pulp.Engine.Store.Checking;

/// <summary>Files that belong to nobody: of workers that died, and of whoever put them into the store's folder.</summary>
internal static class LeftoverCheck
{
    private static readonly string[] Ours =
        [StoreFolder.DatabaseName, StoreFolder.DatabaseName + "-wal", StoreFolder.DatabaseName + "-shm", StoreFolder.DatabaseName + "-journal", "artifacts", "tmp", "workers", "damaged"];

    /// <summary>Found as they are asked for. A worker that is alive has none.</summary>
    internal static IEnumerable<PulpStoreProblem> Run(StoreFolder folder)
    {
        foreach (string path in Entries(folder.Path))
        {
            if (!Ours.Contains(Path.GetFileName(path), StorePaths.Comparer) && !StorePlace.IsOfVolume(path))
                yield return Stray(folder, path, "It is no part of the store. If it is not yours, delete it.");
        }

        foreach (string path in MisplacedFiles.In(folder)) yield return Stray(folder, path, "It is at no place of a file of the store. Clear-PulpOrphan deletes it.");
        foreach (string path in Entries(folder.Temporary))
        {
            if (WorkerLock.IsAlive(folder.Workers, Path.GetFileName(path))) continue;
            // The worker may have left, properly, since its folder was listed.
            foreach (string file in Directory.Exists(path) ? Files(path) : [path])
            {
                if (File.Exists(file)) yield return Stray(folder, file, "A process that ended left it. The next that opens the store deletes it.");
            }
        }

        foreach (string path in Entries(folder.Workers))
        {
            // The name of a file that is being made begins with a dot.
            string worker = Path.GetFileName(path);
            if (!WorkerLock.IsAlive(folder.Workers, worker) && File.Exists(path) && !WorkerLock.IsAlive(folder.Workers, worker.TrimStart('.')))
                yield return Stray(folder, path, "The lock of a process that ended. The next that opens the store deletes it.");
        }
    }

    private static IEnumerable<string> Entries(string path) => Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path) : [];

    // What goes while it is listed is nobody's problem.
    private static string[] Files(string path)
    {
        try
        {
            return Directory.GetFiles(path, "*", SearchOption.AllDirectories);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static PulpStoreProblem Stray(StoreFolder folder, string path, string description) =>
        new() { Kind = PulpStoreProblemKind.Stray, Path = path, Description = description, Store = folder.Path };
}
