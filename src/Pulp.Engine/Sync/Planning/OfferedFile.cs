namespace Pulp.Engine.Sync.Planning;

/// <summary>What a page says of a file and a version keeps with its membership (SYNC rule 9).</summary>
/// <param name="RequiresPython">requires-python as given; null: none.</param>
/// <param name="Yanked">The reason, empty when none was given; null: not yanked.</param>
/// <param name="CoreMetadata">What it announces of core metadata: <c>true</c> or <c>kind=digest</c>; null: nothing.</param>
/// <param name="Uploaded">The upload time in Unix milliseconds; null: not said.</param>
internal sealed record Words(string? RequiresPython, string? Yanked, string? CoreMetadata, long? Uploaded)
{
    /// <summary>True when a version need not change: an upload time alone is not taken over.</summary>
    internal bool MeansTheSameAs(Words other) =>
        RequiresPython == other.RequiresPython && Yanked == other.Yanked && CoreMetadata == other.CoreMetadata;
}

/// <summary>A file that an index offers, as the selection judged it.</summary>
internal sealed record OfferedFile
{
    /// <summary>The file name.</summary>
    internal required string FileName { get; init; }

    /// <summary>The address of its bytes.</summary>
    internal required string Url { get; init; }

    /// <summary>What its bytes are known by: from the page, or from a first sight; null: only fetching can tell.</summary>
    internal byte[]? Sha256 { get; init; }

    /// <summary>Bytes; null: not said.</summary>
    internal long? Size { get; init; }

    /// <summary>Other digests by kind, lower-case hex.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Digests { get; init; } = [];

    /// <summary>What the page says of it.</summary>
    internal required Words Words { get; init; }

    /// <summary>Pulp's text for its type.</summary>
    internal required string PackageType { get; init; }

    /// <summary>The version as spelt; empty: it cannot be told.</summary>
    internal required string Version { get; init; }

    /// <summary>A key whose byte order is PEP 440's; null: no version by PEP 440.</summary>
    internal byte[]? Sort { get; init; }

    /// <summary>True: the filters admit it.</summary>
    internal required bool Selected { get; init; }

    /// <summary>True: an exclude of the remote names it.</summary>
    internal bool Excluded { get; init; }

    /// <summary>The rule and entry that decided; its text is made when asked for.</summary>
    internal required object Reason { get; init; }
}

/// <summary>A file that the latest version of a repository holds.</summary>
/// <param name="File">The row of its name.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Version">Its version as spelt.</param>
/// <param name="Content">The row of its bytes under that name.</param>
/// <param name="Sha256">What its bytes are known by.</param>
/// <param name="Size">Bytes; null: not known yet.</param>
/// <param name="Words">What the index said of it.</param>
/// <param name="Hand">True: it came by hand, and no sync touches it.</param>
/// <param name="Held">True: its bytes are in the store.</param>
internal sealed record Member(long File, string FileName, string Version, long Content, byte[] Sha256, long? Size, Words Words, bool Hand, bool Held);
