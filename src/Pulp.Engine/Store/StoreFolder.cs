namespace Pulp.Engine.Store;

/// <summary>Where things lie in a store's folder.</summary>
/// <param name="Path">The full path, without a separator at the end.</param>
internal sealed record StoreFolder(string Path)
{
    /// <summary>The name of the database; nothing but the engine's own SQLite may open it or what lies beside it (STORE).</summary>
    internal const string DatabaseName = "pulp.db";

    /// <summary>The database.</summary>
    internal string Database { get; } = System.IO.Path.Combine(Path, DatabaseName);

    /// <summary>Bytes by sha256: <c>ab/cdef…</c>.</summary>
    internal string Artifacts { get; } = System.IO.Path.Combine(Path, "artifacts");

    /// <summary>A folder for each worker's incoming files.</summary>
    internal string Temporary { get; } = System.IO.Path.Combine(Path, "tmp");

    /// <summary>A lock file for each worker.</summary>
    internal string Workers { get; } = System.IO.Path.Combine(Path, "workers");

    /// <summary>Damaged files that repairs put aside: evidence, never read by the engine.</summary>
    internal string Damaged { get; } = System.IO.Path.Combine(Path, "damaged");

    /// <summary>Where the bytes of a digest lie, or would.</summary>
    internal string PathOf(ReadOnlySpan<byte> sha256)
    {
        string hex = Convert.ToHexStringLower(sha256);
        return System.IO.Path.Combine(Artifacts, hex[..2], hex[2..]);
    }

    /// <summary>Bytes of the database and its log, by stat alone (opening them would drop the process's locks).</summary>
    internal long DatabaseSize()
    {
        long size = 0;
        foreach (string path in (string[])[Database, Database + "-wal"])
        {
            var file = new FileInfo(path);
            if (file.Exists) size += file.Length;
        }

        return size;
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
