using System.Runtime.CompilerServices;
using Pulp.Model;

namespace Pulp.Engine.Store.Checking;

/// <summary>The files of a store whose database cannot be read: their names say which bytes they should have.</summary>
internal static class NamedFiles
{
    internal static async IAsyncEnumerable<StoreFinding> CheckAsync(
        StoreFolder folder, IProgress<PulpStoreProgress>? progress, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!Directory.Exists(folder.Artifacts)) yield break;
        long done = 0;
        long bytes = 0;
        foreach (string path in Directory.EnumerateDirectories(folder.Artifacts).SelectMany(Directory.EnumerateFiles))
        {
            cancel.ThrowIfCancellationRequested();
            if (!ArtifactName.TryRead(Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path), out byte[]? sha256)) continue;
            if (FileStamp.Of(path) is not { } stamp) continue;
            progress?.Report(new PulpStoreProgress("Checking files by name", ++done, null, bytes += stamp.Length));
            if (await ArtifactCheck.LookAsync(folder, sha256, stamp.Length, cancel).ConfigureAwait(false) is { } finding) yield return finding;
        }
    }
}
