namespace Pulp.Model;

/// <summary>A digest that admits or excludes a file.</summary>
public sealed record PulpDigest
{
    /// <summary>The algorithm: md5, sha1, sha224, sha256, sha384, sha512, blake2b_256 …</summary>
    public string Type { get; init; } = "";

    /// <summary>The digest in hex.</summary>
    public string Digest { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Type}:{Digest}";
}

/// <summary>
/// An entry of a remote's includes or excludes. As given it may be a text still (<see cref="Text"/>) or bear a fault that
/// binding found; nothing judges it before the store does (InvalidFilter).
/// </summary>
public sealed record PulpFilterItem
{
    /// <summary>The project's name, as spelt.</summary>
    public string? Name { get; init; }

    /// <summary>A version specifier by PEP 440; empty: every version.</summary>
    public string VersionSpecifier { get; init; } = "";

    /// <summary>Digests, any of which a file must have; empty: none is asked for.</summary>
    public IReadOnlyList<PulpDigest> Digests { get; init; } = [];

    /// <summary>The requirement text, when it was given as one and has not been read yet; null otherwise.</summary>
    public string? Text { get; init; }

    /// <summary>What binding found wrong with what was given (an unknown key, a list where a text belongs); null: nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>What the user gave, the target of an error about it; null for an item read from a store.</summary>
    public object? Given { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        Text ?? (Digests.Count == 0 ? $"{Name}{VersionSpecifier}" : $"{Name}{VersionSpecifier} ({string.Join(", ", Digests)})");
}
