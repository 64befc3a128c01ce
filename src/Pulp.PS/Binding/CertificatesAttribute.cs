using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pulp.Model;
using Pulp.PS.Stores;

namespace Pulp.PS.Binding;

/// <summary>Reads certificates where paths are given instead: relative to the session's location, and all of a file, as no constructor of .NET does.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CertificatesAttribute : ArgumentTransformationAttribute
{
    private const string PemMark = "-----BEGIN ";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (given is not (string or FileInfo or IEnumerable))
            return given;
        object?[] all = [.. (given is IList list ? list.Cast<object?>() : [given]).SelectMany(one => Read(one is PSObject inner ? inner.BaseObject : one, engineIntrinsics.SessionState.Path))];
        return all is [var only] && given is not IList ? only : all;
    }

    private static object?[] Read(object? given, PathIntrinsics paths)
    {
        if (given is not (string or FileInfo))
            return [given];
        try
        {
            var path = given is FileInfo file ? file.FullName : ProviderPath.Full(paths, (string)given, PulpErrors.InvalidSetting);
            return [.. ReadFile(path)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or PulpException)
        {
            throw new ArgumentTransformationMetadataException($"'{given}' cannot be read as a certificate: {error.Message}", error);
        }
    }

    private static X509Certificate2Collection ReadFile(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var all = new X509Certificate2Collection();
        if (bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0)
        {
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
                all.Add(X509Certificate2.CreateFromPem(text, text));
            else
                all.ImportFromPem(text);
            return all.Count > 0 ? all : throw new CryptographicException($"There is no certificate after '{PemMark}'.");
        }
        all.Add(X509Certificate2.GetCertContentType(bytes) == X509ContentType.Pkcs12
            ? X509CertificateLoader.LoadPkcs12(bytes, null, X509KeyStorageFlags.Exportable)
            : X509CertificateLoader.LoadCertificate(bytes));
        return all;
    }
}
