using Pulp.Engine.Remotes;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>Opens a remote's index as its settings say, its secrets among them.</summary>
internal static class RemoteAccess
{
    /// <summary>Opens it; nothing is asked yet. Error: secret.unreadable.</summary>
    /// <param name="remote">The remote.</param>
    /// <param name="vault">Opens its secrets; not touched where there are none.</param>
    /// <param name="given">What named the remote: the target of the error.</param>
    /// <param name="anew">True: a layout that is remembered does not count.</param>
    internal static IUpstream Open(SyncRemote remote, SecretVault vault, object? given, bool anew = false) =>
        Upstreams.Open(anew ? Settings(remote, vault, given) with { Layout = null } : Settings(remote, vault, given));

    /// <summary>The same for a task: what is wrong is its failure.</summary>
    internal static IUpstream OpenInTask(SyncRemote remote, SecretVault vault, bool anew = false)
    {
        try
        {
            return Open(remote, vault, null, anew);
        }
        catch (PulpException error) when (error.Id == PulpErrors.SecretUnreadable)
        {
            throw new PulpTaskFailure(error.Id, error.Message);
        }
    }

    private static UpstreamSettings Settings(SyncRemote remote, SecretVault vault, object? given)
    {
        var settings = remote.Settings;
        var upstream = new UpstreamSettings(
            UrlRules.Base(settings.Url.OriginalString), remote.Layout, settings.Concurrency, TimeSpan.FromSeconds(settings.TimeoutSec), settings.MaximumRetryCount)
        {
            RateLimit = settings.RateLimit,
            Remote = remote.Name,
        };
        var connection = new ConnectionSettings { Proxy = settings.Proxy, SkipCertificateCheck = settings.SkipCertificateCheck, Authorities = settings.CertificateAuthority };
        if (remote.Secrets.ByUse.Count == 0)
            return settings.Proxy is null && !settings.SkipCertificateCheck && settings.CertificateAuthority.Count == 0 ? upstream : upstream with { Connection = connection };

        var open = Unseal(remote, vault, given);
        var headers = new List<KeyValuePair<string, string>>();
        if (open.TryGetValue(SecretUse.Credential, out var credential)) headers.Add(new("Authorization", BasicLogin.Of(GivenSecrets.Login(credential))));
        if (open.TryGetValue(SecretUse.Header, out var header)) headers.AddRange(GivenSecrets.Dictionary(header));
        if (open.TryGetValue(SecretUse.ProxyCredential, out var login)) connection = connection with { ProxyCredential = GivenSecrets.Login(login) };
        if (open.TryGetValue(SecretUse.Certificate, out var certificate))
            connection = connection with { Certificate = GivenSecrets.Certificate(certificate), CertificateHost = upstream.Url.IdnHost };
        return upstream with { Headers = headers, Connection = connection };
    }

    private static Dictionary<string, byte[]> Unseal(SyncRemote remote, SecretVault vault, object? given)
    {
        var open = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var closed = new List<string>();
        foreach (var (use, secret) in remote.Secrets.ByUse)
        {
            if (vault.Open(remote.Settings.Id, use, secret) is { } plain) open[use] = plain;
            else closed.Add(SecretUse.Parameter(use));
        }

        if (closed.Count == 0) return open;
        closed.Sort(StringComparer.Ordinal);
        throw new PulpException(
            PulpErrors.SecretUnreadable,
            $"The {string.Join(" and the ", closed)} of the remote '{remote.Name}' cannot be used here: set by another user or on another machine, or the keys are gone. "
            + $"Give it again: Set-PulpPythonRemote {remote.Name} {string.Join(' ', closed.Select(c => c + " …"))}; with $null the remote goes without.",
            given ?? remote.Name);
    }
}
