using Pulp.Testing;

namespace Pulp.Engine.Tests.Sync;

/// <summary>Everything a remote's url may be (SYNC rule 1): each gives the same two files, and nothing is asked for twice afterwards.</summary>
public sealed class SyncPlacesTests
{
    [Theory]
    [InlineData("/", "simple/", "/", false)]
    [InlineData("/", "simple/", "/simple/", false)]
    [InlineData("/", "simple/", "/simple", false)]
    [InlineData("/pulp/content/foo/", "simple/", "/pulp/content/foo", false)]
    [InlineData("/plain/", "", "/plain/", false)]
    [InlineData("/plain/", "", "/plain", true)]
    [InlineData("/", "simple/", "/", true)]
    public async Task An_index_over_http(string at, string simple, string url, bool html)
    {
        await using var house = await SyncHouse.OpenAsync(new FixtureOptions { Base = at, Simple = simple, HtmlOnly = html });
        house.Index["a"].AddWheels("1").AddSdists("2");
        await house.RemoteAsync("bar", r => r with { Url = $"http://127.0.0.1:{house.Index.Port}{url}", Include = SyncHouse.Items("A") });
        await house.SyncWellAsync();
        Assert.Equal(["a-1-py3-none-any.whl", "a-2.tar.gz"], await house.FilesAsync());
        house.Index.Log.Clear();
        Assert.Empty((await house.SyncWellAsync()).CreatedResources);
        Assert.Equal(1, house.Index.Log.Count());
    }

    [Theory]
    [InlineData("pages", false)]
    [InlineData("pages", true)]
    [InlineData("loose", false)]
    public async Task A_local_folder(string kind, bool asUrl)
    {
        await using var house = await SyncHouse.OpenAsync();
        using var folder = new TemporaryFolder();
        var wheel = TestWheel.Create("a", "1");
        var sdist = TestSdist.Create("a", "2");
        foreach (var file in new[] { wheel, sdist }) folder.Write(kind == "pages" ? $"files/{file.FileName}" : file.FileName, file.Bytes);
        if (kind == "pages")
        {
            var entries = new[] { wheel, sdist }.Select(f =>
                $$$"""{"filename":"{{{f.FileName}}}","url":"../../files/{{{f.FileName}}}","hashes":{"sha256":"{{{f.Sha256}}}"}}""");
            folder.Write("simple/a/index.json", $$"""{"meta":{"api-version":"1.1"},"name":"a","files":[{{string.Join(',', entries)}}]}""");
        }

        await house.RemoteAsync("bar", r => r with { Url = asUrl ? folder.Url.AbsoluteUri : folder.Path, Include = SyncHouse.Items("a") });
        var task = await house.SyncWellAsync();
        Assert.Equal(["a-1-py3-none-any.whl", "a-2.tar.gz"], await house.FilesAsync());
        Assert.Equal([sdist.Sha256, wheel.Sha256], (await house.ContentAsync()).Select(p => p.Sha256));
        Assert.Equal(kind == "loose" ? 2 : 0, task.Warnings.Count(w => w.Code == "file.nodigest"));
        var again = await house.SyncWellAsync();
        Assert.Equal((0, 0), (again.CreatedResources.Count, again.Result!.Fetched));
        Assert.Equal(0, house.Index.Log.Count());
    }

    [Fact]
    public async Task All_projects_of_a_folder_of_loose_files()
    {
        await using var house = await SyncHouse.OpenAsync();
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { TestWheel.Create("a", "1"), TestSdist.Create("b", "2") }) folder.Write(file.FileName, file.Bytes);
        folder.Write("README.txt", "no distribution");
        await house.RemoteAsync("bar", r => r with { Url = folder.Path, AllProjects = true });
        await house.SyncWellAsync();
        Assert.Equal(["a-1-py3-none-any.whl", "b-2.tar.gz"], await house.FilesAsync());
        File.Delete(folder["b-2.tar.gz"]);
        var task = await house.SyncAsync();
        Assert.Equal(["project.missing"], task.NonFatalErrors.Select(e => e.Code));
        Assert.Equal(["a-1-py3-none-any.whl"], await house.FilesAsync());
    }
}
