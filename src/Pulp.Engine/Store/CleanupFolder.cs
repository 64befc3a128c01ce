using Pulp.Engine.Diagnostics;

namespace Pulp.Engine.Store;

/// <summary>
/// Where a cleanup moves files before it deletes their rows: <c>tmp/WORKER/gone/</c>, by digest. Unlinked after the commit; what a cleanup that died had moved
/// and not committed still has its row, and is moved back.
/// </summary>
internal static class CleanupFolder
{
    private const string Name = "gone";

    /// <summary>The folder of a worker.</summary>
    internal static string Of(string temporary) => Path.Combine(temporary, Name);

    /// <summary>True: a worker's folder has something that may have to be moved back.</summary>
    internal static bool HasFiles(string temporary) => Directory.Exists(Of(temporary)) && Directory.EnumerateFiles(Of(temporary)).Any();

    /// <summary>True: a cleanup, of whatever worker, has moved the file of a digest and not unlinked it.</summary>
    internal static bool HasMoved(StoreFolder folder, ReadOnlySpan<byte> sha256)
    {
        string hex = Convert.ToHexStringLower(sha256);
        return Directory.Exists(folder.Temporary) && Directory.EnumerateDirectories(folder.Temporary).Any(d => File.Exists(Path.Combine(Of(d), hex)));
    }

    /// <summary>Moves back what still has its row, under the write lock. False: something could not be moved, and the folder must stay.</summary>
    internal static bool MoveBack(StoreConnection connection, StoreFolder folder, string temporary)
    {
        if (!HasFiles(temporary)) return true;
        bool all = true;
        foreach (string moved in Directory.GetFiles(Of(temporary)))
        {
            if (!ArtifactName.TryRead(Path.GetFileName(moved), out byte[]? sha256)) continue;
            string path = folder.PathOf(sha256);
            // Whoever needed it meanwhile has fetched it again: then this one is of no use.
            if (ArtifactRows.Size(connection, sha256) is null || File.Exists(path)) continue;
            try
            {
                File.Move(moved, path);
                FolderFlush.Flush(Path.GetDirectoryName(path)!);
                EngineSteps.Log.CleanupMovedBack(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                all &= File.Exists(path);
            }
        }

        return all;
    }
}
