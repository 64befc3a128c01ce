namespace Pulp.Model;

/// <summary>What a cleanup took away.</summary>
public sealed record PulpCleanup
{
    /// <summary>How many files.</summary>
    public required long Files { get; init; }

    /// <summary>Their bytes. The disk has as many more unless something else has the same file, as a publication may.</summary>
    public required long Size { get; init; }

    /// <summary>The path of the store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Files} files, {Size} bytes";
}

/// <summary>What a cleanup would take away now.</summary>
/// <param name="Files">Files that no version needs.</param>
/// <param name="Size">Their bytes.</param>
/// <param name="Strays">Files beside them that the store does not know.</param>
/// <param name="StraySize">The bytes of those.</param>
/// <param name="Irreplaceable">How many of <paramref name="Files"/> no remote of the store could fetch again.</param>
public sealed record PulpOrphans(long Files, long Size, long Strays, long StraySize, long Irreplaceable)
{
    /// <summary>True: there is nothing to take.</summary>
    public bool IsEmpty => Files == 0 && Strays == 0;
}

/// <summary>How far work on a whole store is.</summary>
/// <param name="What">What is being done, in a few words.</param>
/// <param name="Done">How many files were looked at.</param>
/// <param name="Total">Of how many; null: not known.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record PulpStoreProgress(string What, long Done, long? Total, long Bytes);
