namespace Pulp.Model;

/// <summary>A repository to be made.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is for; null: nothing said.</param>
/// <param name="Remote">The remote that a sync uses when none is given; null: none.</param>
public sealed record NewRepository(string Name, string? Description, PulpReference? Remote);

/// <summary>Changes to a repository; what is null stays.</summary>
public sealed record RepositoryChange
{
    /// <summary>The new name.</summary>
    public string? NewName { get; init; }

    /// <summary>True: <see cref="Description"/> was given, null clears it.</summary>
    public bool SetDescription { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>True: <see cref="Remote"/> was given, null clears it.</summary>
    public bool SetRemote { get; init; }

    /// <summary>The new default remote.</summary>
    public PulpReference? Remote { get; init; }
}

/// <summary>Which versions of a repository.</summary>
public sealed record VersionQuery
{
    /// <summary>Only these numbers; empty: all.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>Only the latest.</summary>
    public bool Latest { get; init; }
}

/// <summary>What removing something would lose for good.</summary>
/// <param name="Files">Files that no remote of the store could fetch again (of a repository), or that are not downloaded and have no other source (of a remote).</param>
/// <param name="Repositories">Names of the repositories that hold them.</param>
public sealed record PulpLoss(int Files, IReadOnlyList<string> Repositories);
