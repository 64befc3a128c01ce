using System.Buffers;
using Pulp.Engine.Store;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>Copies files out of a local index, checked as they are read.</summary>
internal static class FolderFiles
{
    private const int BufferSize = 128 * 1024;

    internal static async Task<FileAnswer> FetchAsync(FolderMap map, FileRequest request, IncomingFile target, Action<int>? arrived, CancellationToken cancel)
    {
        if (map.ToPath(request.Url) is not { } path)
        {
            return new FileAnswer("file.denied", $"The link to {request.FileName} leads out of the folder {map.Root}, so it was not followed.", null, 0);
        }

        using var bytes = new IncomingBytes(request, target, arrived);
        bytes.Restart();
        if (await CopyAsync(path, bytes, cancel).ConfigureAwait(false) is { } broken)
        {
            var code = FolderFault.IsMissing(broken) ? "file.missing" : broken is UnauthorizedAccessException ? "file.denied" : "file.cut";
            return new FileAnswer(code, FolderFault.Describe(path, broken), null, target.Length);
        }

        var sha256 = bytes.Fault is null ? bytes.Complete() : null;
        return bytes.Fault is { } fault
            ? new FileAnswer(fault.Code, $"{path} {fault.What}.", null, target.Length)
            : new FileAnswer(null, null, sha256, target.Length);
    }

    /// <summary>Copies until the end, or until more is useless; returns what reading threw. What writing throws is not the index's.</summary>
    private static async Task<Exception?> CopyAsync(string path, IncomingBytes bytes, CancellationToken cancel)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (FolderFault.Is(e))
        {
            return e;
        }

        await using var owned = file;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            if (!bytes.Announce(file.Length)) return null;
            while (true)
            {
                int read;
                try
                {
                    read = await file.ReadAsync(buffer, cancel).ConfigureAwait(false);
                }
                catch (Exception e) when (FolderFault.Is(e))
                {
                    return e;
                }

                if (read == 0 || !bytes.Take(buffer.AsSpan(0, read))) return null;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
