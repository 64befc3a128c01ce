namespace Pulp.Model;

/// <summary>A distribution file of a Python project, as a version of a repository holds it. A snapshot.</summary>
public sealed record PulpPythonPackage
{
    /// <summary>The project, normalised (PEP 503).</summary>
    public required string Name { get; init; }

    /// <summary>The project as spelt in the file name.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The version as spelt in the file name.</summary>
    public required string Version { get; init; }

    /// <summary>The file name.</summary>
    public required string FileName { get; init; }

    /// <summary>Pulp's text: sdist, bdist_wheel, bdist_egg …</summary>
    public required string PackageType { get; init; }

    /// <summary>Bytes; null until known.</summary>
    public long? Size { get; init; }

    /// <summary>The sha256 of the bytes, 64 hex digits in lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>All digests known of it, sha256 among them.</summary>
    public IReadOnlyList<PulpDigest> Digests { get; init; } = [];

    /// <summary>The Python versions it is for (PEP 345's specifier, as given); null: none given.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>True: its author withdrew it (PEP 592).</summary>
    public bool Yanked { get; init; }

    /// <summary>Why it was withdrawn; empty when no reason was given; null when it is not yanked.</summary>
    public string? YankedReason { get; init; }

    /// <summary>When it was uploaded to the index (PEP 700, UTC); null: the index does not say.</summary>
    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>The wheel's Python tag (PEP 425), such as py3; null: no wheel.</summary>
    public string? PythonTag { get; init; }

    /// <summary>The wheel's ABI tag; null: no wheel.</summary>
    public string? AbiTag { get; init; }

    /// <summary>The wheel's platform tag; null: no wheel.</summary>
    public string? PlatformTag { get; init; }

    /// <summary>Where it came from, without the query, which may be a secret; null: no remote has it any more.</summary>
    public Uri? Url { get; init; }

    /// <summary>True: its bytes are in the store.</summary>
    public required bool IsDownloaded { get; init; }

    /// <summary>The file with its bytes; null until downloaded.</summary>
    public string? Path { get; init; }

    /// <summary>What the file itself says of the project (core metadata); null until known, see <see cref="ContentQuery.Metadata"/>.</summary>
    public PulpPackageMetadata? Metadata { get; init; }

    /// <summary>Why its metadata was asked for and cannot be read, as a clause; null: it was not asked for, or can.</summary>
    public string? MetadataFault { get; init; }

    /// <summary>The path of its store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FileName;
}
