using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>Where the pages of an index lie, found with as few requests as can be (SYNC rule 1).</summary>
public sealed class LayoutTests : UpstreamTest
{
    [Fact]
    public async Task An_index_root_has_its_pages_below_simple()
    {
        await using var index = await StartAsync(new FixtureOptions { Base = "/pulp/content/foo/" }, "a", "b");
        await using var upstream = Open(index.Url);

        await ProbeAsync(upstream, "a", "b");
        Assert.Equal("simple", upstream.Layout);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "b")).Outcome);
        Assert.Equal(["/pulp/content/foo/simple/a/", "/pulp/content/foo/simple/b/"], index.Log.Paths);
        await upstream.GetLegacyAsync("a", null, None);
        Assert.Equal("/pulp/content/foo/pypi/a/json", index.Log.Paths[^1]);
    }

    [Fact]
    public async Task A_url_that_ends_in_simple_is_asked_at_one_place()
    {
        await using var index = await StartAsync(new FixtureOptions { Base = "/foo/" }, "b");
        await using var upstream = Open(index.SimpleUrl);

        await ProbeAsync(upstream, "a", "b");
        Assert.Null(upstream.Layout);
        Assert.Equal(PageOutcome.NotFound, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "b")).Outcome);
        Assert.Equal("root", upstream.Layout);
        Assert.Equal(["/foo/simple/a/", "/foo/simple/b/"], index.Log.Paths);
        await upstream.GetLegacyAsync("b", null, None);
        Assert.Equal("/foo/pypi/b/json", index.Log.Paths[^1]);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(410)]
    public async Task A_simple_root_by_another_name_is_found(int status)
    {
        await using var index = await StartAsync(new FixtureOptions { Base = "/index/", Simple = "" }, "a", "b");
        index.Break(Fault.Status("^/index/simple/", status));
        await using var upstream = Open(index.Url);

        await ProbeAsync(upstream, "a", "b");
        Assert.Equal("root", upstream.Layout);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "b")).Outcome);
        Assert.Equal(["/index/simple/a/", "/index/a/", "/index/b/"], index.Log.Paths);
    }

    [Theory]
    [InlineData("simple/", "simple")]
    [InlineData("", "root")]
    public async Task When_the_first_project_is_nowhere_the_root_list_decides(string simple, string layout)
    {
        await using var index = await StartAsync(new FixtureOptions { Simple = simple }, "b");
        await using var upstream = Open(index.Url);

        await ProbeAsync(upstream, "a", "b");
        // A list alone is not kept as the layout.
        Assert.Null(upstream.Layout);
        Assert.Equal(PageOutcome.NotFound, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "b")).Outcome);
        Assert.Equal(layout, upstream.Layout);
        Assert.Equal(PageOutcome.Found, (await upstream.GetProjectsAsync(null, None)).Outcome);
        string[] expected = simple.Length > 0 ? ["/simple/a/", "/a/", "/simple/", "/simple/b/"] : ["/simple/a/", "/a/", "/simple/", "/", "/b/"];
        Assert.Equal(expected, index.Log.Paths);
    }

    [Theory]
    [InlineData("simple/", "simple")]
    [InlineData("", "root")]
    public async Task Without_a_root_list_each_further_project_is_asked_at_both_places(string simple, string layout)
    {
        await using var index = await StartAsync(new FixtureOptions { Simple = simple, RootList = false }, "c");
        await using var upstream = Open(index.Url);

        await ProbeAsync(upstream, "a", "b", "c", "d");
        Assert.Equal(layout, upstream.Layout);
        var seen = index.Log.Count();
        Assert.Equal(PageOutcome.NotFound, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(PageOutcome.NotFound, (await PageAsync(upstream, "b")).Outcome);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "c")).Outcome);
        Assert.Equal(seen, index.Log.Count());
        string[] expected = ["/simple/a/", "/a/", "/simple/", "/", "/simple/b/", "/b/", "/simple/c/"];
        Assert.Equal(simple.Length > 0 ? expected : [.. expected, "/c/"], index.Log.Paths);
    }

    [Fact]
    public async Task Another_fault_is_the_projects_own_and_the_next_is_the_probe()
    {
        await using var index = await StartAsync(new FixtureOptions { Simple = "" }, "a", "b", "c");
        index.Break(Fault.Status("^/simple/a/", 503));
        index.Break(Fault.Empty("^/simple/b/"));
        await using var upstream = Open(index.Url, retries: 0);

        await ProbeAsync(upstream, "a", "b", "c");
        Assert.Equal("root", upstream.Layout);
        Assert.Equal("page.status", (await PageAsync(upstream, "a")).Code);
        Assert.Equal("page.invalid", (await PageAsync(upstream, "b")).Code);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "c")).Outcome);
        Assert.Equal(0, index.Log.Count("^/[ab]/"));
    }

    [Fact]
    public async Task What_was_asked_ahead_is_not_asked_again()
    {
        await using var index = await StartAsync(null, "a", "b", "c", "d", "e", "f", "g");
        index.Break(Fault.Status("^/simple/a/", 503));
        await using var upstream = Open(index.Url, retries: 0);

        await ProbeAsync(upstream, "a", "b", "c", "d", "e", "f", "g");
        foreach (var project in "bcdefg") Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, project.ToString())).Outcome);
        Assert.Equal(7, index.Log.Paths.Distinct().Count());
        Assert.Equal(7, index.Log.Count());
    }

    [Fact]
    public async Task Refused_at_one_place_and_missing_at_the_other_is_refused()
    {
        await using var index = await StartAsync(new FixtureOptions { RootList = false });
        index.Break(Fault.Status("^/a/", 403));
        index.Break(Fault.Status("^/simple/b/", 403));
        await using var upstream = Open(index.Url);

        await ProbeAsync(upstream, "a", "b", "c");
        Assert.Equal(PageOutcome.Denied, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(PageOutcome.Denied, (await PageAsync(upstream, "b")).Outcome);
        Assert.Equal(PageOutcome.NotFound, (await PageAsync(upstream, "c")).Outcome);
        Assert.Null(upstream.Layout);
    }

    [Fact]
    public async Task A_start_page_with_links_is_no_root_list()
    {
        await using var index = await StartAsync(new FixtureOptions { RootList = false }, "b");
        index.Serve("/", "text/html", "<!DOCTYPE html><title>Welcome</title><a href='/docs/'>Docs</a> <a href='/login/'>Log in</a>"u8.ToArray());
        await using var upstream = Open(index.Url);

        // The first project is gone; the start page must not make all others look gone too.
        await ProbeAsync(upstream, "a", "b");
        Assert.Equal("simple", upstream.Layout);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "b")).Outcome);
    }

    [Fact]
    public async Task An_index_that_is_down_answers_for_every_project()
    {
        using var closed = new ClosedPort();
        await using var upstream = Open(closed.Url, retries: 1);

        await ProbeAsync(upstream, [.. Enumerable.Range(0, 30).Select(i => $"p{i:00}")]);
        for (var i = 0; i < 30; i++)
        {
            var answer = await PageAsync(upstream, $"p{i:00}");
            Assert.Equal(("page.unreachable", false), (answer.Code, answer.Answered));
        }

        Assert.Equal(60, upstream.Requests);
        Assert.Null(upstream.Layout);
    }

    [Fact]
    public async Task A_layout_that_is_remembered_needs_no_probe()
    {
        await using var index = await StartAsync(new FixtureOptions { Simple = "" }, "b");
        await using var upstream = Open(index.Url, layout: "root");

        await ProbeAsync(upstream, "a", "b");
        Assert.Equal(0, index.Log.Count());
        Assert.Equal(PageOutcome.NotFound, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(["/a/"], index.Log.Paths);
    }

    [Theory]
    [InlineData("simple/", "simple", 2)]
    [InlineData("", "root", 3)]
    public async Task The_root_list_is_found_before_any_project_is_known(string simple, string layout, int requests)
    {
        await using var index = await StartAsync(new FixtureOptions { Simple = simple }, "a");
        await using var upstream = Open(index.Url);

        Assert.Single((await upstream.GetProjectsAsync(null, None)).Content!.Projects);
        Assert.Null(upstream.Layout);
        await ProbeAsync(upstream, "a");
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.Equal(layout, upstream.Layout);
        Assert.Equal(requests, index.Log.Count());
    }

    [Fact]
    public async Task A_page_asked_for_without_a_probe_finds_its_place()
    {
        await using var index = await StartAsync(new FixtureOptions { Simple = "" }, "a", "b");
        await using var upstream = Open(index.Url);

        var answers = await Task.WhenAll(PageAsync(upstream, "a"), PageAsync(upstream, "b"));
        Assert.All(answers, a => Assert.Equal(PageOutcome.Found, a.Outcome));
        Assert.Equal("root", upstream.Layout);
    }

    [Fact]
    public async Task Kept_pages_are_asked_for_conditionally_in_the_probe_too()
    {
        await using var index = await StartAsync(null, "a");
        KeptPage kept;
        await using (var first = Open(index.Url)) kept = (await PageAsync(first, "a")).Fresh!;
        await using var upstream = Open(index.Url);

        await upstream.ProbeAsync(["a"], name => Task.FromResult<KeptPage?>(name == "a" ? kept : null), None);
        Assert.True((await PageAsync(upstream, "a", kept)).NotModified);
        Assert.Equal([200, 304], index.Log.All.Select(r => r.Status));
    }

    [Fact]
    public async Task Opened_urls_may_lack_their_slash()
    {
        await using var index = await StartAsync(new FixtureOptions { Base = "/foo/" }, "a");
        var settings = new UpstreamSettings(new Uri(index.Url.AbsoluteUri.TrimEnd('/')), null, 1, TimeSpan.FromSeconds(20), 0);
        await using var upstream = Upstreams.Open(settings);
        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        await using var folder = Upstreams.Open(settings with { Url = new Uri(Folder.Path) });
        Assert.IsType<FolderUpstream>(folder);
    }

    private static Task ProbeAsync(HttpUpstream upstream, params string[] projects) => upstream.ProbeAsync(projects, null, None);

    private static async Task<FixtureIndex> StartAsync(FixtureOptions? options, params string[] projects)
    {
        var index = await FixtureIndex.StartAsync(options);
        foreach (var project in projects) index[project].AddWheels("1.0");
        return index;
    }
}
