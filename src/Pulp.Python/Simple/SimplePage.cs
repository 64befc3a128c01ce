namespace Pulp.Python;

/// <summary>A project's page of a simple index (PEP 503, 592, 629, 658, 691, 700, 708, 714, 792), read and judged link by link. Immutable.</summary>
public sealed record SimplePage
{
    /// <summary>True: it came as JSON; false: as HTML.</summary>
    public required bool IsJson { get; init; }

    /// <summary>The project's name as the page spells it; null: HTML, or JSON without one.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the interface that the page says it follows (PEP 629), as spelt; null: it says none.</summary>
    public string? RepositoryVersion { get; init; }

    /// <summary>True: HTML with a <c>pypi:repository-version</c>, of whatever value, or JSON: somebody meant it to be an index page.</summary>
    public bool SaysWhatItIs { get; init; }

    /// <summary>True: HTML that ends within a tag, a comment or a script, so the end of the page is missing. (JSON that is cut cannot be read.)</summary>
    public bool IsCut { get; init; }

    /// <summary>True: the page has links (JSON: entries of <c>files</c>), taken or not.</summary>
    public bool HasLinks => Files.Count + Refused.Count > 0;

    /// <summary>The indexes this project tracks (PEP 708), in order.</summary>
    public IReadOnlyList<string> Tracks { get; init; } = [];

    /// <summary>Other places of the same project (PEP 708), in order.</summary>
    public IReadOnlyList<string> AlternateLocations { get; init; } = [];

    /// <summary>The project's status (PEP 792: active, archived, quarantined, deprecated …), as given; null: none given.</summary>
    public string? Status { get; init; }

    /// <summary>Why it has this status; null: none given.</summary>
    public string? StatusReason { get; init; }

    /// <summary>The versions that the page lists (PEP 700), in order and as spelt; null: it has no such list.</summary>
    public IReadOnlyList<string>? Versions { get; init; }

    /// <summary>The index's serial of this page (<c>meta._last-serial</c>); null: not given.</summary>
    public long? LastSerial { get; init; }

    /// <summary>The files a mirror may take, in the page's order.</summary>
    public required IReadOnlyList<SimpleFile> Files { get; init; }

    /// <summary>The links it must not take, in the page's order.</summary>
    public required IReadOnlyList<RefusedLink> Refused { get; init; }
}
