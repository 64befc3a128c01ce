using System.Globalization;
using System.Security.Cryptography;
using Pulp.Model;

namespace Pulp.Engine.Store;

/// <summary>Whether the file of an artifact's row is there and has its bytes.</summary>
internal static class ArtifactCheck
{
    /// <summary>What is wrong; null: nothing. <paramref name="hash"/>: its bytes are read too, else only its size.</summary>
    internal static async ValueTask<PulpStoreProblem?> LookAsync(StoreFolder folder, byte[] sha256, long size, bool hash, CancellationToken cancel)
    {
        string hex = Convert.ToHexStringLower(sha256);
        string path = Path.Combine(folder.Artifacts, hex[..2], hex[2..]);
        var file = new FileInfo(path);
        if (!file.Exists) return Problem(PulpStoreProblemKind.Missing, "The file is not there.");
        if (file.Length != size)
        {
            return Problem(
                PulpStoreProblemKind.Damaged, string.Create(CultureInfo.InvariantCulture, $"The file has {file.Length} bytes, and {size} were stored."));
        }

        try
        {
            if (!hash) return null;
            await using FileStream bytes = ArtifactStore.OpenRead(path);
            byte[] found = await SHA256.HashDataAsync(bytes, cancel).ConfigureAwait(false);
            return found.AsSpan().SequenceEqual(sha256) ? null : Problem(PulpStoreProblemKind.Damaged, "The file's bytes are not those of its digest.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Problem(PulpStoreProblemKind.Damaged, $"The file cannot be read: {error.Message}");
        }

        PulpStoreProblem Problem(PulpStoreProblemKind kind, string description) => new()
        {
            Kind = kind,
            Path = path,
            Sha256 = hex,
            Description = description,
            Store = folder.Path,
        };
    }
}
