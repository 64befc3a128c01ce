using System.Runtime.InteropServices;
using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>Whether a folder lies on a local file system: locks and write-ahead logs cannot be trusted on others (STORE).</summary>
internal static partial class StoreLocality
{
    private static readonly string[] RemoteNames = ["nfs", "smbfs", "cifs", "afpfs", "webdav", "ftp", "fuse", "osxfuse", "macfuse", "9p"];

    private static readonly string[] LocalNames = ["apfs", "hfs", "exfat", "msdos", "ufs", "zfs", "ntfs", "refs", "fat32", "fat"];

    /// <summary>Refuses what is not local (StoreNotLocal). Gives a warning when the file system is not known; null: it is.</summary>
    internal static string? Check(string path)
    {
        if (OperatingSystem.IsWindows() && path.StartsWith(@"\\", StringComparison.Ordinal)) throw NotLocal(path, "a UNC path");
        string existing = path;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent) existing = parent;
        if (OperatingSystem.IsLinux() && Kind(existing) is { } kind)
        {
            if (Remote(kind) is { } name) throw NotLocal(path, name);
            return IsLocal(kind) ? null : Unknown(path, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0x{kind:x}"));
        }

        return CheckDrive(path, existing);
    }

    // linux/magic.h and the kernel's file systems: those that reach another machine or another kernel.
    private static string? Remote(uint kind) => kind switch
    {
        0x6969 => "NFS",
        0x517B or 0xFE534D42 => "SMB",
        0xFF534D42 => "CIFS",
        0x564C => "NCP",
        0x01021997 => "9p",
        0x65735546 => "FUSE",
        0x5346414F or 0x6B414653 => "AFS",
        0x73757245 => "Coda",
        0x00C36400 => "Ceph",
        0x47504653 => "GPFS",
        0x0BD00BD0 => "Lustre",
        0x7461636F => "OCFS2",
        0x01161970 => "GFS2",
        0x786F4256 => "VirtualBox shared folder",
        0xBACBACBC => "VMware shared folder",
        _ => null,
    };

    // ext, XFS, Btrfs, ZFS, F2FS, bcachefs, tmpfs, ramfs, overlay, FAT, exFAT, NTFS (two drivers), JFS, ReiserFS, NILFS, eCryptfs, HFS+, HFS, EROFS, aufs.
    private static bool IsLocal(uint kind) => kind is 0xEF53 or 0x58465342 or 0x9123683E or 0x2FC12FC1 or 0xF2F52010 or 0xCA451A4E or 0x01021994
        or 0x858458F6 or 0x794C7630 or 0x4D44 or 0x2011BAB0 or 0x5346544E or 0x7366746E or 0x3153464A or 0x52654973 or 0x3434 or 0xF15F or 0x482B or 0x4244
        or 0xE0F5E1E2 or 0x61756673;

    private static string? CheckDrive(string path, string existing)
    {
        try
        {
            var drive = new DriveInfo(existing);
            string format = drive.DriveFormat;
            if (drive.DriveType == DriveType.Network) throw NotLocal(path, "a network drive");
            if (RemoteNames.Any(n => format.StartsWith(n, StringComparison.OrdinalIgnoreCase))) throw NotLocal(path, format);
            return LocalNames.Contains(format, StringComparer.OrdinalIgnoreCase) ? null : Unknown(path, format);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Unknown(path, "unknown");
        }
    }

    // struct statfs begins with f_type in every Linux ABI of .NET; the buffer is larger than any of them.
    private static unsafe uint? Kind(string path)
    {
        nint* buffer = stackalloc nint[64];
        return StatFileSystem(path, buffer) == 0 ? unchecked((uint)buffer[0]) : null;
    }

    private static PulpException NotLocal(string path, string kind) => new(
        PulpErrors.StoreNotLocal,
        $"'{path}' lies on a file system that is not local ({kind}). Put the store on a local disk: locks cannot be trusted elsewhere.",
        path);

    private static string Unknown(string path, string kind) =>
        $"The file system of '{path}' ({kind}) is not one that PulpPS knows. A store must lie on a local disk with working locks.";

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int StatFileSystem(string path, nint* buffer);
}
