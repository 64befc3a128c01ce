namespace Pulp.Model;

/// <summary>What a remote's index answered when it was tried.</summary>
public sealed record PulpRemoteStatus
{
    /// <summary>The name of the remote.</summary>
    public required string Remote { get; init; }

    /// <summary>The address that was asked last.</summary>
    public required string Url { get; init; }

    /// <summary>What it is: <c>index</c> (pages below simple/), <c>simple</c> (pages below the url itself) or <c>folder</c>; null when nothing answered.</summary>
    public string? Kind { get; init; }

    /// <summary>True: its pages are JSON (PEP 691).</summary>
    public bool Json { get; init; }

    /// <summary>True: it showed a page; false: it, or the proxy, refused access (401, 403, 407); null: neither, so it is not known.</summary>
    public bool? Authenticated { get; init; }

    /// <summary>Why a sync could not use it; null: it could.</summary>
    public PulpTaskError? Error { get; init; }

    /// <summary>The path of the store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Error is null ? $"{Remote}: {Kind}" : $"{Remote}: {Error}";
}

/// <summary>What a remote's filters say of one file of its index, and why.</summary>
public sealed record PulpFilterDecision
{
    /// <summary>The project, normalised.</summary>
    public required string Name { get; init; }

    /// <summary>The file name; for a whole project that is left out, empty.</summary>
    public required string FileName { get; init; }

    /// <summary>The version as spelt in the file name; empty when it cannot be told.</summary>
    public required string Version { get; init; }

    /// <summary>Pulp's text: sdist, bdist_wheel …; empty when it cannot be told.</summary>
    public required string PackageType { get; init; }

    /// <summary>True: a sync would take it.</summary>
    public required bool Selected { get; init; }

    /// <summary>The rule and the entry that decided.</summary>
    public required string Reason { get; init; }

    /// <summary>The path of the store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{FileName}: {Reason}";
}
