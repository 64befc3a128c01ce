using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A server's certificate is not trusted; the message says why, as a clause.</summary>
internal sealed class CertificateRefusedException(string why) : AuthenticationException(why);

/// <summary>
/// Judges servers' certificates: by the authorities of the machine, then by the user's own. Says why one is not trusted and what to do: the platform's own
/// words do not help at night.
/// </summary>
/// <param name="authorities">Trusted beside those of the machine.</param>
/// <param name="takesAny">True: the user wants none judged.</param>
internal sealed class CertificateJudge(IReadOnlyList<X509Certificate2> authorities, bool takesAny)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string Skip = "-SkipCertificateCheck (Set-PulpPythonRemote) would take it all the same";

    /// <summary>The callback of SslStream: passes what is trusted, throws with the reason otherwise.</summary>
    internal bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var server = certificate as X509Certificate2;
        if (server is not null && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && IsOurs(server, chain)) errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
        var trusted = takesAny || errors == SslPolicyErrors.None;
        return trusted ? trusted : throw new CertificateRefusedException(Explain(server, chain, errors, DateTime.UtcNow, authorities.Count > 0));
    }

    private bool IsOurs(X509Certificate2 server, X509Chain? sent)
    {
        if (authorities.Count == 0) return false;
        using var own = new X509Chain { ChainPolicy = Policy(sent) };
        return own.Build(server);
    }

    private X509ChainPolicy Policy(X509Chain? sent)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        foreach (var authority in authorities) policy.CustomTrustStore.Add(authority);
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ServerAuthentication));
        // What the server sent between itself and its authority.
        if (sent is not null) policy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return policy;
    }

    internal static string Explain(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, DateTime now, bool hasOwn)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return "the server sent no certificate";
        // An expired one has other faults as well at times (a chain that cannot be built); the date is what its owner can mend.
        if (now > certificate.NotAfter.ToUniversalTime()) return $"it expired on {Date(certificate.NotAfter)}; the index needs a new one, and {Skip}";
        if (now < certificate.NotBefore.ToUniversalTime()) return $"it is valid from {Date(certificate.NotBefore)} only; is the clock of this machine right?";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return $"it was issued for {Names(certificate)}, not for this host; give -Url with that name, or {Skip}";
        var flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (flags.HasFlag(X509ChainStatusFlags.Revoked)) return "it was revoked";
        if (flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) || flags.HasFlag(X509ChainStatusFlags.PartialChain))
        {
            var either = hasOwn ? "neither one this machine trusts nor one of the remote's -CertificateAuthority" : "not one this machine trusts";
            return (certificate.Subject == certificate.Issuer ? $"it is self-signed, and {either}" : $"its authority, {certificate.Issuer}, is {either}")
                + $". If it is yours, give it with Set-PulpPythonRemote -CertificateAuthority; -SkipCertificateCheck would take any";
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
