using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>The secrets among settings that were given, as bytes to be sealed; a null takes one away.</summary>
internal static class GivenSecrets
{
    /// <summary>Reads them. Error: InvalidSetting (a certificate whose private key cannot be kept).</summary>
    internal static Dictionary<string, byte[]?> Read(RemoteSettings given)
    {
        var secrets = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        if (given.Credential is { } credential) secrets[SecretUse.Credential] = Login(credential.Value);
        if (given.Header is { } header) secrets[SecretUse.Header] = header.Count == 0 ? null : Json(header);
        if (given.ProxyCredential is { } proxy) secrets[SecretUse.ProxyCredential] = Login(proxy.Value);
        else if (given.Proxy is { Length: 0 }) secrets[SecretUse.ProxyCredential] = null;
        if (given.Certificate is { } certificate) secrets[SecretUse.Certificate] = certificate.Value is null ? null : Pfx(certificate.Value);
        return secrets;
    }

    /// <summary>Reads a user and password that were opened.</summary>
    internal static NetworkCredential Login(byte[] open)
    {
        Dictionary<string, string> parts = Dictionary(open);
        return new NetworkCredential(parts["user"], parts["password"]);
    }

    /// <summary>Reads headers that were opened.</summary>
    internal static Dictionary<string, string> Dictionary(byte[] open) => JsonSerializer.Deserialize(open, SecretsJson.Default.DictionaryStringString)!;

    /// <summary>Reads a certificate that was opened.</summary>
    internal static X509Certificate2 Certificate(byte[] open) => X509CertificateLoader.LoadPkcs12(open, null);

    private static byte[]? Login(NetworkCredential? login) =>
        login is null ? null : Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["user"] = login.UserName, ["password"] = login.Password });

    private static byte[] Json(IReadOnlyDictionary<string, string> values) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(values, StringComparer.Ordinal), SecretsJson.Default.DictionaryStringString);

    private static byte[] Pfx(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey) throw Refused(certificate, "it has no private key");
        try
        {
            return certificate.Export(X509ContentType.Pkcs12);
        }
        catch (CryptographicException)
        {
            throw Refused(certificate, "its private key may not be exported, so it cannot be kept for a sync that runs later");
        }
    }

    private static PulpException Refused(X509Certificate2 certificate, string why) => new(
        PulpErrors.InvalidSetting, $"-Certificate '{certificate.Subject}' cannot be used: {why}. Give a certificate with its private key, of a .pfx file for instance.", certificate);
}
