namespace Pulp.Model;

/// <summary>The core metadata of a distribution file, as its METADATA or PKG-INFO gives it. What a file does not give is null, a list without entries empty.</summary>
public sealed record PulpPackageMetadata
{
    /// <summary>The version of the metadata format (2.1).</summary>
    public string? MetadataVersion { get; init; }

    /// <summary>The project, as the file spells it.</summary>
    public string? Name { get; init; }

    /// <summary>The version, as the file spells it.</summary>
    public string? Version { get; init; }

    /// <summary>What it does, in a line.</summary>
    public string? Summary { get; init; }

    /// <summary>What it does, at length.</summary>
    public string? Description { get; init; }

    /// <summary>The markup of the description (text/markdown).</summary>
    public string? DescriptionContentType { get; init; }

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The project's site.</summary>
    public string? HomePage { get; init; }

    /// <summary>Where it can be fetched.</summary>
    public string? DownloadUrl { get; init; }

    /// <summary>Addresses of the project, by label.</summary>
    public IReadOnlyDictionary<string, string> ProjectUrls { get; init; } = new Dictionary<string, string>();

    /// <summary>The author.</summary>
    public string? Author { get; init; }

    /// <summary>The author's address.</summary>
    public string? AuthorEmail { get; init; }

    /// <summary>Who looks after it.</summary>
    public string? Maintainer { get; init; }

    /// <summary>The maintainer's address.</summary>
    public string? MaintainerEmail { get; init; }

    /// <summary>The licence, as text.</summary>
    public string? License { get; init; }

    /// <summary>The licence, as an SPDX expression.</summary>
    public string? LicenseExpression { get; init; }

    /// <summary>Files of its licences.</summary>
    public IReadOnlyList<string> LicenseFiles { get; init; } = [];

    /// <summary>Trove classifiers.</summary>
    public IReadOnlyList<string> Classifiers { get; init; } = [];

    /// <summary>Platforms it is for, free text.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>What it needs of other projects (PEP 508).</summary>
    public IReadOnlyList<string> RequiresDist { get; init; } = [];

    /// <summary>The Python versions it is for (PEP 440).</summary>
    public string? RequiresPython { get; init; }

    /// <summary>What it needs beyond Python.</summary>
    public IReadOnlyList<string> RequiresExternal { get; init; } = [];

    /// <summary>Its extras.</summary>
    public IReadOnlyList<string> ProvidesExtra { get; init; } = [];

    /// <summary>Fields that may differ between its distributions.</summary>
    public IReadOnlyList<string> Dynamic { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Summary ?? $"{Name} {Version}";
}
