using Pulp.Engine.Repositories;
using Pulp.Engine.Tests.Content;
using Pulp.Engine.Tests.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Repositories;

public sealed class LossTests
{
    [Fact]
    public async Task What_no_remote_and_no_other_repository_has_would_be_lost()
    {
        await using TestStore test = await TestStore.NewAsync();
        long foo = await test.RepositoryAsync("foo");
        long bar = await test.RepositoryAsync("bar");
        await Holdings.CommitAsync(test, foo, [("a", "a-1.tar.gz", 1), ("a", "a-2.tar.gz", 1), ("a", "a-3.tar.gz", 1), ("a", "a-4.tar.gz", 1)]);
        await Holdings.CommitAsync(test, foo, remove: [("a", "a-4.tar.gz")]);
        await Holdings.CommitAsync(test, bar, [("a", "a-2.tar.gz", 1)]);
        await test.Database.WriteAsync(
            c =>
            {
                foreach (string remote in (string[])["one", "two"])
                    c.Execute("INSERT INTO remote(guid, name, url, settings, created, updated) VALUES(?1, ?2, 'http://index.example/', '{}', 0, 0)", Guid.NewGuid(), remote);
                const string Source = "INSERT INTO source(content, remote, url) SELECT c.id, r.id, 'u' FROM content c JOIN file f ON f.id = c.file, remote r WHERE f.name = ?1 AND r.name = ?2";
                c.Execute(Source, "a-1.tar.gz", "one");
                c.Execute(Source, "a-2.tar.gz", "one");
                c.Execute(Source, "a-3.tar.gz", "one");
                c.Execute(Source, "a-3.tar.gz", "two");
                c.Execute("INSERT INTO artifact(sha256, size, touched) VALUES(?1, 1, 0)", Holdings.Digest("a-1.tar.gz", 1));
            },
            CancellationToken.None);
        var losses = new LossReader(test.Database);
        // a-4, of an old version, is nowhere else.
        PulpLoss repository = await losses.OfRepositoryAsync(Name("foo"), CancellationToken.None);
        Assert.Equal((1, "foo"), (repository.Files, Assert.Single(repository.Repositories)));
        Assert.Equal(0, (await losses.OfRepositoryAsync(Name("bar"), CancellationToken.None)).Files);
        // a-1 is downloaded, a-3 has another source.
        PulpLoss remote = await losses.OfRemoteAsync(Name("one"), CancellationToken.None);
        Assert.Equal(1, remote.Files);
        Assert.Equal(["bar", "foo"], remote.Repositories);
        Assert.Equal(0, (await losses.OfRemoteAsync(Name("two"), CancellationToken.None)).Files);
    }

    private static PulpReference Name(string name) => new() { Name = name };
}
