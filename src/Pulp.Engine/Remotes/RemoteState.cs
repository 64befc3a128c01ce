using System.Text.Json;
using System.Text.Json.Serialization;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>A digest of an entry, as given.</summary>
internal sealed record StoredDigest(string Type, string Digest);

/// <summary>An entry of includes or excludes, in the spelling given.</summary>
internal sealed record StoredItem(string Name, string VersionSpecifier, IReadOnlyList<StoredDigest> Digests)
{
    internal static StoredItem From(PulpFilterItem item) =>
        new(item.Name!, item.VersionSpecifier ?? "", [.. item.Digests.Select(d => new StoredDigest(d.Type, d.Digest))]);

    internal PulpFilterItem ToModel() => new()
    {
        Name = Name,
        VersionSpecifier = VersionSpecifier,
        Digests = [.. Digests.Select(d => new PulpDigest { Type = d.Type, Digest = d.Digest })],
    };
}

/// <summary>The settings of a remote, checked; one column of JSON.</summary>
internal sealed record RemoteState
{
    public IReadOnlyList<StoredItem> Include { get; init; } = [];

    public IReadOnlyList<StoredItem> Exclude { get; init; } = [];

    public bool AllProjects { get; init; }

    public bool Prerelease { get; init; }

    public PulpPolicy Policy { get; init; }

    public IReadOnlyList<string> PackageType { get; init; } = [];

    public IReadOnlyList<string> ExcludePlatform { get; init; } = [];

    public int KeepLatest { get; init; }

    /// <summary>Names of the headers that are sent; their values are secrets.</summary>
    public IReadOnlyList<string> HeaderNames { get; init; } = [];

    public string? Proxy { get; init; }

    /// <summary>Authorities trusted beside those of the machine: each in DER, base64.</summary>
    public IReadOnlyList<string> CertificateAuthority { get; init; } = [];

    public bool SkipCertificateCheck { get; init; }

    public int RateLimit { get; init; }

    public int Concurrency { get; init; } = 10;

    public int TimeoutSec { get; init; } = 30;

    public int MaximumRetryCount { get; init; } = 3;
}

/// <summary>JSON of <see cref="RemoteState"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RemoteState))]
internal sealed partial class RemoteJson : JsonSerializerContext
{
    internal static string Write(RemoteState state) => JsonSerializer.Serialize(state, Default.RemoteState);

    internal static RemoteState Read(string text) => JsonSerializer.Deserialize(text, Default.RemoteState) ?? new RemoteState();
}
