using Pulp.Engine.Remotes;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>What Test-PulpRemote is told.</summary>
public sealed class RemoteProbeTests : UpstreamTest
{
    [Theory]
    [InlineData("", false, "index", 1)]
    [InlineData("simple/", false, "simple", 1)]
    [InlineData("", true, "index", 1)]
    public async Task An_index_that_answers(string path, bool html, string kind, int requests)
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { HtmlOnly = html });
        index["a"].AddWheels("1.0");

        var status = await TryAsync(new Uri(index.Url, path), "a", "b");
        Assert.Null(status.Error);
        Assert.Equal((kind, !html, (bool?)true, "bar", "/store"), (status.Kind, status.Json, status.Authenticated, status.Remote, status.Store));
        Assert.Equal(index.SimpleUrl + "a/", status.Url);
        Assert.Equal(requests, index.Log.Count());
    }

    [Fact]
    public async Task All_projects_need_the_root_list()
    {
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Simple = "" });
        Assert.Equal("page.invalid", (await TryAsync(index.Url)).Error!.Code);
        index["a"].AddWheels("1.0");
        var status = await TryAsync(index.Url);
        Assert.Equal(("simple", (PulpTaskError?)null), (status.Kind, status.Error));
        index.Options.RootList = false;
        Assert.Equal("page.status", (await TryAsync(index.Url)).Error!.Code);
    }

    [Fact]
    public async Task A_missing_project_is_no_fault_of_the_index_when_another_is_there_or_the_list_lacks_it()
    {
        await using var index = await FixtureIndex.StartAsync();
        index["b"].AddWheels("1.0");
        Assert.Null((await TryAsync(index.Url, "a", "b")).Error);
        Assert.Null((await TryAsync(index.Url, "a")).Error);
        index.Break(Fault.Status("/b/", 404));
        Assert.Equal("project.missing", (await TryAsync(index.Url, "b")).Error!.Code);
        index.Options.RootList = false;
        Assert.Equal("project.missing", (await TryAsync(index.Url, "a")).Error!.Code);
    }

    [Fact]
    public async Task Faults_are_told_with_their_code()
    {
        using var closed = new ClosedPort();
        var refused = await TryAsync(closed.Url, "a");
        Assert.Equal(("index.unreachable", (string?)null, (bool?)null), (refused.Error!.Code, refused.Kind, refused.Authenticated));
        Assert.Contains("connection refused", refused.Error.Description, StringComparison.Ordinal);
        await using var index = await FixtureIndex.StartAsync(new FixtureOptions { Credential = "u:p" });
        var denied = await TryAsync(index.Url, "a");
        Assert.Equal(("page.denied", (bool?)false), (denied.Error!.Code, denied.Authenticated));
        index.Options.Credential = null;
        index.Break(Fault.Status(".", 500));
        var broken = await TryAsync(index.Url, "a");
        Assert.Equal(("page.status", (bool?)null), (broken.Error!.Code, broken.Authenticated));
        // What is missing says less than what is broken.
        index.Heal();
        index.Break(Fault.Html("/b/"));
        Assert.Equal("page.invalid", (await TryAsync(index.SimpleUrl, "a", "b", "c")).Error!.Code);
    }

    [Fact]
    public async Task Folders()
    {
        var wheel = TestWheel.Create("a", "1.0");
        Folder.Write(wheel.FileName, wheel.Bytes);
        var loose = await TryAsync(Folder.Url, "a");
        Assert.Equal(("folder", false, (PulpTaskError?)null), (loose.Kind, loose.Json, loose.Error));
        Folder.Write("simple/a/index.json", """{"meta":{"api-version":"1.0"},"name":"a","files":[]}""");
        Assert.True((await TryAsync(Folder.Url, "a")).Json);
        Assert.Equal("index.unreachable", (await TryAsync(new Uri(Folder["nowhere"] + "/"), "a")).Error!.Code);
    }

    private static async Task<PulpRemoteStatus> TryAsync(Uri url, params string[] projects)
    {
        await using var upstream = Upstreams.Open(new UpstreamSettings(url, null, 10, TimeSpan.FromSeconds(20), 0));
        return await new RemoteProbe(upstream).RunAsync("bar", "/store", projects.Length == 0 ? null : projects, None);
    }
}
