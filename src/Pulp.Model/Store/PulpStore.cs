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
