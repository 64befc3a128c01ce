using Pulp.Engine.Remotes;
using Pulp.Engine.Repositories;
using Pulp.Engine.Tests.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Remotes;

public sealed class RemoteTests
{
    private static readonly RemoteSettings Bar = new() { Name = "bar", Url = "http://127.0.0.1:8080/", Include = [new() { Name = "django", VersionSpecifier = "~=2.0" }] };

    [Fact]
    public async Task Made_read_changed_and_removed()
    {
        await using TestStore test = await TestStore.NewAsync();
        var writer = new RemoteWriter(test.Database, test.Store.Workers, test.Store.Vault);
        var reader = new RemoteReader(test.Database);
        PulpPythonRemote made = await writer.NewAsync(Bar, CancellationToken.None);
        Assert.Equal(("bar", "http://127.0.0.1:8080/", PulpPolicy.Immediate), (made.Name, made.Url.ToString(), made.Policy));
        Assert.Equal("django~=2.0", Assert.Single(made.Include).ToString());
        Assert.Equal($"/pulp/api/v3/remotes/python/python/{made.Id}/", made.Href);
        PulpException exists = await Assert.ThrowsAsync<PulpException>(() => writer.NewAsync(Bar with { Name = "BAR" }, CancellationToken.None));
        Assert.Equal((PulpErrors.RemoteExists, "BAR"), (exists.Id, (string?)exists.Target));

        PulpPythonRemote changed = await writer.SetAsync(Name("BAR"), new RemoteSettings { Name = "baz", Policy = PulpPolicy.OnDemand }, CancellationToken.None);
        Assert.Equal(("baz", PulpPolicy.OnDemand, made.Id), (changed.Name, changed.Policy, changed.Id));
        PulpException bad = await Assert.ThrowsAsync<PulpException>(
            () => writer.SetAsync(Name("baz"), new RemoteSettings { Name = "qux", Url = "ftp://x/" }, CancellationToken.None));
        Assert.Equal(PulpErrors.InvalidUrl, bad.Id);
        Assert.Equal(["baz"], await reader.GetAsync(null, CancellationToken.None).Select(r => r.Name).ToListAsync());

        var repositories = new RepositoryWriter(test.Database, test.Store.Locks);
        PulpRepository foo = await repositories.NewAsync(new NewRepository("foo", null, Name("baz")), CancellationToken.None);
        Assert.Equal("baz", foo.Remote);
        await writer.RemoveAsync(Name("baz"), CancellationToken.None);
        Assert.Null((await new RepositoryReader(test.Database).GetAsync(Name("foo"), CancellationToken.None).ToListAsync()).Single().Remote);
        Assert.Equal(PulpErrors.RemoteNotFound, (await Assert.ThrowsAsync<PulpException>(() => writer.RemoveAsync(Name("baz"), CancellationToken.None))).Id);
    }

    [Fact]
    public async Task A_check_says_what_making_would_and_changes_nothing()
    {
        await using TestStore test = await TestStore.NewAsync();
        var writer = new RemoteWriter(test.Database, test.Store.Workers, test.Store.Vault);
        await writer.CheckAsync(null, Bar, CancellationToken.None);
        Assert.Empty(await new RemoteReader(test.Database).GetAsync(null, CancellationToken.None).ToListAsync());
        await writer.NewAsync(Bar, CancellationToken.None);
        await writer.NewAsync(Bar with { Name = "other" }, CancellationToken.None);
        Assert.Equal(PulpErrors.RemoteExists, await ErrorAsync(null, Bar));
        Assert.Equal(PulpErrors.RemoteExists, await ErrorAsync(Name("bar"), new RemoteSettings { Name = "Other" }));
        Assert.Equal(PulpErrors.InvalidFilter, await ErrorAsync(Name("bar"), new RemoteSettings { Include = [] }));
        Assert.Equal(PulpErrors.RemoteNotFound, await ErrorAsync(Name("no"), new RemoteSettings()));
        await writer.CheckAsync(Name("bar"), new RemoteSettings { Name = "BAR" }, CancellationToken.None);

        async Task<string> ErrorAsync(PulpReference? which, RemoteSettings settings) =>
            (await Assert.ThrowsAsync<PulpException>(() => writer.CheckAsync(which, settings, CancellationToken.None))).Id;
    }

    [Fact]
    public async Task Another_url_forgets_layout_and_pages_but_not_that_they_were_read()
    {
        await using TestStore test = await TestStore.NewAsync();
        var writer = new RemoteWriter(test.Database, test.Store.Workers, test.Store.Vault);
        await writer.NewAsync(Bar, CancellationToken.None);
        await test.Database.WriteAsync(
            c =>
            {
                c.Execute("UPDATE remote SET layout = 'simple'");
                c.Execute("INSERT INTO page(remote, name, kind, revision, url, etag, modified, type, body) SELECT id, 'django', 0, 4, 'u', 'e', 'm', 't', x'00' FROM remote");
            },
            CancellationToken.None);
        await writer.SetAsync(Name("bar"), new RemoteSettings { Url = Bar.Url, KeepLatest = 2 }, CancellationToken.None);
        Assert.Equal("simple 4 e", await StateAsync());
        await writer.SetAsync(Name("bar"), new RemoteSettings { Url = "http://127.0.0.1:8081/" }, CancellationToken.None);
        Assert.Equal("- 5 -", await StateAsync());

        Task<string?> StateAsync() => test.Database.ReadAsync(
            c => c.Text("SELECT ifnull(r.layout, '-') || ' ' || p.revision || ' ' || ifnull(p.etag, '-') FROM remote r JOIN page p ON p.remote = r.id"), CancellationToken.None);
    }

    [Fact]
    public async Task A_remote_that_a_task_reads_is_not_removed()
    {
        await using TestStore test = await TestStore.NewAsync();
        var writer = new RemoteWriter(test.Database, test.Store.Workers, test.Store.Vault);
        await writer.NewAsync(Bar, CancellationToken.None);
        long row = await test.RepositoryAsync("foo");
        long remote = (await test.Database.ReadAsync(c => c.Int64("SELECT id FROM remote"), CancellationToken.None))!.Value;
        var end = new TaskCompletionSource();
        PulpTask task = await test.Store.Tasks.StartAsync(TestStore.Spec(row) with { RemoteId = remote }, (_, _) => end.Task, CancellationToken.None);
        Assert.Equal("bar", task.Remote);
        PulpException busy = await Assert.ThrowsAsync<PulpException>(() => writer.RemoveAsync(Name("bar"), CancellationToken.None));
        Assert.Equal(PulpErrors.RepositoryBusy, busy.Id);
        end.SetResult();
        await TestStore.EndAsync(test.Store, task.Id);
        await writer.SetAsync(Name("bar"), new RemoteSettings { Name = "renamed" }, CancellationToken.None);
        Assert.Equal("renamed", (await TestStore.EndAsync(test.Store, task.Id)).Remote);
        await writer.RemoveAsync(Name("renamed"), CancellationToken.None);
        Assert.Equal("bar", (await TestStore.EndAsync(test.Store, task.Id)).Remote);
    }

    private static PulpReference Name(string name) => new() { Name = name, Given = name };
}
