using System.Text;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tests.Sync;
using Pulp.Engine.Tests.Upstream;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Hostile;

/// <summary>Links, names and lists that mean harm: skipped with a reason, and the sync takes the rest.</summary>
public sealed class HostileLinkTests : UpstreamTest
{
    private static readonly (string Name, string Url, string Reason)[] Links =
    [
        // name in the page, url, the reason in the plan
        ("../../a-1.0.tar.gz", "/files/a-1.0.tar.gz", "a slash or backslash in its name, or a backslash in its url, could lead out of the folder"),
        ("..\\\\a-1.0.tar.gz", "/files/a-1.0.tar.gz", "a slash or backslash in its name, or a backslash in its url, could lead out of the folder"),
        ("a-1.0.tar.gz", "..\\\\a-1.0.tar.gz", "a slash or backslash in its name, or a backslash in its url, could lead out of the folder"),
        ("CON", "/files/x", "its name is that of a device on Windows"),
        ("nul.whl", "/files/x", "its name is that of a device on Windows"),
        ("a-1.0.tar.gz.", "/files/x", "its name begins or ends with a space, or ends with a dot"),
        ("a-1.0.tar.gz ", "/files/x", "its name begins or ends with a space, or ends with a dot"),
        ("a-1.0.tar.gz:x", "/files/x", "its name has a character that file systems refuse (< > : \" | ? *)"),
        ("a-1.0.tar.gz\\u0000", "/files/x", "its name has a control character"),
        ("a-1.0\\r\\n.tar.gz", "/files/x", "its name has a control character"),
        ("A-2.0.TAR.GZ", "/files/x", "by its name it is no distribution of this project"),
        ("a-1.0.tar.gz", "file:///etc/passwd", "its url is neither http nor https"),
        ("a-1.0.tar.gz", "gopher://index.example/a-1.0.tar.gz", "its url is neither http nor https"),
        ("a-1.0.tar.gz", "data:application/gzip;base64,H4sI", "its url is neither http nor https"),
        ("a-1.0.tar.gz", "https://", "its url is missing or cannot be read"),
        ("a-1.0.tar.gz", "http://index.example:99999/a", "its url is missing or cannot be read"),
    ];

    [Fact]
    public async Task Links_that_mean_harm_are_skipped_with_their_reasons()
    {
        await using var house = await SyncHouse.OpenAsync();
        TestFile good = TestWheel.Create("a", "2.0");
        house.Index["a"].Add(good);
        house.Index.Serve("/simple/a/", "application/vnd.pypi.simple.v1+json", Page([.. Links.Select(l => $"{{\"filename\":\"{l.Name}\",\"url\":\"{l.Url}\",\"hashes\":{{}}}}"), Entry(good)]));
        await house.RemoteAsync("a");
        PulpSyncPlan plan = await house.Pulp.GetSyncPlanAsync(new SyncRequest { Repository = SyncHouse.Named("foo"), Remote = SyncHouse.Named("bar") }, None);
        Assert.Equal(
            Links.Select(l => $"not taken: {l.Reason}").Order(StringComparer.Ordinal),
            plan.Entries.Where(e => e.Action == PulpPlanAction.Skip).Select(e => e.Reason).Order(StringComparer.Ordinal));
        await house.SyncWellAsync();
        Assert.Equal([good.FileName], await house.FilesAsync());
    }

    [Fact]
    public async Task Names_that_differ_only_in_case_are_one_and_the_first_counts()
    {
        await using var house = await SyncHouse.OpenAsync();
        TestFile first = TestFile.Any("a-1.0.tar.gz", 100), second = TestFile.Any("A-1.0.tar.gz", 200);
        house.Index["a"].Add(first, second);
        await house.RemoteAsync("a");
        PulpTask task = await house.SyncAsync();
        Assert.Equal(("file.conflict", "A-1.0.tar.gz"), (Assert.Single(task.NonFatalErrors).Code, task.NonFatalErrors[0].FileName));
        Assert.Equal(["a-1.0.tar.gz"], await house.FilesAsync());
    }

    [Fact]
    public async Task Line_breaks_in_a_link_never_reach_the_wire()
    {
        await using var index = new RawIndex();
        TestFile file = index.Good;
        foreach (string url in new[] { "/files/x\\r\\nX-Evil: 1", "/files/x?a\\r\\nX-Evil:%201", "/files/x y", "/files/\\u0000x", "/files/%0d%0aX-Evil:1" })
        {
            index["/simple/good/"] = RawIndex.Page("good", $"{{\"filename\":\"{file.FileName}\",\"url\":\"{url}\",\"hashes\":{{\"sha256\":\"{file.Sha256}\"}}}}");
            await using HttpUpstream upstream = Open(new Uri(index.Url, "simple/"), retries: 0);
            PageAnswer<Python.SimplePage> page = await PageAsync(upstream, "good");
            foreach (Python.SimpleFile taken in page.Content!.Files)
            {
                FileAnswer answer = (await FetchAsync(upstream, new FileRequest("good", taken.FileName, taken.Url, null, taken.Digests.Sha256.ToArray(), []))).Answer;
                Assert.NotNull(answer.Code);
            }
        }

        Assert.All(index.Asked, line => Assert.Matches("^GET /[!-~]* HTTP/1.1$", line));
        Assert.DoesNotContain(index.Asked, line => line.Contains("X-Evil: 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validators_that_cannot_be_sent_back_are_not_kept()
    {
        await using var index = new RawIndex();
        index["/simple/a/"] = HostileAnswers.Of("an ETag beyond ASCII");
        index["/simple/b/"] = HostileAnswers.Of("an ETag of 60 KB");
        await using HttpUpstream upstream = Open(new Uri(index.Url, "simple/"), retries: 0);
        foreach (string project in new[] { "a", "b" })
        {
            PageAnswer<Python.SimplePage> page = await PageAsync(upstream, project);
            Assert.True(page.Fresh is { ETag: null, LastModified: null });
            Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, project, page.Fresh)).Outcome);
        }
    }

    [Fact]
    public async Task A_list_of_a_million_names_is_read_within_bounds()
    {
        await using var index = new RawIndex();
        index["/simple/"] = async (stream, gone) =>
        {
            await stream.WriteAsync(RawIndex.Head("Content-Type: application/vnd.pypi.simple.v1+json\r\n"), gone);
            await stream.WriteAsync("{\"meta\":{\"api-version\":\"1.0\"},\"projects\":[{\"name\":\"good\"}"u8.ToArray(), gone);
            for (var i = 0; i < 1_000_000; i += 1000)
                await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(i, 1000).Select(n => $",{{\"name\":\"project-{n}\"}}"))), gone);
            await stream.WriteAsync("]}"u8.ToArray(), gone);
        };
        await using HttpUpstream upstream = Open(new Uri(index.Url, "simple/"), retries: 0);
        PageAnswer<Python.ProjectList> list = await upstream.GetProjectsAsync(null, None);
        Assert.Equal(1_000_001, list.Content!.Projects.Count);
        // 25 MB of text, packed as it is kept.
        Assert.InRange(list.Fresh!.Body.Length, 1, 6_000_000);
    }

    private static string Entry(TestFile file) => $"{{\"filename\":\"{file.FileName}\",\"url\":\"/files/{file.FileName}\",\"hashes\":{{\"sha256\":\"{file.Sha256}\"}}}}";

    private static byte[] Page(params string[] entries) =>
        Encoding.UTF8.GetBytes($"{{\"meta\":{{\"api-version\":\"1.0\"}},\"name\":\"a\",\"files\":[{string.Join(',', entries)}]}}");
}
