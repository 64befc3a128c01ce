using System.Security.Cryptography.X509Certificates;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Remotes;

/// <summary>A remote as the database has it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="Url">The url as stored; <see cref="UrlRules.Base"/> makes it a base for links.</param>
/// <param name="Layout">What is remembered of its layout; null: to be found.</param>
/// <param name="State">Its settings.</param>
/// <param name="Secrets">Its secrets, sealed.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
internal sealed record RemoteRow(long Row, Guid Id, string Name, string Url, string? Layout, RemoteState State, SealedSecrets Secrets, DateTimeOffset Created, DateTimeOffset Updated)
{
    private const string Columns = "SELECT id, guid, name, url, layout, settings, secrets, created, updated FROM remote";

    /// <summary>A remote by its row; null: it is gone.</summary>
    internal static RemoteRow? Read(StoreConnection connection, long row) => connection.List($"{Columns} WHERE id = ?1", From, row).FirstOrDefault();

    /// <summary>A page of remotes by name, after a name.</summary>
    internal static List<RemoteRow> Page(StoreConnection connection, string after, int count) =>
        connection.List($"{Columns} WHERE name > ?1 ORDER BY name LIMIT ?2", From, after, count);

    /// <summary>The remote as scripts see it.</summary>
    internal PulpPythonRemote ToModel(string store) => new()
    {
        Name = Name,
        Id = Id,
        Href = Hrefs.Remote(Id),
        Url = new Uri(Url, UriKind.Absolute),
        Include = [.. State.Include.Select(i => i.ToModel())],
        Exclude = [.. State.Exclude.Select(i => i.ToModel())],
        AllProjects = State.AllProjects,
        Prerelease = State.Prerelease,
        Policy = State.Policy,
        PackageType = State.PackageType,
        ExcludePlatform = State.ExcludePlatform,
        KeepLatest = State.KeepLatest,
        HasCredential = Secrets.Has(SecretUse.Credential),
        HasHeader = Secrets.Has(SecretUse.Header),
        HasCertificate = Secrets.Has(SecretUse.Certificate),
        Proxy = State.Proxy is null ? null : new Uri(State.Proxy, UriKind.Absolute),
        HasProxyCredential = Secrets.Has(SecretUse.ProxyCredential),
        CertificateAuthority = [.. State.CertificateAuthority.Select(c => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(c)))],
        SkipCertificateCheck = State.SkipCertificateCheck,
        RateLimit = State.RateLimit,
        Concurrency = State.Concurrency,
        TimeoutSec = State.TimeoutSec,
        MaximumRetryCount = State.MaximumRetryCount,
        CreatedAt = Created,
        UpdatedAt = Updated,
        Store = store,
    };

    private static RemoteRow From(Rows r) =>
        new(r.Int64(0), r.Guid(1), r.Text(2), r.Text(3), r.TextOrNull(4), RemoteJson.Read(r.Text(5)), SealedSecrets.Read(r.BlobOrNull(6)), r.Time(7), r.Time(8));
}
