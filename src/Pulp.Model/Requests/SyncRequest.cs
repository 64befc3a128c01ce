namespace Pulp.Model;

/// <summary>What a sync does about an error that need not stop it.</summary>
public enum PulpErrorPolicy
{
    /// <summary>It is a non-fatal error of the task, and the sync goes on with the rest.</summary>
    Continue,

    /// <summary>Nothing further is begun, what is under way ends within 30 seconds, and the task fails with the code of the error.</summary>
    Stop,
}

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

    /// <summary>
    /// Does exactly what this plan says and reads no page; null: a sync as the remote is now. With a plan, <see cref="Remote"/>, <see cref="Mirror"/>,
    /// <see cref="Names"/> and <see cref="Refresh"/> do not count, and the repository is the plan's.
    /// </summary>
    public PulpSyncPlan? Plan { get; init; }

    /// <summary>What is done about errors that need not stop it.</summary>
    public PulpErrorPolicy ErrorPolicy { get; init; }

    /// <summary>
    /// The most files that may be removed, replaced ones not counted: a number, or a share of the latest version's files such as <c>10%</c> (0 to 100, exact: half a
    /// file is none). Above it the sync fails with removal.limit and changes nothing. Null: no limit. A text that is neither: InvalidSetting.
    /// </summary>
    public string? MaximumRemoval { get; init; }

    /// <summary>True: asks for everything again and trusts no page that is kept.</summary>
    public bool Refresh { get; init; }
}
