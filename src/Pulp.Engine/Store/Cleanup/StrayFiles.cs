using System.Runtime.CompilerServices;

namespace Pulp.Engine.Store.Cleanup;

/// <summary>A file in the store's folder that no row names.</summary>
/// <param name="Path">Where.</param>
/// <param name="Sha256">The digest it is called by; null: it is at no place of a file.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct StrayFile(string Path, byte[]? Sha256, long Length);

/// <summary>Finds stray files that are older than a time, in artifacts/ and in tmp/. What lies beside these folders is left to people.</summary>
internal static class StrayFiles
{
    internal static async IAsyncEnumerable<StrayFile> FindAsync(LocalStore store, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancel)
    {
        StoreFolder folder = store.Folder;
        for (int first = 0; first < 256; first++)
        {
            cancel.ThrowIfCancellationRequested();
            string name = Convert.ToHexStringLower([(byte)first]);
            string path = Path.Combine(folder.Artifacts, name);
            if (!Directory.Exists(path)) continue;
            // The folder first, its rows after: what is placed in between is not listed.
            List<StrayFile> files = [.. Directory.EnumerateFiles(path).Select(f => Of(f, before, name)).OfType<StrayFile>()];
            if (files.Count == 0) continue;
            List<StrayFile> strays = await store.Database.ReadAsync(
                c => files.FindAll(f => ArtifactRows.Size(c, f.Sha256!) is null), cancel).ConfigureAwait(false);
            foreach (StrayFile stray in strays) yield return stray;
        }

        foreach (string path in MisplacedFiles.In(folder).Concat(Directory.EnumerateFiles(folder.Temporary)))
        {
            if (Of(path, before, place: null) is { } stray) yield return stray;
        }
    }

    private static StrayFile? Of(string path, DateTimeOffset before, string? place)
    {
        byte[]? sha256 = null;
        if (place is not null && !ArtifactName.TryRead(place, Path.GetFileName(path), out sha256)) return null;
        var file = new FileInfo(path);
        return file.Exists && file.LastWriteTimeUtc < before.UtcDateTime ? new StrayFile(path, sha256, file.Length) : null;
    }
}
