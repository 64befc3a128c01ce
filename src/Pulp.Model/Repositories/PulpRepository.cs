namespace Pulp.Model;

/// <summary>A repository: a name for a row of immutable versions. A snapshot.</summary>
public sealed record PulpRepository
{
    /// <summary>The name, as spelt when it was made; letter case does not count.</summary>
    public required string Name { get; init; }

    /// <summary>The id; never used again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address in Pulp's form.</summary>
    public required string Href { get; init; }

    /// <summary>What it is for, in the user's words; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>The name of the remote that a sync uses when none is given; null: none.</summary>
    public string? Remote { get; init; }

    /// <summary>The number of the latest version; 0 is the empty one it was made with.</summary>
    public required int LatestVersion { get; init; }

    /// <summary>How many files the latest version holds.</summary>
    public required int ContentCount { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed by Set- (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The path of its store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>One version of a repository. It never changes.</summary>
public sealed record PulpRepositoryVersion
{
    /// <summary>The name of the repository.</summary>
    public required string Repository { get; init; }

    /// <summary>The id of the repository.</summary>
    public required Guid RepositoryId { get; init; }

    /// <summary>The number, from 0; never used again.</summary>
    public required int Number { get; init; }

    /// <summary>The address in Pulp's form.</summary>
    public required string Href { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Files added against the version before; a replaced file counts here and in <see cref="Removed"/>.</summary>
    public required int Added { get; init; }

    /// <summary>Files removed against the version before.</summary>
    public required int Removed { get; init; }

    /// <summary>Files of which only the index's words changed (yanked, requires-python, core-metadata).</summary>
    public required int Changed { get; init; }

    /// <summary>Files it holds.</summary>
    public required int Present { get; init; }

    /// <summary>The task that made it; null for version 0 and for what a cmdlet made itself.</summary>
    public Guid? Task { get; init; }

    /// <summary>The path of its store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Repository}:{Number}";
}
