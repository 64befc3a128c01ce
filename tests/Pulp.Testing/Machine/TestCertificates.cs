using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pulp.Testing;

/// <summary>An authority made for a test, and server certificates signed by it. Nothing enters a store of the machine.</summary>
/// <param name="name">The name of the authority.</param>
public sealed class TestCertificates(string name = "Test Authority") : IDisposable
{
    /// <summary>The authority's certificate.</summary>
    public X509Certificate2 Authority { get; } = MakeAuthority(name);

    /// <summary>A server certificate for these host names or addresses (by default 127.0.0.1 and localhost), valid now unless times are given.</summary>
    public X509Certificate2 Issue(IEnumerable<string>? hosts = null, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=index.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts ?? ["127.0.0.1", "localhost"])
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var serial = RandomNumberGenerator.GetBytes(8);
        using var bare = request.Create(Authority, from ?? Authority.NotBefore, until ?? Authority.NotAfter, serial);
        using var whole = bare.CopyWithPrivateKey(key);
        // Windows does not serve with a key that lives in memory only.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <inheritdoc/>
    public void Dispose() => Authority.Dispose();

    private static X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddYears(-2), now.AddYears(2));
    }
}
