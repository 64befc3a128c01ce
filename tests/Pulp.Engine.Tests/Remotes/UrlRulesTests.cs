using Pulp.Engine.Remotes;
using Pulp.Model;

namespace Pulp.Engine.Tests.Remotes;

public sealed class UrlRulesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("https://index.example/simple", "https://index.example/simple/")]
    [InlineData("HTTPS://Index.Example/a/b/", "https://index.example/a/b/")]
    [InlineData("http://[::1]:8080/", "http://[::1]:8080/")]
    [InlineData("https://index.example/group%2Fproject/simple/", "https://index.example/group%2Fproject/simple/")]
    [InlineData("https://index.example/a@b/", "https://index.example/a@b/")]
    [InlineData("file:///srv/mirror", "file:///srv/mirror/")]
    [InlineData("file://localhost/srv/a%20b/", "file:///srv/a%20b/")]
    public void Good(string given, string used) => Assert.Equal(used, UrlRules.Base(UrlRules.Check(given)).AbsoluteUri);

    [Theory]
    [InlineData("/srv/mirror", "file:///srv/mirror/")]
    [InlineData("/srv/a b#c?d%e/", "file:///srv/a%20b%23c%3Fd%25e/")]
    [InlineData("/srv/x/../mirror", "file:///srv/mirror/")]
    public void A_folder_by_its_full_path(string given, string used)
    {
        if (OperatingSystem.IsWindows()) return;
        Uri url = UrlRules.Base(UrlRules.Check(given));
        Assert.Equal(used, url.AbsoluteUri);
        Assert.Equal(Path.GetFullPath(given).TrimEnd('/') + "/", url.LocalPath);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("http://[", "no address")]
    [InlineData("http://", "host")]
    [InlineData("http:///simple/", "host")]
    [InlineData("http:index.example", "host")]
    [InlineData("http://:8080/", "host")]
    [InlineData("http://index.example:99999/", "no address")]
    [InlineData("http://index.example:0/", "port")]
    [InlineData("http://in dex.example/", "white space")]
    [InlineData(" http://index.example/", "white space")]
    [InlineData("http://index.example/\n", "white space")]
    [InlineData("http://index.example/a\\b/", "backslash")]
    [InlineData("http://index.example/?a=b", "query")]
    [InlineData("http://index.example?", "query")]
    [InlineData("http://index.example/#x", "fragment")]
    [InlineData("http://index.example/a/../b/", "'..'")]
    [InlineData("http://index.example/a/%2E%2E/b/", "'%2E%2E'")]
    [InlineData("http://index.example/.%2e/", "'.%2e'")]
    [InlineData("http://index.example/./", "'.'")]
    [InlineData("http://index.example/a%5Cb/", "escaped")]
    [InlineData("http://index.example/a%00/", "escaped")]
    [InlineData("http://index.example/a%zz/", "%")]
    [InlineData("ftp://index.example/", "'ftp'")]
    [InlineData("git+https://index.example/", "'git+https'")]
    [InlineData("index.example/simple/", "http://")]
    [InlineData("../mirror", "full path")]
    [InlineData("file://server/share/", "file:///")]
    [InlineData("file:relative", "file:///")]
    [InlineData("file:///a/../b", "'..'")]
    [InlineData("file:///a?b", "query")]
    public void Bad(string? given, string reason)
    {
        PulpException error = Assert.Throws<PulpException>(() => UrlRules.Check(given));
        Assert.Equal((PulpErrors.InvalidUrl, given), (error.Id, (string?)error.Target));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:secret@index.example/", "user")]
    [InlineData("http://user:secret@index.example/?x", "query")]
    [InlineData("http://index.example/?token=secret", "query")]
    [InlineData("http://index.example/#secret", "fragment")]
    public void What_may_be_secret_is_not_repeated_in_the_message(string given, string reason)
    {
        PulpException error = Assert.Throws<PulpException>(() => UrlRules.Check(given));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
