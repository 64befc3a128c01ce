namespace Pulp.Model;

/// <summary>How something is named: by its id, by its name, or by a wildcard pattern of names.</summary>
public sealed record PulpReference
{
    /// <summary>The id, when it was given.</summary>
    public Guid? Id { get; init; }

    /// <summary>The name or pattern as given; null when only the id is known.</summary>
    public string? Name { get; init; }

    /// <summary>True when <see cref="Name"/> is a PowerShell wildcard pattern (<c>* ? [ ] `</c>); false: to be taken to the letter.</summary>
    public bool IsPattern { get; init; }

    /// <summary>The path of the store the object came from; null when it was only named.</summary>
    public string? Store { get; init; }

    /// <summary>What the user gave, the target of an error about it.</summary>
    public object? Given { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Id?.ToString() ?? "";
}

/// <summary>A version of a repository: its number, or the latest.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Number">The number; null is the latest.</param>
public sealed record PulpVersionReference(PulpReference Repository, int? Number)
{
    /// <inheritdoc/>
    public override string ToString() => Number is { } n ? $"{Repository}:{n}" : Repository.ToString();
}
