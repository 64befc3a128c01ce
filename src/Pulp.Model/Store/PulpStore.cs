namespace Pulp.Model;

/// <summary>A store: one folder with one SQLite file and the artifacts. A snapshot.</summary>
public sealed record PulpStore
{
    /// <summary>The full path of the folder, without a separator at the end.</summary>
    public required string Path { get; init; }

    /// <summary>The id the store was made with; a copy has the same.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number of the newest migration applied.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>How many repositories it holds.</summary>
    public required int Repositories { get; init; }

    /// <summary>How many artifacts (files by sha256) it holds.</summary>
    public required long Files { get; init; }

    /// <summary>Bytes of the artifacts on disk.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes of the database and its write-ahead log.</summary>
    public required long DatabaseSize { get; init; }

    /// <summary>Bytes free on its volume for this account.</summary>
    public required long Free { get; init; }

    /// <summary>The same as <see cref="Path"/>: every object has it.</summary>
    public string Store => Path;

    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>What is wrong with one thing in a store.</summary>
public enum PulpStoreProblemKind
{
    /// <summary>A row names an artifact whose file is not there.</summary>
    Missing,

    /// <summary>A file whose bytes are not those of its name.</summary>
    Damaged,

    /// <summary>A file no row names.</summary>
    Stray,

    /// <summary>A row nothing refers to.</summary>
    Orphan,

    /// <summary>The database itself.</summary>
    Database,
}

/// <summary>One problem that a check of a store found.</summary>
public sealed record PulpStoreProblem
{
    /// <summary>What kind of problem.</summary>
    public required PulpStoreProblemKind Kind { get; init; }

    /// <summary>The file it is about.</summary>
    public required string Path { get; init; }

    /// <summary>The artifact it is about, 64 hex digits in lower case; null for the database.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Names of the repositories with a version that needs it.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>What was found, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>The path of the store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Path}";
}
