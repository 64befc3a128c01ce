namespace Pulp.Testing;

/// <summary>What a request was for.</summary>
public enum FixtureKind
{
    /// <summary>Nothing there is.</summary>
    Other,

    /// <summary>A project's simple page.</summary>
    Page,

    /// <summary>The root list.</summary>
    List,

    /// <summary>The legacy JSON.</summary>
    Legacy,

    /// <summary>A distribution.</summary>
    File,

    /// <summary>A distribution's core metadata.</summary>
    Metadata,
}

/// <summary>A request in the log of a fixture index.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, as sent, without the query.</param>
/// <param name="Query">The query with its question mark; empty: none.</param>
/// <param name="Headers">The headers, letter case ignored; values of one name joined by a comma.</param>
public sealed record FixtureRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    private long _bytes;

    /// <summary>The thumbprint of the client certificate it came with; null: none.</summary>
    public string? Certificate { get; internal init; }

    /// <summary>What it was for.</summary>
    public FixtureKind Kind { get; internal set; }

    /// <summary>The status answered; 0 while none is.</summary>
    public int Status { get; internal set; }

    /// <summary>Bytes of the body that were handed to the network.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>A header's value; null: it was not sent.</summary>
    public string? this[string header] => Headers.GetValueOrDefault(header);

    internal void Sent(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}{Query} → {Status}";
}
