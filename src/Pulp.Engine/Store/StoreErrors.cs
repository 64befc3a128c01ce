using Microsoft.Data.Sqlite;
using Pulp.Model;
using SQLitePCL;

namespace Pulp.Engine.Store;

/// <summary>What SQLite's and the file system's errors mean to a user.</summary>
internal static class StoreErrors
{
    /// <summary>EFBIG.</summary>
    internal const int TooLarge = 27;

    /// <summary>True: a UNIQUE or PRIMARY KEY was violated. The primary code 19 would be any constraint.</summary>
    internal static bool IsUnique(SqliteException error) =>
        error.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY;

    /// <summary>True: a lock is held by another connection; the work can be tried again.</summary>
    internal static bool IsBusy(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_PROTOCOL;

    /// <summary>The error for the user, or null when the exception is a fault of ours that must show as it is.</summary>
    internal static Exception? Translate(SqliteException error, StoreFolder folder, CancellationToken cancel) => error.SqliteErrorCode switch
    {
        raw.SQLITE_INTERRUPT => new OperationCanceledException(cancel),
        // PROTOCOL: others were faster again and again while the log was opened.
        raw.SQLITE_BUSY or raw.SQLITE_PROTOCOL => Busy(folder, error),
        raw.SQLITE_FULL => Full(folder, error),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Corrupt(folder, error),
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => AccessDenied(folder, error),
        raw.SQLITE_IOERR => InputOutput(folder, error),
        _ => null,
    };

    internal static PulpException Busy(StoreFolder folder, Exception? inner = null) => new(
        PulpErrors.StoreBusy,
        $"Another process held the store '{folder}' for 30 seconds. Try again when its work has ended.",
        folder.Path,
        inner);

    internal static PulpException Full(StoreFolder folder, Exception? inner = null) => new(
        PulpErrors.StoreFull,
        $"The disk of the store '{folder}' is full, or refused to write. Nothing was lost; free some space and run it again.",
        folder.Path,
        inner);

    internal static PulpException Corrupt(StoreFolder folder, Exception? inner = null) => new(
        PulpErrors.StoreCorrupt,
        $"The database of the store '{folder}' is damaged{(inner is null ? "" : $" ({Plain(inner)})")}. Keep the folder as it is, and restore a backup beside it.",
        folder.Path,
        inner);

    internal static PulpException AccessDenied(StoreFolder folder, Exception? inner = null) => new(
        PulpErrors.StoreAccessDenied,
        $"The account may not read and write the store '{folder}'{(inner is null ? "" : $" ({Plain(inner)})")}.",
        folder.Path,
        inner);

    internal static PulpException TooNew(StoreFolder folder, int found, int known) => new(
        PulpErrors.StoreTooNew,
        $"The store '{folder}' has schema {found}, and this PulpPS knows up to {known}. Update the module in every session that uses the store.",
        folder.Path);

    /// <summary>An error of the file system below a store.</summary>
    internal static PulpException? Translate(Exception error, StoreFolder folder) => error switch
    {
        UnauthorizedAccessException => AccessDenied(folder, error),
        IOException io when IsFull(io) => Full(folder, error),
        _ => null,
    };

    /// <summary>True: no space left on the device, the quota is used up, or a file may not become so large (ulimit, FAT).</summary>
    internal static bool IsFull(IOException error) => OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 0x70 or 0x27 // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
        : error.HResult is OperatingSystemCodes.NoSpace or TooLarge
            || error.HResult == (OperatingSystem.IsLinux() ? OperatingSystemCodes.Quota : OperatingSystemCodes.QuotaElsewhere); // .NET keeps errno in HResult

    private static PulpException InputOutput(StoreFolder folder, SqliteException error) => error.SqliteExtendedErrorCode switch
    {
        raw.SQLITE_IOERR_READ or raw.SQLITE_IOERR_SHORT_READ => Corrupt(folder, error),
        raw.SQLITE_IOERR_ACCESS => AccessDenied(folder, error),
        _ => Full(folder, error),
    };

    // The provider's text is "SQLite Error 11: 'database disk image is malformed'."
    private static string Plain(Exception error)
    {
        string[] parts = error.Message.Split('\'');
        return error is SqliteException && parts.Length == 3 ? parts[1] : error.Message;
    }

    private static class OperatingSystemCodes
    {
        internal const int NoSpace = 28;
        internal const int Quota = 122;
        internal const int QuotaElsewhere = 69; // macOS, BSD
    }
}
