using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>The folder of a store before its database is opened: there, or to be made.</summary>
internal static class StorePlace
{
    // What a fresh volume has of itself.
    private static readonly string[] Ignored = ["lost+found", "System Volume Information", "$RECYCLE.BIN", ".DS_Store"];

    /// <summary>True: what a volume has of itself, not somebody's.</summary>
    internal static bool IsOfVolume(string path) => Ignored.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The full path of a place, without a separator at the end. Errors: StoreNotFound.</summary>
    internal static StoreFolder Resolve(string place)
    {
        if (string.IsNullOrWhiteSpace(place)) throw new PulpException(PulpErrors.StoreNotFound, "The path of a store is empty.", place);
        try
        {
            return new StoreFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place)));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new PulpException(PulpErrors.StoreNotFound, $"'{place}' cannot be the path of a store: {error.Message}", place, error);
        }
    }

    /// <summary>Sees that there is a store, or an empty folder to make one in. Errors: StoreNotFound.</summary>
    internal static void Prepare(StoreFolder folder, bool create)
    {
        if (File.Exists(folder.Database)) return;
        if (!create)
        {
            throw new PulpException(
                PulpErrors.StoreNotFound, $"There is no store at '{folder}'. Connect-PulpStore -Create makes one in a new or empty folder.", folder.Path);
        }

        if (File.Exists(folder.Path))
            throw new PulpException(PulpErrors.StoreNotFound, $"'{folder}' is a file; a store is a folder.", folder.Path);
        Directory.CreateDirectory(folder.Path);
        // Another process may be making it at this moment.
        if (Directory.EnumerateFileSystemEntries(folder.Path).Any(e => !IsOfVolume(e))
            && !File.Exists(folder.Database))
        {
            throw new PulpException(
                PulpErrors.StoreNotFound, $"The folder '{folder}' is not empty and not a store. Give a new or empty folder.", folder.Path);
        }
    }
}
