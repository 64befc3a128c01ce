namespace Pulp.Python;

/// <summary>The WHEEL file of a wheel (the binary distribution format's specification).</summary>
public sealed record WheelFile
{
    /// <summary>Wheel-Version, as given; null: not given.</summary>
    public string? Version { get; init; }

    /// <summary>What built it; null: not given.</summary>
    public string? Generator { get; init; }

    /// <summary>Root-Is-Purelib; null: not given, or neither true nor false.</summary>
    public bool? RootIsPurelib { get; init; }

    /// <summary>The tags, as given.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The build tag; null: none.</summary>
    public string? Build { get; init; }

    /// <summary>Reads one. Nothing in it throws.</summary>
    public static WheelFile Read(ReadOnlySpan<byte> bytes)
    {
        MetadataHeaders headers = MetadataHeaders.Read(bytes);
        return new WheelFile
        {
            Version = First("wheel-version"),
            Generator = First("generator"),
            RootIsPurelib = First("root-is-purelib")?.ToLowerInvariant() switch { "true" => true, "false" => false, _ => null },
            Tags = headers.Names.Contains("tag", StringComparer.Ordinal) ? headers.Values("tag") : [],
            Build = First("build"),
        };

        string? First(string name) => headers.Names.Contains(name, StringComparer.Ordinal) ? PythonText.Trim(headers.Values(name)[0]).ToString() : null;
    }
}
