using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A server's certificate is not trusted; the message says why, as a clause.</summary>
internal sealed class CertificateRefusedException(string why) : AuthenticationException(why);

/// <summary>Says why a certificate is not trusted: the platform's own words do not help at night.</summary>
internal static class CertificateJudge
{
    /// <summary>The callback of SslStream: passes what the platform trusts, throws with the reason otherwise.</summary>
    internal static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new CertificateRefusedException(Explain(certificate as X509Certificate2, chain, errors, DateTime.UtcNow));

    internal static string Explain(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, DateTime now)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return "the server sent no certificate";
        // An expired one has other faults as well at times (a chain that cannot be built); the date is what its owner can mend.
        if (now > certificate.NotAfter.ToUniversalTime()) return $"it expired on {Date(certificate.NotAfter)}";
        if (now < certificate.NotBefore.ToUniversalTime()) return $"it is valid from {Date(certificate.NotBefore)} only; is the clock of this machine right?";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return $"it was issued for {Names(certificate)}, not for this host";
        var flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (flags.HasFlag(X509ChainStatusFlags.Revoked)) return "it was revoked";
        if (flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) || flags.HasFlag(X509ChainStatusFlags.PartialChain))
        {
            return certificate.Subject == certificate.Issuer
                ? "it is self-signed, and not among the authorities this machine trusts"
                : $"its authority, {certificate.Issuer}, is not one this machine trusts";
        }

        return $"it cannot be checked ({flags})";
    }

    private static string Date(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString()))).Take(5).ToArray();
        return names.Length > 0 ? string.Join(", ", names) : certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }
}
