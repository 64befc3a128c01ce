using System.Globalization;
using System.Security.Cryptography;
using Pulp.Model;

namespace Pulp.Engine.Store.Checking;

/// <summary>A problem with what a repair has to know of it.</summary>
/// <param name="Problem">What scripts see.</param>
/// <param name="Sha256">The digest of an artifact; null: it is about something else.</param>
/// <param name="Size">Its bytes, as stored.</param>
internal sealed record StoreFinding(PulpStoreProblem Problem, byte[]? Sha256 = null, long Size = 0)
{
    /// <summary>The file whose bytes were found to be wrong; null: they were not read.</summary>
    internal FileStamp? Stamp { get; init; }
}

/// <summary>What tells whether a file is still the one that was looked at.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written)
{
    /// <summary>Of a file that is there; null: it is not.</summary>
    internal static FileStamp? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
    }
}

/// <summary>Whether the file of an artifact is there and has its bytes.</summary>
internal static class ArtifactCheck
{
    /// <summary>What is wrong; null: nothing.</summary>
    internal static async Task<StoreFinding?> LookAsync(StoreFolder folder, byte[] sha256, long size, CancellationToken cancel)
    {
        string path = folder.PathOf(sha256);
        if (FileStamp.Of(path) is not { } stamp) return Finding(PulpStoreProblemKind.Missing, "The file is not there.");
        if (stamp.Length != size)
            return Finding(PulpStoreProblemKind.Damaged, string.Create(CultureInfo.InvariantCulture, $"The file has {stamp.Length} bytes, and {size} were stored."), stamp);
        try
        {
            await using FileStream bytes = ArtifactStore.OpenRead(path);
            byte[] found = await SHA256.HashDataAsync(bytes, cancel).ConfigureAwait(false);
            return found.AsSpan().SequenceEqual(sha256) ? null : Finding(PulpStoreProblemKind.Damaged, "The file's bytes are not those of its digest.", stamp);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Finding(PulpStoreProblemKind.Missing, "The file is not there.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It may be whole: nothing is known of its bytes.
            return Finding(PulpStoreProblemKind.Damaged, $"The file cannot be read: {error.Message}");
        }

        StoreFinding Finding(PulpStoreProblemKind kind, string description, FileStamp? wrong = null) => new(
            new PulpStoreProblem { Kind = kind, Path = path, Sha256 = Convert.ToHexStringLower(sha256), Description = description, Store = folder.Path },
            sha256,
            size)
        {
            Stamp = wrong,
        };
    }
}
