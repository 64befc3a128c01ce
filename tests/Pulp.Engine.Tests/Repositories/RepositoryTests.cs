using Pulp.Engine.Repositories;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Repositories;

public sealed class RepositoryTests
{
    [Fact]
    public async Task Made_listed_by_name_and_found_by_any_letter_case()
    {
        await using TestStore test = await TestStore.NewAsync();
        var (reader, writer) = Rooms(test);
        foreach (string name in (string[])["beta", "Alpha", "rx"]) await writer.NewAsync(new NewRepository(name, null, null), CancellationToken.None);
        PulpRepository made = await writer.NewAsync(new NewRepository("gamma", "for tests", null), CancellationToken.None);
        Assert.Equal((0, 0, "for tests", test.Folder.Path), (made.LatestVersion, made.ContentCount, made.Description, made.Store));
        Assert.Equal($"/pulp/api/v3/repositories/python/python/{made.Id}/", made.Href);
        Assert.Equal(["Alpha", "beta", "gamma", "rx"], await NamesAsync(reader, null));
        Assert.Equal(["Alpha", "beta", "gamma"], await NamesAsync(reader, Pattern("*[A]")));
        Assert.Empty(await NamesAsync(reader, Pattern("nothing*")));
        Assert.Equal(["Alpha"], await NamesAsync(reader, Name("ALPHA")));
        Assert.Equal(made, (await reader.GetAsync(new PulpReference { Id = made.Id, Name = "old name" }, CancellationToken.None).ToListAsync()).Single());
    }

    [Fact]
    public async Task An_unknown_name_is_told_with_the_nearest_and_the_value_given()
    {
        await using TestStore test = await TestStore.NewAsync();
        var (reader, writer) = Rooms(test);
        await writer.NewAsync(new NewRepository("production", null, null), CancellationToken.None);
        PulpException error = await Assert.ThrowsAsync<PulpException>(() => NamesAsync(reader, Name("prodution")));
        Assert.Equal((PulpErrors.RepositoryNotFound, "prodution"), (error.Id, (string?)error.Target));
        Assert.Contains("'production'", error.Message, StringComparison.Ordinal);
        // A wildcard that counts as a name is one that nothing has.
        Assert.Equal(PulpErrors.RepositoryNotFound, (await Assert.ThrowsAsync<PulpException>(() => NamesAsync(reader, Name("prod*")))).Id);
        var elsewhere = new PulpReference { Name = "production", Store = Path.Combine(test.Folder.Path, "other") };
        Assert.Equal(PulpErrors.StoreMismatch, (await Assert.ThrowsAsync<PulpException>(() => NamesAsync(reader, elsewhere))).Id);
    }

    [Fact]
    public async Task Of_two_who_make_one_name_at_once_one_is_told_it_exists()
    {
        await using TestStore test = await TestStore.NewAsync();
        LocalStore other = await test.JoinAsync();
        LocalStore[] stores = [test.Store, other];
        PulpException?[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await new RepositoryWriter(stores[i % 2].Database, stores[i % 2].Locks).NewAsync(new NewRepository(i % 3 == 0 ? "foo" : "FOO", null, null), CancellationToken.None);
                return null;
            }
            catch (PulpException error)
            {
                return error;
            }
        }));
        Assert.Single(results, r => r is null);
        Assert.All(results.OfType<PulpException>(), e => Assert.Equal(PulpErrors.RepositoryExists, e.Id));
    }

    [Fact]
    public async Task Changed_all_or_nothing()
    {
        await using TestStore test = await TestStore.NewAsync();
        var (reader, writer) = Rooms(test);
        await writer.NewAsync(new NewRepository("foo", "old", null), CancellationToken.None);
        await writer.NewAsync(new NewRepository("bar", null, null), CancellationToken.None);
        PulpException taken = await Assert.ThrowsAsync<PulpException>(() => SetAsync(new RepositoryChange { NewName = "BAR", SetDescription = true, Description = "new" }));
        Assert.Equal((PulpErrors.RepositoryExists, "BAR"), (taken.Id, (string?)taken.Target));
        PulpException remote = await Assert.ThrowsAsync<PulpException>(() => SetAsync(new RepositoryChange { NewName = "baz", SetRemote = true, Remote = Name("none") }));
        Assert.Equal(PulpErrors.RemoteNotFound, remote.Id);
        Assert.Equal(PulpErrors.InvalidName, (await Assert.ThrowsAsync<PulpException>(() => SetAsync(new RepositoryChange { NewName = "a b" }))).Id);
        PulpRepository same = (await reader.GetAsync(Name("foo"), CancellationToken.None).ToListAsync()).Single();
        Assert.Equal(("foo", "old"), (same.Name, same.Description));

        PulpRepository changed = await SetAsync(new RepositoryChange { NewName = "FOO", SetDescription = true });
        Assert.Equal(("FOO", null, same.Id), (changed.Name, changed.Description, changed.Id));
        Assert.True(changed.UpdatedAt > same.UpdatedAt);

        Task<PulpRepository> SetAsync(RepositoryChange change) => writer.SetAsync(Name("foo"), change, null, CancellationToken.None);
    }

    [Fact]
    public async Task A_removal_waits_for_the_task_that_holds_it_and_says_so()
    {
        await using TestStore test = await TestStore.NewAsync();
        LocalStore other = await test.JoinAsync();
        var (reader, writer) = Rooms(test);
        long row = await test.RepositoryAsync("foo");
        var end = new TaskCompletionSource();
        PulpTask task = await other.Tasks.StartAsync(TestStore.Spec(row), (_, _) => end.Task, CancellationToken.None);
        var told = new TaskCompletionSource<string>();
        var waiting = new Told(told);

        using var giveUp = new CancellationTokenSource();
        Task abandoned = writer.RemoveAsync(Name("foo"), new Told(new TaskCompletionSource<string>()), giveUp.Token);
        Task removal = writer.RemoveAsync(Name("foo"), waiting, CancellationToken.None);
        Assert.Contains(task.Id.ToString(), await told.Task, StringComparison.Ordinal);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        Assert.Equal(["foo"], await NamesAsync(reader, null));
        end.SetResult();
        await removal;
        Assert.Empty(await NamesAsync(reader, null));
        Assert.Equal(("foo", PulpTaskState.Completed), (await TestStore.EndAsync(test.Store, task.Id)) is var t ? (t.Repository, t.State) : default);
        Assert.Equal(0, await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM writer"), CancellationToken.None));
    }

    [Fact]
    public async Task A_task_that_waits_for_a_repository_that_goes_fails()
    {
        await using TestStore test = await TestStore.NewAsync();
        var (_, writer) = Rooms(test);
        long row = await test.RepositoryAsync("foo");
        var end = new TaskCompletionSource();
        PulpTask holder = await test.Store.Tasks.StartAsync(TestStore.Spec(row), (_, _) => end.Task, CancellationToken.None);
        var told = new TaskCompletionSource<string>();
        Task removal = writer.RemoveAsync(Name("foo"), new Told(told), CancellationToken.None);
        await told.Task;
        PulpTask late = await test.Store.Tasks.StartAsync(TestStore.Spec(row), (_, _) => Task.CompletedTask, CancellationToken.None);
        end.SetResult();
        await removal;
        Assert.Equal(PulpTaskState.Completed, (await TestStore.EndAsync(test.Store, holder.Id)).State);
        Assert.Equal((PulpTaskState.Failed, "task.failed"), (await TestStore.EndAsync(test.Store, late.Id)) is var t ? (t.State, t.Error!.Code) : default);
    }

    private static (RepositoryReader Reader, RepositoryWriter Writer) Rooms(TestStore test) =>
        (new RepositoryReader(test.Database), new RepositoryWriter(test.Database, test.Store.Locks));

    private static PulpReference Name(string name) => new() { Name = name, Given = name };

    private static PulpReference Pattern(string name) => new() { Name = name, IsPattern = true, Given = name };

    private static async Task<List<string>> NamesAsync(RepositoryReader reader, PulpReference? which) =>
        await reader.GetAsync(which, CancellationToken.None).Select(r => r.Name).ToListAsync();

    private sealed class Told(TaskCompletionSource<string> source) : IProgress<string>
    {
        public void Report(string value) => source.TrySetResult(value);
    }
}
