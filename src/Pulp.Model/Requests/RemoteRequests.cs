using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Pulp.Model;

/// <summary>A new value for what can also be taken away.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
/// <param name="value">The value; null: there is none from now on.</param>
public sealed class PulpChange<T>(T? value)
    where T : class
{
    /// <summary>The value; null: there is none from now on.</summary>
    public T? Value { get; } = value;

    /// <summary>Says nothing of the value: it may be a secret.</summary>
    public override string ToString() => Value is null ? "none" : "given";
}

/// <summary>The settings of a remote as given: for a new one, what is null gets its default; for a change, what is null stays.</summary>
public sealed record RemoteSettings
{
    /// <summary>The name of a new remote, or the new name.</summary>
    public string? Name { get; init; }

    /// <summary>The url as given: http, https, file, or the full path of a local folder.</summary>
    public string? Url { get; init; }

    /// <summary>Includes that replace the old ones.</summary>
    public IReadOnlyList<PulpFilterItem>? Include { get; init; }

    /// <summary>Excludes that replace the old ones.</summary>
    public IReadOnlyList<PulpFilterItem>? Exclude { get; init; }

    /// <summary>Includes to be added at the end; one of the same name and specifier is replaced in its place.</summary>
    public IReadOnlyList<PulpFilterItem>? AddInclude { get; init; }

    /// <summary>Project names whose includes go, compared normalised.</summary>
    public IReadOnlyList<string>? RemoveInclude { get; init; }

    /// <summary>Excludes to be added at the end.</summary>
    public IReadOnlyList<PulpFilterItem>? AddExclude { get; init; }

    /// <summary>Project names whose excludes go, compared normalised.</summary>
    public IReadOnlyList<string>? RemoveExclude { get; init; }

    /// <summary>Every project of the index.</summary>
    public bool? AllProjects { get; init; }

    /// <summary>Pre-releases too.</summary>
    public bool? Prerelease { get; init; }

    /// <summary>When files are fetched.</summary>
    public PulpPolicy? Policy { get; init; }

    /// <summary>Only these package types.</summary>
    public IReadOnlyList<string>? PackageType { get; init; }

    /// <summary>Platforms to be left out.</summary>
    public IReadOnlyList<string>? ExcludePlatform { get; init; }

    /// <summary>Only the newest n versions, 0: all.</summary>
    public int? KeepLatest { get; init; }

    /// <summary>The user and password for the index.</summary>
    public PulpChange<NetworkCredential>? Credential { get; init; }

    /// <summary>Headers for the index; empty: none.</summary>
    public IReadOnlyDictionary<string, string>? Header { get; init; }

    /// <summary>The proxy as given, an http or https address; empty: none.</summary>
    public string? Proxy { get; init; }

    /// <summary>The user and password for the proxy.</summary>
    public PulpChange<NetworkCredential>? ProxyCredential { get; init; }

    /// <summary>The client certificate for the index, with its private key.</summary>
    public PulpChange<X509Certificate2>? Certificate { get; init; }

    /// <summary>Authorities to be trusted beside those of the machine; empty: none.</summary>
    public IReadOnlyList<X509Certificate2>? CertificateAuthority { get; init; }

    /// <summary>Takes any certificate of a server.</summary>
    public bool? SkipCertificateCheck { get; init; }

    /// <summary>Requests a second, 1 to 10000; 0: no limit.</summary>
    public int? RateLimit { get; init; }

    /// <summary>Files at once, 1 to 100.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Seconds without a byte, 1 to 86400.</summary>
    public int? TimeoutSec { get; init; }

    /// <summary>Repetitions, 0 to 100.</summary>
    public int? MaximumRetryCount { get; init; }

    /// <summary>The name alone: settings may be secrets.</summary>
    public override string ToString() => Name ?? "";
}

/// <summary>Which decisions of a remote's filters.</summary>
public sealed record FilterQuery
{
    /// <summary>Only these projects; empty: those the remote asks for.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Only these files; empty: all.</summary>
    public IReadOnlyList<string> FileNames { get; init; } = [];
}
