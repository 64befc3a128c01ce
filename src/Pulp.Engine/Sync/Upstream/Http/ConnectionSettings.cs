using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>What connections have to be made with. Equal ones share connections, also between syncs.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>Nothing but what the machine has.</summary>
    internal static readonly ConnectionSettings Plain = new();

    /// <summary>The proxy for everything; null: what the environment or the system names, for all but this machine.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>For the proxy; null: none.</summary>
    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Trusted beside the authorities of the machine.</summary>
    public IReadOnlyList<X509Certificate2> Authorities { get; init; } = [];

    /// <summary>Takes any certificate of a server.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>Shown to <see cref="CertificateHost"/> if it asks; null: none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The one host that may see the client certificate.</summary>
    public string? CertificateHost { get; init; }

    /// <summary>The header for a proxy that is asked in clear; null: none.</summary>
    public string? ProxyAuthorization => Proxy is null || ProxyCredential is null ? null : BasicLogin.Of(ProxyCredential);

    /// <summary>A digest of all of it.</summary>
    internal string Key()
    {
        if (this == Plain) return "";
        var text = new StringBuilder().AppendJoin('\n', Proxy, ProxyAuthorization, SkipCertificateCheck, Certificate?.GetCertHashString(HashAlgorithmName.SHA256), CertificateHost);
        foreach (var authority in Authorities) text.Append('\n').Append(authority.GetCertHashString(HashAlgorithmName.SHA256));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // The generated text would print what is nobody's concern.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(Proxy is null ? "direct" : "by a proxy");
        return true;
    }
}

/// <summary>HTTP basic (RFC 7617).</summary>
internal static class BasicLogin
{
    internal static string Of(NetworkCredential login) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}"));
}
