using Pulp.Engine.Content;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Content;

public sealed class ContentTests
{
    private static readonly (string Project, string File, int Bytes)[] Some =
    [
        ("pip-tools", "pip_tools-1.10.0-py2.py3-none-any.whl", 1),
        ("pip-tools", "pip-tools-1.9.tar.gz", 1),
        ("pip-tools", "pip-tools-1.10.tar.gz", 1),
        ("django", "Django-2.0.tar.gz", 1),
        ("django", "Django-2.0rc1.tar.gz", 1),
        ("django", "Django-2.0.1-cp311-cp311-manylinux_2_17_x86_64.whl", 1),
        ("django", "Django-oldest.tar.gz", 1),
    ];

    [Fact]
    public async Task Comes_by_project_newest_version_first_then_file_name()
    {
        await using TestStore test = await TestStore.NewAsync();
        await SeedAsync(test);
        Assert.Equal(
            [
                "Django-2.0.1-cp311-cp311-manylinux_2_17_x86_64.whl", "Django-2.0.tar.gz", "Django-2.0rc1.tar.gz", "Django-oldest.tar.gz",
                "pip-tools-1.10.tar.gz", "pip_tools-1.10.0-py2.py3-none-any.whl", "pip-tools-1.9.tar.gz",
            ],
            await FilesAsync(test, new ContentQuery { Version = Foo() }));
        Assert.Empty(await FilesAsync(test, new ContentQuery { Version = Foo(0) }));
    }

    [Fact]
    public async Task Every_property_is_filled()
    {
        await using TestStore test = await TestStore.NewAsync();
        long row = await test.RepositoryAsync("foo");
        await Holdings.CommitAsync(test, row, [Some[0]], yanked: "bad", uploaded: 1_700_000_000_123_456);
        byte[] digest = Holdings.Digest(Some[0].File, 1);
        await test.Database.WriteAsync(
            c =>
            {
                c.Execute("INSERT INTO artifact(sha256, size, touched) VALUES(?1, 10, 0)", digest);
                c.Execute("INSERT INTO remote(guid, name, url, settings, created, updated) VALUES(?1, 'bar', 'http://index.example/', '{}', 0, 0)", Guid.NewGuid());
                c.Execute("INSERT INTO source(content, remote, url) SELECT c.id, r.id, 'http://index.example/f/x.whl' FROM content c, remote r");
            },
            CancellationToken.None);
        PulpPythonPackage package = Assert.Single(await GetAsync(test, new ContentQuery { Version = Foo() }));
        Assert.Equal(("pip-tools", "pip_tools", "1.10.0", "bdist_wheel", 10L), (package.Name, package.ProjectName, package.Version, package.PackageType, package.Size));
        Assert.Equal(("py2.py3", "none", "any"), (package.PythonTag, package.AbiTag, package.PlatformTag));
        Assert.Equal((true, "bad", ">=3.8"), (package.Yanked, package.YankedReason, package.RequiresPython));
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, 123, 456, TimeSpan.Zero), package.UploadTime);
        Assert.Equal(["md5:00ff", $"sha256:{Convert.ToHexStringLower(digest)}"], package.Digests.Select(d => d.ToString()));
        Assert.Equal((true, test.Store.Artifacts.PathOf(digest), "http://index.example/f/x.whl"), (package.IsDownloaded, package.Path, package.Url?.ToString()));
    }

    [Fact]
    public async Task Filters_all_must_fit()
    {
        await using TestStore test = await TestStore.NewAsync();
        await SeedAsync(test);
        Assert.Equal(3, await CountAsync(new() { Names = ["Pip_Tools"] }));
        Assert.Equal(3, await CountAsync(new() { Names = ["PIP_*"] }));
        Assert.Equal(7, await CountAsync(new() { Names = ["pip*", "django"] }));
        Assert.Equal(0, await CountAsync(new() { Names = ["pip"] }));
        Assert.Equal(2, await CountAsync(new() { VersionSpecifier = "==1.10" }));
        Assert.Equal(3, await CountAsync(new() { VersionSpecifier = ">=2.0rc1" }));
        Assert.Equal(2, await CountAsync(new() { PackageTypes = ["BDIST_WHEEL"] }));
        Assert.Equal(1, await CountAsync(new() { FileNames = ["django-2.0.TAR.gz"] }));
        Assert.Equal(2, await CountAsync(new() { FileNames = ["*.whl"] }));
        Assert.Equal(1, await CountAsync(new() { Sha256 = [Convert.ToHexString(Holdings.Digest(Some[3].File, 1))] }));
        Assert.Equal(0, await CountAsync(new() { Sha256 = ["beef"] }));
        Assert.Equal(0, await CountAsync(new() { Names = ["django"], FileNames = ["pip*"] }));
        PulpException error = await Assert.ThrowsAsync<PulpException>(() => CountAsync(new() { VersionSpecifier = "~~1" }));
        Assert.Equal((PulpErrors.InvalidSpecifier, "~~1"), (error.Id, (string?)error.Target));
        error = await Assert.ThrowsAsync<PulpException>(() => CountAsync(new() { PackageTypes = ["sdist", "wheel"] }));
        Assert.Equal(PulpErrors.InvalidFilter, error.Id);
        Assert.Equal(["wheel"], Assert.IsType<object?[]>(error.Target));

        async Task<int> CountAsync(ContentQuery query) => (await FilesAsync(test, query with { Version = Foo() })).Count;
    }

    [Fact]
    public async Task Latest_is_the_newest_version_of_what_else_fits()
    {
        await using TestStore test = await TestStore.NewAsync();
        await SeedAsync(test);
        Assert.Equal(
            ["Django-2.0.1-cp311-cp311-manylinux_2_17_x86_64.whl", "pip-tools-1.10.tar.gz", "pip_tools-1.10.0-py2.py3-none-any.whl"],
            await FilesAsync(test, new ContentQuery { Version = Foo(), Latest = true }));
        Assert.Equal(
            ["Django-2.0.tar.gz", "pip-tools-1.10.tar.gz"], await FilesAsync(test, new ContentQuery { Version = Foo(), Latest = true, PackageTypes = ["sdist"] }));
    }

    [Fact]
    public async Task Without_a_version_each_content_once_with_its_newest_words()
    {
        await using TestStore test = await TestStore.NewAsync();
        long first = await test.RepositoryAsync("foo");
        long second = await test.RepositoryAsync("bar");
        await Holdings.CommitAsync(test, first, [("a", "a-1.tar.gz", 1)]);
        await Holdings.CommitAsync(test, second, [("a", "a-1.tar.gz", 1), ("b", "b-1.tar.gz", 1)], yanked: "late");
        await Holdings.CommitAsync(test, first, [("a", "a-1.tar.gz", 2)]);
        await Holdings.CommitAsync(test, second, remove: [("b", "b-1.tar.gz")]);
        List<PulpPythonPackage> all = await GetAsync(test, new ContentQuery());
        Assert.Equal([("a-1.tar.gz", null), ("a-1.tar.gz", "late"), ("b-1.tar.gz", "late")], all.Select(p => (p.FileName, p.YankedReason)).Order());
        await test.Database.WriteAsync(c => c.Execute("DELETE FROM repository WHERE id = ?1", second), CancellationToken.None);
        Assert.Equal([null, null], (await GetAsync(test, new ContentQuery())).Select(p => p.YankedReason));
    }

    [Fact]
    public async Task What_nothing_has_is_told_as_given()
    {
        await using TestStore test = await TestStore.NewAsync();
        await SeedAsync(test);
        long other = await test.RepositoryAsync("bar");
        await Holdings.CommitAsync(test, other, [("scipy", "scipy-1.tar.gz", 1)]);
        string digest = Convert.ToHexString(Holdings.Digest(Some[0].File, 1));
        var query = new ContentQuery { Names = ["DJANGO", "Scipy", "no*"], FileNames = ["django-2.0.tar.gz", "scipy-1.tar.gz"], Sha256 = [digest, "00"] };
        var reader = new ContentReader(test.Database, test.Store.Artifacts);
        Assert.Equal(["Scipy", "scipy-1.tar.gz", "00"], await reader.GetMissingAsync(query with { Version = Foo() }, CancellationToken.None));
        Assert.Equal(["00"], await reader.GetMissingAsync(query, CancellationToken.None));
        Assert.Equal(["DJANGO", "Scipy", "django-2.0.tar.gz", "scipy-1.tar.gz", digest, "00"], await reader.GetMissingAsync(query with { Version = Foo(0) }, CancellationToken.None));
    }

    [Fact]
    public async Task Many_projects_come_in_pages_and_a_small_version_among_them_too()
    {
        await using TestStore test = await TestStore.NewAsync();
        long big = await test.RepositoryAsync("big");
        long small = await test.RepositoryAsync("foo");
        (string, string, int)[] files = [.. Enumerable.Range(0, 2500).Select(i => ($"p{i:0000}", $"p{i:0000}-1.tar.gz", 1))];
        await Holdings.CommitAsync(test, big, files);
        await Holdings.CommitAsync(test, small, [("p2000", "p2000-1.tar.gz", 1), ("p0001", "p0001-1.tar.gz", 1)]);
        Assert.Equal(files.Select(f => f.Item2), await FilesAsync(test, new ContentQuery { Version = new(new PulpReference { Name = "big" }, null) }));
        Assert.Equal(["p0001-1.tar.gz", "p2000-1.tar.gz"], await FilesAsync(test, new ContentQuery { Version = Foo() }));
        // Nothing is held between two pages: a writer can empty its log while a reader rests.
        await using IAsyncEnumerator<PulpPythonPackage> reading = new ContentReader(test.Database, test.Store.Artifacts).GetAsync(new ContentQuery(), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await reading.MoveNextAsync());
        using var other = new StoreConnection(test.Folder.Database);
        Assert.Equal(0, other.Int64("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    [Theory]
    [InlineData("pip-tools", "Pip_Tools-1.0.tar.gz", "Pip_Tools")]
    [InlineData("pip-tools", "pip.-.tools-1.0.tar.gz", "pip.-.tools")]
    [InlineData("pip", "python3-pip-1.0-1.noarch.rpm", "pip")]
    [InlineData("a", "a.zip", "a")]
    public void The_name_as_spelt(string project, string file, string spelt) => Assert.Equal(spelt, WheelParts.SpeltName(project, file));

    private static PulpVersionReference Foo(int? number = null) => new(new PulpReference { Name = "foo" }, number);

    private static async Task SeedAsync(TestStore test) => await Holdings.CommitAsync(test, await test.RepositoryAsync("foo"), Some);

    private static async Task<List<PulpPythonPackage>> GetAsync(TestStore test, ContentQuery query) =>
        await new ContentReader(test.Database, test.Store.Artifacts).GetAsync(query, CancellationToken.None).ToListAsync();

    private static async Task<List<string>> FilesAsync(TestStore test, ContentQuery query) => [.. (await GetAsync(test, query)).Select(p => p.FileName)];
}
