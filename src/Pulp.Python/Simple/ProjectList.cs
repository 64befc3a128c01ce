namespace Pulp.Python;

/// <summary>A project of the root list.</summary>
/// <param name="Name">The name, as spelt.</param>
/// <param name="LastSerial">The serial of the project's last change, where the index gives one; null otherwise.</param>
public readonly record struct ListedProject(string Name, long? LastSerial);

/// <summary>The root list of an index (PEP 503, 691), read. Immutable.</summary>
public sealed class ProjectList
{
    /// <summary>The version of the interface that the page says it follows (PEP 629), as spelt; null: it says none.</summary>
    public string? RepositoryVersion { get; init; }

    /// <summary>The serial of the whole list; null: not given.</summary>
    public long? LastSerial { get; init; }

    /// <summary>The projects, in the page's order; names may repeat, and need not be valid.</summary>
    public required IReadOnlyList<ListedProject> Projects { get; init; }
}
