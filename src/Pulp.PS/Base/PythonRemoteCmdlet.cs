using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Pulp.Model;
using Pulp.PS.Binding;
using Pulp.PS.Completion;

namespace Pulp.PS.Base;

/// <summary>The settings that New- and Set-PulpPythonRemote share. Nothing is judged here: the store checks them all in one call.</summary>
public abstract class PythonRemoteCmdlet : StoreCmdlet
{
    private protected PythonRemoteCmdlet()
    {
    }

    /// <summary>The index: its root, its simple/ folder, a local folder or a file:// url.</summary>
    [Parameter]
    [AllowNull]
    public virtual PulpUrl? Url { get; set; }

    /// <summary>What to sync: requirement strings ('django~=2.0'), hashtables or objects with name, version_specifier and digests.</summary>
    [Parameter]
    [FilterItem]
    public PulpFilterItem[]? Include { get; set; }

    /// <summary>What to leave out of it, in the same forms.</summary>
    [Parameter]
    [FilterItem]
    public PulpFilterItem[]? Exclude { get; set; }

    /// <summary>Every project the index lists, instead of -Include.</summary>
    [Parameter]
    public SwitchParameter AllProjects { get; set; }

    /// <summary>Pre-releases too, whatever the specifiers say.</summary>
    [Parameter]
    public SwitchParameter Prerelease { get; set; }

    /// <summary>When the bytes of files are fetched: in the sync (Immediate), when they are first asked for (OnDemand), or whenever they are and never kept (Streamed).</summary>
    [Parameter]
    public PulpPolicy Policy { get; set; }

    /// <summary>Only files of these types: sdist, bdist_wheel … Empty: all.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(PackageTypeCompleter))]
    public string[]? PackageType { get; set; }

    /// <summary>Leaves out files for these platforms: windows, macos, freebsd, linux.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string[]? ExcludePlatform { get; set; }

    /// <summary>Only the newest n versions of each project, counted after all other filters. 0: all.</summary>
    [Parameter]
    public int KeepLatest { get; set; }

    /// <summary>The user and password for the index. They are sent to the origin of -Url alone. $null: none.</summary>
    [Parameter]
    [Credential]
    [AllowNull]
    public PSCredential? Credential { get; set; }

    /// <summary>Headers for the index, names and values; a value may be a SecureString. They are sent to the origin of -Url alone. $null or @{}: none.</summary>
    [Parameter]
    [HeaderTable]
    [AllowNull]
    public IDictionary? Header { get; set; }

    /// <summary>The proxy that everything goes through, such as http://proxy.example:3128. $null: that of the environment or the system, for all but this machine itself.</summary>
    [Parameter]
    [AllowNull]
    public PulpUrl? Proxy { get; set; }

    /// <summary>The user and password for the proxy. $null: none.</summary>
    [Parameter]
    [Credential]
    [AllowNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>The client certificate for the index, with its private key: an object, or the path of a .pfx or .pem file without a password. $null: none.</summary>
    [Parameter]
    [Certificates]
    [AllowNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Authorities to be trusted beside those of the machine: objects, or paths of .pem or .cer files. $null or @(): none.</summary>
    [Parameter]
    [Certificates]
    [AllowNull]
    [AllowEmptyCollection]
    public X509Certificate2[]? CertificateAuthority { get; set; }

    /// <summary>Takes any certificate of a server, whoever sends it. For a test, not for work.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>How many requests a second a sync makes at most, 1 to 10000. 0: no limit.</summary>
    [Parameter]
    public int RateLimit { get; set; }

    /// <summary>How many files are fetched at once, 1 to 100.</summary>
    [Parameter]
    public int Concurrency { get; set; }

    /// <summary>The longest time without a byte, connecting or reading, in seconds. Not the time for a whole file.</summary>
    [Parameter]
    public int TimeoutSec { get; set; }

    /// <summary>How often a request is repeated after an error that may pass.</summary>
    [Parameter]
    public int MaximumRetryCount { get; set; }

    /// <summary>The settings that were given; the others null. On the pipeline's thread: a path as -Url is relative to its location.</summary>
    private protected RemoteSettings Settings() => new()
    {
        Url = IsGiven(nameof(Url)) ? Url?.Text(SessionState) ?? "" : null,
        Include = Include,
        Exclude = Exclude,
        AllProjects = IsGiven(nameof(AllProjects)) ? AllProjects.IsPresent : null,
        Prerelease = IsGiven(nameof(Prerelease)) ? Prerelease.IsPresent : null,
        Policy = IsGiven(nameof(Policy)) ? Policy : null,
        PackageType = IsGiven(nameof(PackageType)) ? PackageType ?? [] : null,
        ExcludePlatform = IsGiven(nameof(ExcludePlatform)) ? ExcludePlatform ?? [] : null,
        KeepLatest = IsGiven(nameof(KeepLatest)) ? KeepLatest : null,
        Credential = IsGiven(nameof(Credential)) ? new(Login(Credential)) : null,
        Header = IsGiven(nameof(Header)) ? HeaderTableAttribute.Texts(Header) : null,
        Proxy = IsGiven(nameof(Proxy)) ? Proxy?.ToString() ?? "" : null,
        ProxyCredential = IsGiven(nameof(ProxyCredential)) ? new(Login(ProxyCredential)) : null,
        Certificate = IsGiven(nameof(Certificate)) ? new(Certificate) : null,
        CertificateAuthority = IsGiven(nameof(CertificateAuthority)) ? CertificateAuthority ?? [] : null,
        SkipCertificateCheck = IsGiven(nameof(SkipCertificateCheck)) ? SkipCertificateCheck.IsPresent : null,
        RateLimit = IsGiven(nameof(RateLimit)) ? RateLimit : null,
        Concurrency = IsGiven(nameof(Concurrency)) ? Concurrency : null,
        TimeoutSec = IsGiven(nameof(TimeoutSec)) ? TimeoutSec : null,
        MaximumRetryCount = IsGiven(nameof(MaximumRetryCount)) ? MaximumRetryCount : null,
    };

    /// <summary>What should be known of a remote that was made or changed; null: nothing.</summary>
    private protected static string? Risk(PulpPythonRemote remote, RemoteSettings given) =>
        given is { Credential: null, Header: null, Url: null } || !(remote.HasCredential || remote.HasHeader) || remote.Url.Scheme != Uri.UriSchemeHttp || remote.Url.IsLoopback
            ? null
            : $"What the remote '{remote.Name}' logs in with goes to {remote.Url.Host} over http, for everybody on the way to read. Use https if the index has it.";

    // The name as it was typed: a domain in it is part of what HTTP basic sends.
    private static NetworkCredential? Login(PSCredential? credential) =>
        credential is null || ReferenceEquals(credential, PSCredential.Empty) ? null : new NetworkCredential(credential.UserName.TrimStart('\\'), credential.Password);
}
