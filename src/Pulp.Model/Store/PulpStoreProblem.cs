namespace Pulp.Model;

/// <summary>What is wrong with one thing in a store.</summary>
public enum PulpStoreProblemKind
{
    /// <summary>A file that the store should hold is not there.</summary>
    Missing,

    /// <summary>A file whose bytes are not those of its name.</summary>
    Damaged,

    /// <summary>A file that nothing in the database names, or that belongs to nobody. It does no harm.</summary>
    Stray,

    /// <summary>What no version needs any more. It does no harm.</summary>
    Orphan,

    /// <summary>The database itself.</summary>
    Database,
}

/// <summary>One problem that a check of a store found.</summary>
public sealed record PulpStoreProblem
{
    /// <summary>What kind of problem.</summary>
    public required PulpStoreProblemKind Kind { get; init; }

    /// <summary>The full path of the file it is about; of what is only in the database, that of the database.</summary>
    public required string Path { get; init; }

    /// <summary>The artifact it is about, 64 hex digits in lower case; null for the database.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The file name it is known by to a version, the first by name where it has several; null: none, or not known.</summary>
    public string? FileName { get; init; }

    /// <summary>Names of the repositories with a version that needs it.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>What was found, in a sentence; after a repair what was done, or why nothing could be.</summary>
    public string Description { get; init; } = "";

    /// <summary>True: it is well again. False: it could not be repaired. Null: nobody tried.</summary>
    public bool? Repaired { get; init; }

    /// <summary>The path of the store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Path}";
}
