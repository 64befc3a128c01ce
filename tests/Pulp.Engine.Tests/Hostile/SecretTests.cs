using System.Diagnostics.Tracing;
using System.Net;
using System.Text;
using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Hostile;

/// <summary>
/// Secrets in every place one may be put, through syncs that go well and badly, plans and tests; then all that scripts see, all that is traced, and every
/// byte of the store is searched for them. The query of a link is such a secret: signed links are whole credentials.
/// </summary>
public sealed class SecretTests
{
    private const string Secret = "hunter2-very-secret";

    // As it is, and as a header carries it.
    private static readonly string[] Spellings = [Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Secret}"))];

    public static TheoryData<string> Places => ["query", "user", "query of a redirect", "user of a redirect", "query of a page's redirect", "query of a refused link", "query of a conflict", "query without digest", "credential", "header", "proxy"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_secret_is_shown_nowhere(string place)
    {
        using var traced = new Listener();
        await using var house = await SyncHouse.OpenAsync();
        TestFile file = TestWheel.Create("a", "1.0");
        house.Index["a"].Add(file).AddWheels("0.9");
        string host = house.Index.Url.Authority, path = $"/files/{file.FileName}";
        switch (place)
        {
            case "query":
            case "query without digest":
                house.Index["a"].Edit(file.FileName, e => e.Url = $"{path}?sig={Secret}");
                if (place != "query") house.Index["a"].Edit(file.FileName, e => e.Hashes = new Dictionary<string, string>());
                break;
            case "user":
                house.Index["a"].Edit(file.FileName, e => e.Url = $"http://me:{Secret}@{host}{path}");
                break;
            case "query of a redirect":
                house.Index.Break(Fault.Redirect("^/files/a-1.0", $"http://{host}/elsewhere?sig={Secret}"));
                break;
            case "user of a redirect":
                house.Index.Break(Fault.Redirect("^/files/a-1.0", $"http://me:{Secret}@{host}/elsewhere"));
                break;
            case "query of a page's redirect":
                house.Index.Break(Fault.Redirect("^/simple/a/$", $"http://{host}/simple/b/?sig={Secret}"));
                break;
            case "query of a refused link":
                house.Index["a"].Add(new FixtureEntry(TestFile.Any("a-3.0.tar.gz", 10)) { FileName = "", Url = $"http://me:{Secret}@{host}/x?sig={Secret}#{Secret}" });
                break;
            case "credential":
                house.Index.Options.Credential = $"me:{Secret}";
                break;
            case "header":
            case "proxy":
                break;
            default:
                house.Index["a"].Add(new FixtureEntry(TestFile.Any("A-1.0-py3-none-any.whl", 10)) { Url = $"/files/x?sig={Secret}" });
                break;
        }

        var login = new PulpChange<NetworkCredential>(new NetworkCredential("me", Secret));
        await house.RemoteAsync("bar", r => r with
        {
            Include = SyncHouse.Items("a"),
            Credential = place == "credential" ? login : null,
            Header = place == "header" ? new Dictionary<string, string> { ["X-Token"] = Secret } : null,
            Proxy = place == "proxy" ? house.Index.Url.ToString() : null,
            ProxyCredential = place == "proxy" ? login : null,
        });
        var seen = new StringBuilder();
        await SeeAsync(house, seen);
        house.Index.Break(Fault.Status("^/(files|elsewhere)", 503));
        house.Index["a"].Touch();
        await house.SetAsync(s => s with { MaximumRetryCount = 1, Url = house.Index.UrlAt("localhost").ToString() });
        await SeeAsync(house, seen);

        Assert.Contains(place switch { "query of a page's redirect" => "simple/b/", "proxy" => "HasProxyCredential\":true", _ => "a-0.9-py3-none-any.whl" }, seen.ToString(), StringComparison.Ordinal);
        foreach (string spelling in Spellings)
        {
            Assert.DoesNotContain(spelling, seen.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(spelling, traced.ToString(), StringComparison.Ordinal);
        }

        // A file cannot be fetched later without its whole address: that is kept, in one column.
        bool isAddress = place is "query" or "query without digest";
        Assert.Equal([], FilesWith(house.Path).Where(f => !isAddress || !f.StartsWith("pulp.db", StringComparison.Ordinal)));
        Assert.Equal(isAddress ? ["source.url"] : [], ColumnsWith(Path.Combine(house.Path, "pulp.db")));
    }

    /// <summary>All that a script can see of a sync, a plan, the content, the remote.</summary>
    private static async Task SeeAsync(SyncHouse house, StringBuilder seen)
    {
        var request = new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") };
        PulpSyncPlan plan = await house.Pulp.GetSyncPlanAsync(request, CancellationToken.None);
        // Start-PulpSync -Plan fetches by the addresses of what is taken.
        Show(seen, plan with { Entries = [.. plan.Entries.Select(e => e.Action is PulpPlanAction.Skip ? e : e with { Url = e.Url?.Split('?')[0] })] });
        try
        {
            await foreach (PulpFilterDecision decision in house.Pulp.TestFilterAsync(SyncHouse.Named("bar"), new FilterQuery(), CancellationToken.None)) Show(seen, decision);
        }
        catch (PulpException error)
        {
            seen.AppendLine(error.ToString());
        }

        await foreach (PulpPythonRemote remote in house.Pulp.GetRemotesAsync(null, CancellationToken.None)) Show(seen, remote);
        Show(seen, await house.Pulp.TestRemoteAsync(SyncHouse.Named("bar"), CancellationToken.None));
        Show(seen, await house.SyncAsync());
        foreach (PulpPythonPackage package in await house.ContentAsync()) Show(seen, package);
    }

    private static void Show(StringBuilder seen, object value) => seen.AppendLine(System.Text.Json.JsonSerializer.Serialize(value)).AppendLine(value.ToString());

    private static IEnumerable<string> FilesWith(string folder)
    {
        byte[][] wanted = [.. Spellings.Select(Encoding.UTF8.GetBytes), Encoding.Unicode.GetBytes(Secret)];
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            if (Array.Exists(wanted, w => bytes.AsSpan().IndexOf(w) >= 0)) yield return System.IO.Path.GetRelativePath(folder, path);
        }
    }

    private static List<string> ColumnsWith(string database)
    {
        using var connection = new StoreConnection(database);
        List<(string Table, string Column)> columns = connection.List(
            "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'", r => (r.Text(0), r.Text(1)));
        return columns.FindAll(c => connection.Int64($"SELECT 1 FROM \"{c.Table}\" WHERE instr(CAST(\"{c.Column}\" AS TEXT), ?1) > 0 LIMIT 1", Secret) is not null)
            .ConvertAll(c => $"{c.Table}.{c.Column}");
    }

    // Everything that any source of events in this process says while the test runs, of other tests too.
    private sealed class Listener : EventListener
    {
        private readonly StringBuilder _text = new();

        public override string ToString()
        {
            lock (_text) return _text.ToString();
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == EngineSteps.SourceName) EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            lock (_text) _text.AppendJoin(' ', eventData.Payload ?? new System.Collections.ObjectModel.ReadOnlyCollection<object?>([])).AppendLine();
        }
    }
}
