using System.Net;
using System.Text;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>Syncs that have to log in: what comes of right, wrong, missing and unreadable secrets, and where their text is found (nowhere).</summary>
public sealed class SyncAccessTests
{
    private const string Word = "Zaubergarten-71";

    [Fact]
    public async Task A_wrong_credential_is_told_keeps_everything_and_a_right_one_heals()
    {
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { Credential = $"me:{Word}" });
        house.Index["a"].AddWheels("1.0");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Credential = Login("me", Word) });
        await house.SyncWellAsync();
        Assert.All(house.Index.Log.All, r => Assert.Equal(200, r.Status));

        foreach (var (change, advice) in new (PulpChange<NetworkCredential>, string)[]
        {
            (Login("me", "wrong"), "does not accept what the remote logs in with; Set-PulpPythonRemote bar -Credential gives another"),
            (new(null), "asks for a user and a password; give them with Set-PulpPythonRemote bar -Credential"),
        })
        {
            await house.SetAsync(r => r with { Credential = change });
            foreach (var mirror in new[] { true, false })
            {
                var failed = await house.SyncAsync(mirror);
                Assert.Equal((PulpTaskState.Failed, "page.denied"), (failed.State, failed.Error!.Code));
                Assert.Contains(advice, failed.Error.Description, StringComparison.Ordinal);
                Assert.Equal(["a-1.0-py3-none-any.whl"], await house.FilesAsync());
            }
        }

        await house.SetAsync(r => r with { Credential = Login("me", Word) });
        house.Index["a"].AddWheels("2.0");
        await house.SyncWellAsync();
        Assert.Equal(2, (await house.FilesAsync()).Count);
    }

    [Fact]
    public async Task A_file_that_is_refused_leaves_its_project_whole()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1.0");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        house.Index["a"].Remove("a-1.0-py3-none-any.whl").AddWheels("2.0");
        house.Index.Break(Fault.Status("/files/", 403));

        var task = await house.SyncAsync();
        Assert.Equal(("file.denied", "a"), (Assert.Single(task.NonFatalErrors).Code, task.NonFatalErrors[0].Project));
        Assert.Equal(["a-1.0-py3-none-any.whl"], await house.FilesAsync());
        house.Index.Heal();
        await house.SyncWellAsync();
        Assert.Equal(["a-2.0-py3-none-any.whl"], await house.FilesAsync());
    }

    [Fact]
    public async Task A_new_credential_or_header_asks_for_everything_again_and_another_setting_does_not()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1.0");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        async Task<int> StatusAsync(Func<RemoteSettings, RemoteSettings> change)
        {
            await house.SetAsync(change);
            house.Index.Log.Clear();
            Assert.Empty((await house.SyncWellAsync()).CreatedResources);
            return house.Index.Log.Matching("/simple/a/")[0].Status;
        }

        Assert.Equal(304, await StatusAsync(r => r with { RateLimit = 1000 }));
        Assert.Equal(200, await StatusAsync(r => r with { Credential = Login("me", "x") }));
        Assert.Equal(304, await StatusAsync(r => r with { Concurrency = 2 }));
        Assert.Equal(200, await StatusAsync(r => r with { Credential = new(null), Header = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Token"] = "1" } }));
        Assert.Equal("1", house.Index.Log.All[0]["X-Token"]);
    }

    [Fact]
    public async Task Headers_go_to_the_index_and_not_where_its_files_are()
    {
        await using var files = await FixtureIndex.StartAsync();
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { FilesAt = files.Url });
        var wheel = TestWheel.Create("a", "1.0");
        house.Index["a"].Add(wheel);
        files["a"].Add(wheel);
        await house.RemoteAsync("bar", r => r with
        {
            Include = SyncHouse.Items("a"),
            Credential = Login("me", Word),
            Header = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Token"] = Word, ["User-Agent"] = "mirror/7" },
        });
        await house.SyncWellAsync();

        var page = Assert.Single(house.Index.Log.All);
        Assert.Equal((Word, "mirror/7", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Word))), (page["X-Token"], page["User-Agent"], page["Authorization"]));
        var file = Assert.Single(files.Log.All);
        Assert.Equal((null, null), (file["X-Token"], file["Authorization"]));
        Assert.StartsWith("PulpPS/", file["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_in_the_stores_folder_in_clear()
    {
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { Credential = "me:other" });
        house.Index["a"].AddWheels("1.0");
        using var certificates = new TestCertificates();
        using var client = certificates.Issue();
        await house.RemoteAsync("bar", r => r with
        {
            Include = SyncHouse.Items("a"),
            Credential = Login("Benutzer-" + Word, Word),
            Header = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Token"] = Word },
            Proxy = "http://127.0.0.1:1/",
            ProxyCredential = Login("proxy", Word),
            Certificate = new(client),
        });
        await house.SyncAsync();
        await house.SetAsync(r => r with { Proxy = "" });
        var denied = await house.SyncAsync();
        Assert.Equal("page.denied", denied.Error!.Code);

        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"Benutzer-{Word}:{Word}"));
        string[] secrets = [Word, basic, Convert.ToBase64String(Encoding.UTF8.GetBytes(Word)).TrimEnd('=')[..^1]];
        foreach (var path in Directory.EnumerateFiles(house.Path, "*", SearchOption.AllDirectories).Where(f => !f.Contains("workers", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            var text = Encoding.Latin1.GetString(bytes.ToArray());
            Assert.All(secrets, s => Assert.DoesNotContain(s, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_another_machine_set_is_told_with_what_to_give_again()
    {
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { Credential = $"me:{Word}" });
        house.Index["a"].AddWheels("1.0");
        await house.RemoteAsync("bar", r => r with
        {
            Include = SyncHouse.Items("a"),
            Credential = Login("me", Word),
            Header = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Token"] = "1" },
        });
        await house.SyncWellAsync();
        await house.MoveAsync();

        var remote = await house.Pulp.GetRemotesAsync(null, CancellationToken.None).SingleAsync();
        Assert.Equal((true, true, false), (remote.HasCredential, remote.HasHeader, remote.HasCertificate));
        house.Index.Log.Clear();
        var failed = await house.SyncAsync();
        Assert.Equal((PulpTaskState.Failed, "secret.unreadable"), (failed.State, failed.Error!.Code));
        Assert.Contains("Set-PulpPythonRemote bar -Credential … -Header …", failed.Error.Description, StringComparison.Ordinal);
        var status = await house.Pulp.TestRemoteAsync(SyncHouse.Named("bar"), CancellationToken.None);
        Assert.Equal(("secret.unreadable", (bool?)null), (status.Error!.Code, status.Authenticated));
        var plan = await Assert.ThrowsAsync<PulpException>(() => house.Pulp.GetSyncPlanAsync(new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, CancellationToken.None));
        Assert.Equal((PulpErrors.SecretUnreadable, "bar"), (plan.Id, plan.Target));
        Assert.Equal(0, house.Index.Log.Count());
        Assert.Equal(["a-1.0-py3-none-any.whl"], await house.FilesAsync());

        // One after the other.
        await house.SetAsync(r => r with { Credential = Login("me", Word) });
        Assert.Contains("Set-PulpPythonRemote bar -Header …", (await house.SyncAsync()).Error!.Description, StringComparison.Ordinal);
        await house.SetAsync(r => r with { Header = new Dictionary<string, string>(StringComparer.Ordinal) });
        await house.SyncWellAsync();
    }

    [Theory]
    [InlineData(PulpPolicy.OnDemand)]
    [InlineData(PulpPolicy.Streamed)]
    public async Task Policies_that_fetch_later_record_rows_and_no_bytes(PulpPolicy policy)
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1.0");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Policy = policy });
        await house.SyncWellAsync();
        Assert.Equal((1, 0), ((await house.FilesAsync()).Count, house.Index.Log.Count(FixtureKind.File)));
        await house.SetAsync(r => r with { Policy = PulpPolicy.Immediate });
        await house.SyncWellAsync();
        Assert.Equal(1, house.Index.Log.Count(FixtureKind.File));
    }

    private static PulpChange<NetworkCredential> Login(string user, string password) => new(new NetworkCredential(user, password));
}
