using Pulp.Engine.Store;

namespace Pulp.Engine.Repair;

/// <summary>Files in artifacts/ that lie at no place, by size: one of them may have the bytes of a missing file, as when a backup was copied back.</summary>
internal sealed class StrayBytes
{
    // Somebody's whole disk copied there is not read into memory.
    private const int Most = 100_000;
    private readonly Dictionary<long, List<string>> _bySize = [];

    internal StrayBytes(StoreFolder folder)
    {
        foreach (string path in MisplacedFiles.In(folder).Take(Most))
        {
            var file = new FileInfo(path);
            if (!file.Exists) continue;
            if (!_bySize.TryGetValue(file.Length, out List<string>? paths)) _bySize[file.Length] = paths = [];
            paths.Add(path);
        }
    }

    /// <summary>Those of a size.</summary>
    internal IReadOnlyList<string> OfSize(long size) => _bySize.GetValueOrDefault(size) ?? [];
}
