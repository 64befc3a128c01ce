using System.Net;
using System.Security.Cryptography.X509Certificates;
using Pulp.Engine.Remotes;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Remotes;

/// <summary>What may be said to an index and to a proxy.</summary>
public sealed class AccessRulesTests
{
    [Theory]
    [InlineData("X-Token", "a b\tc", null)]
    [InlineData("Authorization", "Bearer abc", null)]
    [InlineData("User-Agent", "mirror/1", null)]
    [InlineData("Cookie", "", null)]
    [InlineData("", "secret", "a header has a name")]
    [InlineData("X Token", "secret", "letters, digits and dashes")]
    [InlineData("X-Token: secret", "x", "letters, digits and dashes")]
    [InlineData("X\r\nHost", "secret", "letters, digits and dashes")]
    [InlineData("X-Tökén", "secret", "letters, digits and dashes")]
    [InlineData("X-Token", "secret\r\nHost: other", "line break")]
    [InlineData("X-Token", "secret\n", "line break")]
    [InlineData("X-Token", "secret\0", "line break")]
    [InlineData("X-Token", "secret\u0001", "control characters")]
    [InlineData("X-Token", "secretü", "ASCII")]
    [InlineData("host", "secret", "by itself")]
    [InlineData("Content-Length", "secret", "by itself")]
    [InlineData("content-type", "secret", "by itself")]
    [InlineData("Transfer-Encoding", "secret", "by itself")]
    [InlineData("Connection", "secret", "by itself")]
    [InlineData("Range", "secret", "by itself")]
    [InlineData("Expires", "secret", "none of a request")]
    [InlineData("Proxy-Authorization", "secret", "by itself")]
    public void Headers(string name, string value, string? why)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value, ["X-Good"] = "secret too" };
        if (why is null)
        {
            HeaderRules.Check(headers);
            return;
        }

        PulpException error = Assert.Throws<PulpException>(() => HeaderRules.Check(headers));
        Assert.Equal(PulpErrors.InvalidSetting, error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message + string.Join(',', (string[])error.Target!), StringComparison.Ordinal);
        Assert.DoesNotContain("X-Good", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_bad_headers_are_named_in_one_error()
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Host"] = "x", ["TE"] = "x", ["X-A"] = "1", ["x-a"] = "2" };
        PulpException error = Assert.Throws<PulpException>(() => HeaderRules.Check(headers));
        Assert.Equal(["Host", "TE", "X-A"], (string[])error.Target!);
        Assert.Contains("given twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://proxy.example:3128", "http://proxy.example:3128/")]
    [InlineData("HTTPS://proxy.example/", "https://proxy.example/")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/")]
    public void A_proxy(string given, string kept) => Assert.Equal(kept, ProxyRules.Check(given));

    [Theory]
    [InlineData("proxy.example:3128", "neither http:// nor https://")]
    [InlineData("socks5://proxy.example", "neither http:// nor https://")]
    [InlineData("http://", "no address")]
    [InlineData("http://proxy.example:0", "no address")]
    [InlineData("http://proxy.example/path", "path")]
    [InlineData("http://proxy.example/?secret", "path")]
    [InlineData("http://proxy example", "white space")]
    [InlineData("http://me:secret@proxy.example:3128", "-ProxyCredential")]
    [InlineData("me:secret@proxy.example:3128", "neither")]
    public void No_proxy(string given, string why)
    {
        PulpException error = Assert.Throws<PulpException>(() => ProxyRules.Check(given));
        Assert.Equal(PulpErrors.InvalidUrl, error.Id);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_contradicts_itself_is_refused()
    {
        var bearer = new Dictionary<string, string>(StringComparer.Ordinal) { ["authorization"] = "Bearer x" };
        var login = new PulpChange<NetworkCredential>(new NetworkCredential("u", "p"));
        RemoteState withBearer = Apply(new RemoteSettings { Header = bearer });
        SealedSecrets withLogin = SealedSecrets.None.With(new Dictionary<string, byte[]?>(StringComparer.Ordinal) { [SecretUse.Credential] = [1] });

        Refuse(() => Apply(new RemoteSettings { Header = bearer, Credential = login }));
        Refuse(() => AccessRules.Apply(new RemoteSettings { Credential = login }, withBearer, SealedSecrets.None));
        Refuse(() => AccessRules.Apply(new RemoteSettings { Header = bearer }, new RemoteState(), withLogin));
        Refuse(() => Apply(new RemoteSettings { ProxyCredential = login }));
        AccessRules.Apply(new RemoteSettings { Credential = login, Header = new Dictionary<string, string>(StringComparer.Ordinal) }, withBearer, SealedSecrets.None);
        AccessRules.Apply(new RemoteSettings { Header = bearer, Credential = new(null) }, new RemoteState(), withLogin);
    }

    [Theory]
    [InlineData("a:b", "secret")]
    [InlineData("", "secret")]
    [InlineData("a\n", "secret")]
    [InlineData("a", "secret\n")]
    public void A_login_that_basic_cannot_say(string user, string password)
    {
        PulpException error = Refuse(() => Apply(new RemoteSettings { Credential = new(new NetworkCredential(user, password)) }));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Target);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_rate_has_its_range(int rate) => Refuse(() => Apply(new RemoteSettings { RateLimit = rate }));

    [Fact]
    public void A_certificate_needs_a_key_that_can_be_kept()
    {
        using var certificates = new TestCertificates();
        using var whole = certificates.Issue();
        using var bare = X509CertificateLoader.LoadCertificate(whole.RawData);
        Assert.Contains("no private key", Refuse(() => GivenSecrets.Read(new RemoteSettings { Certificate = new(bare) })).Message, StringComparison.Ordinal);
        using X509Certificate2 again = GivenSecrets.Certificate(GivenSecrets.Read(new RemoteSettings { Certificate = new(whole) })[SecretUse.Certificate]!);
        Assert.Equal((whole.Thumbprint, true), (again.Thumbprint, again.HasPrivateKey));
    }

    private static RemoteState Apply(RemoteSettings given) => AccessRules.Apply(given, new RemoteState(), SealedSecrets.None);

    private static PulpException Refuse(Func<object> act)
    {
        PulpException error = Assert.Throws<PulpException>(act);
        Assert.Equal(PulpErrors.InvalidSetting, error.Id);
        return error;
    }
}
