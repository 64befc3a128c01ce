namespace Pulp.Model;

/// <summary>A repair of a store.</summary>
public sealed record RepairRequest
{
    /// <summary>Only these remotes are asked; empty: those that the files came from.</summary>
    public IReadOnlyList<PulpReference> Remotes { get; init; } = [];

    /// <summary>
    /// Asked before anything is done about a problem, one after another; its Description says what would be done. False: it is left as it is, and not told.
    /// Null: all are repaired.
    /// </summary>
    public Func<PulpStoreProblem, CancellationToken, Task<bool>>? Confirm { get; init; }

    /// <summary>Told how far it is, a few times a second.</summary>
    public IProgress<PulpStoreProgress>? Progress { get; init; }
}
