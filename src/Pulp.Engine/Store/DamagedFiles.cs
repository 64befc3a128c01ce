using System.Globalization;
using Pulp.Engine.Store.Checking;

namespace Pulp.Engine.Store;

/// <summary>
/// Puts damaged files aside, into <c>damaged/</c>, where nothing reads them: evidence of a failing disk, for people. Their names are the digest they should have
/// had, the time, and a few letters by chance, so that none replaces another.
/// </summary>
internal static class DamagedFiles
{
    /// <summary>
    /// Moves a file aside; gives its new path. Null: it is not there, or no longer the file that was looked at (<paramref name="stamp"/>), because another has
    /// put a good one in its place. Errors: IOException, UnauthorizedAccessException.
    /// </summary>
    internal static string? MoveAside(StoreFolder folder, byte[] sha256, FileStamp? stamp)
    {
        string path = folder.PathOf(sha256);
        if (FileStamp.Of(path) is not { } now || (stamp is { } seen && now != seen)) return null;
        Directory.CreateDirectory(folder.Damaged);
        string time = DateTime.UtcNow.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture);
        string aside = Path.Combine(folder.Damaged, $"{Convert.ToHexStringLower(sha256)}.{time}.{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            File.Move(path, aside);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        if (stamp is not null && FileStamp.Of(aside) != stamp)
        {
            // It was replaced between the look and the move.
            if (!File.Exists(path)) File.Move(aside, path);
            else File.Delete(aside);
            return null;
        }

        FolderFlush.Flush(folder.Damaged);
        return aside;
    }
}
