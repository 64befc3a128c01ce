namespace Pulp.Python;

/// <summary>A file as a page that is written lists it.</summary>
public sealed record PublishedFile
{
    /// <summary>The file name.</summary>
    public required string FileName { get; init; }

    /// <summary>Where its bytes are, relative to the page or absolute, percent-encoded (<see cref="SimplePageWriter.EscapeSegment"/>), without fragment.</summary>
    public required string Url { get; init; }

    /// <summary>Its digests. A page in HTML gives one: the sha256, else the first.</summary>
    public FileDigests Digests { get; init; }

    /// <summary>Its version as spelt, for the page's list of versions; null: it adds none.</summary>
    public string? Version { get; init; }

    /// <summary>The Python versions it is for; null: not said.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>Why it was withdrawn, may be empty; null: it was not.</summary>
    public string? Yanked { get; init; }

    /// <summary>The digests of its core metadata, which is served beside it; null: it is not.</summary>
    public FileDigests? CoreMetadata { get; init; }

    /// <summary>Bytes; null: not known.</summary>
    public long? Size { get; init; }

    /// <summary>When it was uploaded; null: not known.</summary>
    public DateTimeOffset? UploadTime { get; init; }
}
