using System.Runtime.InteropServices;

namespace Pulp.Engine.Store;

/// <summary>Makes names in a folder survive a crash. .NET cannot open a folder, so this is fsync itself; Windows needs nothing (NTFS logs its names).</summary>
internal static partial class FolderFlush
{
    private const int ReadOnlyFlag = 0;
    private const int FullSync = 51; // F_FULLFSYNC of macOS

    /// <summary>Flushes a folder; does nothing on Windows.</summary>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int handle = Open(folder, ReadOnlyFlag);
        if (handle < 0) throw Error(folder);
        try
        {
            if (OperatingSystem.IsMacOS() && Control(handle, FullSync) == 0) return;
            if (Sync(handle) != 0) throw Error(folder);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Error(string folder)
    {
        int code = Marshal.GetLastPInvokeError();
        return new IOException($"The folder '{folder}' could not be flushed: {Marshal.GetPInvokeErrorMessage(code)}.", code);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int handle, int command);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
