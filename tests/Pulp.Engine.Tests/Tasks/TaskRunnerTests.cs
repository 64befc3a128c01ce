using Pulp.Engine.Store;
using Pulp.Engine.Tasks;
using Pulp.Engine.Tests.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Tasks;

public sealed class TaskRunnerTests
{
    [Fact]
    public async Task Work_that_ends_completes_the_task_with_its_reports()
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        PulpTask made = await test.Store.Tasks.StartAsync(
            TestStore.Spec(repository),
            (task, _) =>
            {
                task.Report("sync.fetching.project").Total = 7;
                task.Report("sync.fetching.project").AddDone(3);
                task.AddError(new PulpTaskMessage { Code = "page.status", Project = "a", Description = "503" });
                task.AddWarning(new PulpTaskMessage { Code = "file.nodigest", Project = "b", Description = "none" });
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Assert.Equal(PulpTaskState.Waiting, made.State);
        Assert.Equal("foo", made.Repository);

        PulpTask ended = await TestStore.EndAsync(test.Store, made.Id);
        Assert.Equal(PulpTaskState.Completed, ended.State);
        Assert.NotNull(ended.Duration);
        Assert.All(ended.ProgressReports, r => Assert.Equal((PulpProgressState.Completed, (long?)r.Done), (r.State, r.Total)));
        Assert.Equal([3, 0], ended.ProgressReports.Select(r => (int)r.Done));
        Assert.Equal("page.status", Assert.Single(ended.NonFatalErrors).Code);
        Assert.Equal("file.nodigest", Assert.Single(ended.Warnings).Code);
        Assert.Empty(test.Store.Tasks.Running);
    }

    [Fact]
    public async Task A_version_and_the_end_of_its_task_are_one_transaction()
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        Guid guid = Guid.Parse((await test.Database.ReadAsync(c => c.Text("SELECT guid FROM repository"), CancellationToken.None))!);
        Task Commit(TaskContext task, bool fail) => test.Database.WriteAsync(
            c =>
            {
                c.Execute("INSERT INTO version(repository, number, created, task, added, removed, changed, present) VALUES(?1, 1, 1, ?2, 1, 0, 0, 1)", repository, task.Id);
                task.CompleteIn(c, new PulpSyncResult { Added = 1 }, new CreatedVersion(guid, 1));
                if (fail) throw new PulpTaskFailure("store.full", "full");
            },
            CancellationToken.None);

        PulpTask failed = await TestStore.EndAsync(test.Store, (await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (t, _) => Commit(t, fail: true), CancellationToken.None)).Id);
        Assert.Equal((PulpTaskState.Failed, "store.full", 0), (failed.State, failed.Error!.Code, failed.CreatedResources.Count));
        Assert.Null(await test.Database.ReadAsync(c => c.Int64("SELECT 1 FROM version WHERE number = 1"), CancellationToken.None));

        PulpTask done = await TestStore.EndAsync(test.Store, (await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (t, _) => Commit(t, fail: false), CancellationToken.None)).Id);
        Assert.Equal((PulpTaskState.Completed, 1), (done.State, done.Result!.Added));
        PulpCreatedResource created = Assert.Single(done.CreatedResources);
        Assert.Equal(($"/pulp/api/v3/repositories/python/python/{guid}/versions/1/", "foo", 1), (created.Href, created.Repository, created.Number));
        Assert.Equal(test.Folder.Path, created.Store);
    }

    [Fact]
    public async Task Failures_keep_their_code_and_tell_no_stack()
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        async Task<PulpTask> RunAsync(Exception thrown) => await TestStore.EndAsync(
            test.Store, (await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (_, _) => Task.FromException(thrown), CancellationToken.None)).Id);

        PulpTask known = await RunAsync(new PulpTaskFailure("index.unreachable", "refused", "a detail"));
        Assert.Equal((PulpTaskState.Failed, "index.unreachable", "refused", "a detail"), (known.State, known.Error!.Code, known.Error.Description, known.Error.Detail));
        Assert.All(known.ProgressReports, r => Assert.Equal(PulpProgressState.Failed, r.State));
        PulpTask unknown = await RunAsync(new InvalidOperationException("inner"));
        Assert.Equal(("task.failed", "System.InvalidOperationException: inner"), (unknown.Error!.Code, unknown.Error.Detail));
        PulpTask cancelled = await RunAsync(new OperationCanceledException());
        Assert.Equal((PulpTaskState.Failed, "task.failed"), (cancelled.State, cancelled.Error!.Code));
    }

    [Fact]
    public async Task Tasks_of_one_repository_run_one_after_another_in_their_order()
    {
        await using TestStore test = await TestStore.NewAsync();
        LocalStore second = await test.JoinAsync();
        long repository = await test.RepositoryAsync("foo");
        int inside = 0;
        var order = new List<int>();
        async Task WorkAsync(int number)
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            await Task.Yield();
            order.Add(number);
            Interlocked.Decrement(ref inside);
        }

        var ids = new List<Guid>();
        for (int i = 0; i < 6; i++)
        {
            int number = i;
            LocalStore store = i % 2 == 0 ? test.Store : second;
            ids.Add((await store.Tasks.StartAsync(TestStore.Spec(repository), (_, _) => WorkAsync(number), CancellationToken.None)).Id);
        }

        foreach (Guid id in ids) Assert.Equal(PulpTaskState.Completed, (await TestStore.EndAsync(test.Store, id)).State);
        Assert.Equal([0, 1, 2, 3, 4, 5], order);
        Assert.Null(await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM writer HAVING count(*) > 0"), CancellationToken.None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_is_stopped_from_this_worker_and_from_another(bool fromAnother)
    {
        await using TestStore test = await TestStore.NewAsync();
        LocalStore other = await test.JoinAsync();
        long repository = await test.RepositoryAsync("foo");
        PulpTask running = await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (_, stop) => Task.Delay(Timeout.Infinite, stop), CancellationToken.None);
        PulpTask waiting = await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (_, stop) => Task.Delay(Timeout.Infinite, stop), CancellationToken.None);
        await foreach (PulpTask snapshot in other.Watch.WatchAsync([waiting.Id], CancellationToken.None))
        {
            if (snapshot.WaitingFor is null) continue;
            Assert.Contains(running.Id.ToString(), snapshot.WaitingFor, StringComparison.Ordinal);
            break;
        }

        LocalStore stopper = fromAnother ? other : test.Store;
        Assert.Contains((await stopper.Tasks.CancelAsync(waiting.Id, CancellationToken.None))!.State, (PulpTaskState[])[PulpTaskState.Canceling, PulpTaskState.Canceled]);
        PulpTask stopped = await TestStore.EndAsync(other, waiting.Id);
        Assert.Equal((PulpTaskState.Canceled, "task.canceled"), (stopped.State, stopped.Error!.Code));
        Assert.Null(stopped.StartedAt);
        await stopper.Tasks.CancelAsync(running.Id, CancellationToken.None);
        stopped = await TestStore.EndAsync(other, running.Id);
        Assert.Equal(PulpTaskState.Canceled, stopped.State);
        Assert.All(stopped.ProgressReports, r => Assert.Equal(PulpProgressState.Canceled, r.State));
    }

    [Fact]
    public async Task Closing_ends_tasks_as_interrupted_also_those_that_do_not_listen()
    {
        await using TestStore test = await TestStore.NewAsync();
        LocalStore leaving = await test.JoinAsync();
        long repository = await test.RepositoryAsync("foo");
        long deaf = await test.RepositoryAsync("bar");
        PulpTask listens = await leaving.Tasks.StartAsync(TestStore.Spec(repository), (_, stop) => Task.Delay(Timeout.Infinite, stop), CancellationToken.None);
        PulpTask ignores = await leaving.Tasks.StartAsync(TestStore.Spec(deaf), (_, _) => Task.Delay(TimeSpan.FromMinutes(5), CancellationToken.None), CancellationToken.None);
        await leaving.CloseAsync(TimeSpan.FromMilliseconds(300));
        foreach (Guid id in (Guid[])[listens.Id, ignores.Id])
        {
            PulpTask ended = await TestStore.EndAsync(test.Store, id);
            Assert.Equal((PulpTaskState.Failed, "task.interrupted"), (ended.State, ended.Error!.Code));
        }
    }

    [Fact]
    public async Task A_watcher_sees_progress_before_the_end()
    {
        await using TestStore test = await TestStore.NewAsync();
        LocalStore other = await test.JoinAsync();
        long repository = await test.RepositoryAsync("foo");
        var go = new TaskCompletionSource();
        PulpTask made = await test.Store.Tasks.StartAsync(
            TestStore.Spec(repository),
            async (task, _) =>
            {
                task.Report("sync.downloading.artifacts").AddDone(5);
                await go.Task;
            },
            CancellationToken.None);
        foreach (LocalStore store in (LocalStore[])[test.Store, other])
        {
            await foreach (PulpTask snapshot in store.Watch.WatchAsync([made.Id], CancellationToken.None))
            {
                if (snapshot.ProgressReports[1].Done == 5) break;
            }
        }

        go.SetResult();
        Assert.Equal(PulpTaskState.Completed, (await TestStore.EndAsync(other, made.Id)).State);
    }
}
