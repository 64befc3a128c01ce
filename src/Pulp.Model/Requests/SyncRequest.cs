namespace Pulp.Model;

/// <summary>A sync to be started or planned.</summary>
public sealed record SyncRequest
{
    /// <summary>The repository that is to change.</summary>
    public required PulpReference Repository { get; init; }

    /// <summary>The remote; null: the repository's.</summary>
    public PulpReference? Remote { get; init; }

    /// <summary>True: what is no longer offered or admitted goes. False: only adds.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>Only these projects are asked for and touched; empty: all the remote names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
