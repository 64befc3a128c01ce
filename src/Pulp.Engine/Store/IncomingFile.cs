using System.Security.Cryptography;

namespace Pulp.Engine.Store;

/// <summary>
/// A file on its way into the store: in this worker's folder of tmp/, hashed while it is written. Disposed without having been placed, it is deleted.
/// Not for several threads at once.
/// </summary>
internal sealed class IncomingFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal IncomingFile(string path)
    {
        Path = path;
        // No buffer: writers bring pieces of 64 KiB and more.
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Where it lies now.</summary>
    internal string Path { get; }

    /// <summary>Bytes so far.</summary>
    internal long Length { get; private set; }

    /// <summary>True once it was moved to its place: it is no longer deleted.</summary>
    internal bool Placed { get; set; }

    /// <summary>Writes a piece and hashes it on this thread.</summary>
    internal void Append(ReadOnlySpan<byte> piece)
    {
        try
        {
            _file.Write(piece);
        }
        catch (ArgumentOutOfRangeException)
        {
            // What .NET makes of EFBIG, as if its caller had asked for too much.
            throw new IOException($"'{Path}' may not become larger than {Length} bytes here.", StoreErrors.TooLarge);
        }

        _hash.AppendData(piece);
        Length += piece.Length;
    }

    /// <summary>Starts again from nothing: for an answer that does not continue what came before.</summary>
    internal void Restart()
    {
        _file.SetLength(0);
        _file.Position = 0;
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>The SHA-256 of what was written so far.</summary>
    internal byte[] GetSha256() => _hash.GetCurrentHash();

    /// <summary>Ends the writing: read-only, and safe from a crash (STORE: flushed before it is renamed). The handle is closed.</summary>
    internal void Finish()
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixFileMode mode = File.GetUnixFileMode(_file.SafeFileHandle);
            File.SetUnixFileMode(_file.SafeFileHandle, mode & ~(UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
        }

        _file.Flush(flushToDisk: true);
        _file.Dispose();
        if (OperatingSystem.IsWindows()) File.SetAttributes(Path, FileAttributes.ReadOnly);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        _hash.Dispose();
        if (Placed) return;
        try
        {
            if (OperatingSystem.IsWindows() && File.Exists(Path)) File.SetAttributes(Path, FileAttributes.Normal);
            File.Delete(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A dead worker's folder is removed by the next that looks.
        }
    }
}
