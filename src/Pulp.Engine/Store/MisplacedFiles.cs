namespace Pulp.Engine.Store;

/// <summary>What lies in artifacts/ at no place of a file: put there by somebody, as when a backup is copied back.</summary>
internal static class MisplacedFiles
{
    /// <summary>Full paths, found as they are asked for.</summary>
    internal static IEnumerable<string> In(StoreFolder folder)
    {
        if (!Directory.Exists(folder.Artifacts)) yield break;
        foreach (string path in Directory.EnumerateFiles(folder.Artifacts)) yield return path;
        foreach (string path in Directory.EnumerateDirectories(folder.Artifacts))
        {
            string name = Path.GetFileName(path);
            // The probe of a worker that joins: a folder called like it, with a dot before, for a moment.
            if (name.StartsWith('.') && IsEmpty(path)) continue;
            bool place = ArtifactName.IsFolder(name);
            foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            {
                if (!place || Path.GetDirectoryName(file) != path || !ArtifactName.TryRead(name, Path.GetFileName(file), out _)) yield return file;
            }
        }
    }

    private static bool IsEmpty(string path)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(path).Any();
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
    }
}
