using System.Security.Cryptography.X509Certificates;

namespace Pulp.Model;

/// <summary>When the bytes of a file are fetched (Pulp's policy).</summary>
public enum PulpPolicy
{
    /// <summary>In the sync.</summary>
    Immediate,

    /// <summary>When they are first asked for (on_demand).</summary>
    OnDemand,

    /// <summary>Whenever they are asked for, and never kept (streamed). A sync treats it as <see cref="OnDemand"/>.</summary>
    Streamed,
}

/// <summary>A remote: where to sync from, and what. A snapshot.</summary>
public sealed record PulpPythonRemote
{
    /// <summary>The name, as spelt when it was made; letter case does not count.</summary>
    public required string Name { get; init; }

    /// <summary>The id; never used again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address in Pulp's form.</summary>
    public required string Href { get; init; }

    /// <summary>The index: its root, its <c>simple/</c> folder, or a local folder.</summary>
    public required Uri Url { get; init; }

    /// <summary>What to sync, in the order and spelling given; empty only with <see cref="AllProjects"/>.</summary>
    public IReadOnlyList<PulpFilterItem> Include { get; init; } = [];

    /// <summary>What to leave out of it.</summary>
    public IReadOnlyList<PulpFilterItem> Exclude { get; init; } = [];

    /// <summary>True: every project that the index lists.</summary>
    public bool AllProjects { get; init; }

    /// <summary>True: pre-releases too, whatever the specifiers say.</summary>
    public bool Prerelease { get; init; }

    /// <summary>When files are fetched.</summary>
    public PulpPolicy Policy { get; init; }

    /// <summary>Only these types (sdist, bdist_wheel …); empty: all.</summary>
    public IReadOnlyList<string> PackageType { get; init; } = [];

    /// <summary>Files for these platforms (windows, macos, freebsd, linux) are left out.</summary>
    public IReadOnlyList<string> ExcludePlatform { get; init; } = [];

    /// <summary>Only the newest n versions of each project, counted after all other filters; 0: all.</summary>
    public int KeepLatest { get; init; }

    /// <summary>True: a user and password are sent to the index.</summary>
    public bool HasCredential { get; init; }

    /// <summary>True: headers of the user's are sent to the index.</summary>
    public bool HasHeader { get; init; }

    /// <summary>True: a client certificate is shown to the index.</summary>
    public bool HasCertificate { get; init; }

    /// <summary>The proxy everything goes through; null: what the environment or the system names, for all but this machine itself.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>True: a user and password are sent to the proxy.</summary>
    public bool HasProxyCredential { get; init; }

    /// <summary>Authorities that are trusted beside those of the machine.</summary>
    public IReadOnlyList<X509Certificate2> CertificateAuthority { get; init; } = [];

    /// <summary>True: any certificate of a server is taken.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>Requests a second at most, of each sync; 0: as many as come.</summary>
    public int RateLimit { get; init; }

    /// <summary>Files fetched at once.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>The longest time without a byte, connecting or reading, in seconds.</summary>
    public int TimeoutSec { get; init; } = 30;

    /// <summary>How often a request is repeated after an error that may pass.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The path of its store.</summary>
    public required string Store { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
