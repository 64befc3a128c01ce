using System.Net;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>What becomes of the settings that say how to talk to an index. Secrets are only judged here; they are kept elsewhere.</summary>
internal static class AccessRules
{
    private const string Authorization = "Authorization";

    /// <summary>The settings after a change. Errors: InvalidSetting, InvalidUrl.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="state">The settings so far.</param>
    /// <param name="held">The secrets so far.</param>
    internal static RemoteState Apply(RemoteSettings given, RemoteState state, SealedSecrets held)
    {
        CheckLogin("-Credential", given.Credential?.Value);
        CheckLogin("-ProxyCredential", given.ProxyCredential?.Value);
        if (given.Header is { } header) HeaderRules.Check(header);
        state = state with
        {
            HeaderNames = given.Header is null ? state.HeaderNames : [.. given.Header.Keys.Order(StringComparer.OrdinalIgnoreCase)],
            Proxy = given.Proxy is null ? state.Proxy : given.Proxy.Length == 0 ? null : ProxyRules.Check(given.Proxy),
            CertificateAuthority = given.CertificateAuthority is null ? state.CertificateAuthority : [.. given.CertificateAuthority.Select(c => Convert.ToBase64String(c.RawData))],
            SkipCertificateCheck = given.SkipCertificateCheck ?? state.SkipCertificateCheck,
            RateLimit = RemoteRules.Number("-RateLimit", given.RateLimit, state.RateLimit, 0, 10_000),
        };
        bool logsIn = given.Credential is { } login ? login.Value is not null : held.Has(SecretUse.Credential);
        if (logsIn && state.HeaderNames.Contains(Authorization, StringComparer.OrdinalIgnoreCase))
            throw Refused("-Credential and an Authorization in -Header would say two things; give one of them, and $null (or @{}) for the other.", Authorization);
        if (given.ProxyCredential is { Value: not null } && state.Proxy is null)
            throw Refused("-ProxyCredential needs a -Proxy to go to.", given.ProxyCredential.Value.UserName);
        return state;
    }

    // RFC 7617, 2: no colon in the user, no control characters in either.
    private static void CheckLogin(string parameter, NetworkCredential? login)
    {
        if (login is null) return;
        if (login.UserName.Length == 0) throw Refused($"{parameter} has no user.", parameter);
        if (login.UserName.Contains(':', StringComparison.Ordinal)) throw Refused($"{parameter}: a user with a colon cannot be sent (HTTP basic).", login.UserName);
        if (login.UserName.Any(char.IsControl) || login.Password.Any(char.IsControl)) throw Refused($"{parameter} holds control characters.", login.UserName);
    }

    private static PulpException Refused(string message, object? target) => new(PulpErrors.InvalidSetting, message, target);
}
