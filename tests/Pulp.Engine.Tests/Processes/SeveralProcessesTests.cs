using System.Globalization;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Store;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Processes;

public sealed class SeveralProcessesTests
{
    [Fact]
    public async Task Processes_that_make_one_store_and_write_into_it_lose_nothing()
    {
        using var folder = new TemporaryFolder();
        string place = folder["store"];
        const int Processes = 4;
        const int Rows = 50;
        ChildResult[] results = await Task.WhenAll(Enumerable.Range(0, Processes).Select(i => SecondProcess.RunAsync(null, "insert", place, $"p{i}", $"{Rows}")));
        Assert.All(results, r => Assert.True(r.ExitCode == 0, r.ToString()));
        LocalStore store = await LocalStore.OpenAsync(new StoreFolder(place), create: false, StoreSchema.Current, CancellationToken.None);
        Assert.Equal(Processes * Rows, await store.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM project"), CancellationToken.None));
        Assert.Equal(1, await store.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM store"), CancellationToken.None));
        Assert.Single(Directory.GetFiles(store.Folder.Workers));
        await store.CloseAsync(TimeSpan.Zero);
        Assert.Empty(Directory.GetFiles(store.Folder.Workers));
        Assert.Empty(Directory.GetDirectories(store.Folder.Temporary));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("watch")]
    [InlineData("open")]
    [InlineData("queue")]
    [InlineData("cancel")]
    [InlineData("remote process")]
    public async Task A_killed_workers_task_is_interrupted_at_the_first_look(string look)
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        await using ChildProcess child = SecondProcess.Start("task", test.Folder.Path, repository.ToString(CultureInfo.InvariantCulture));
        Guid task = Guid.Parse((await child.WaitForLineAsync("^task ")).Split(' ')[1]);
        string worker = (await child.WaitForLineAsync("^running ")).Split(' ')[1];
        Assert.Equal(PulpTaskState.Running, (await test.Store.Watch.ReadAsync(task, CancellationToken.None)).State);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(test.Folder.Temporary, worker)));

        await child.KillAsync();
        await LookAsync(test, look, repository, task);

        PulpTask? ended = await test.Database.ReadAsync(c => Engine.Tasks.TaskReader.Read(c, test.Folder.Path, task), CancellationToken.None);
        Assert.Equal((PulpTaskState.Failed, "task.interrupted"), (ended!.State, ended.Error?.Code));
        Assert.Equal(PulpProgressState.Failed, ended.ProgressReports[0].State);
        Assert.False(File.Exists(Path.Combine(test.Folder.Workers, worker)));
        Assert.False(Directory.Exists(Path.Combine(test.Folder.Temporary, worker)));
        Assert.Null(await test.Database.ReadAsync(c => c.Text("SELECT id FROM worker WHERE id = ?1", worker), CancellationToken.None));
    }

    [Fact]
    public async Task Of_a_transaction_whose_process_was_killed_nothing_is_there_and_the_log_is_not_hurt()
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.RepositoryAsync("foo");
        await using ChildProcess child = SecondProcess.Start("commit", test.Folder.Path);
        await child.WaitForLineAsync("^inside");
        Assert.True(new FileInfo(test.Folder.Database + "-wal").Length > 100_000);
        await child.KillAsync();
        Assert.Equal(0, await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM project"), CancellationToken.None));
        await test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('a')"), CancellationToken.None);
        await test.LeaveAsync();
        LocalStore again = await test.JoinAsync();
        Assert.Equal(("ok", "a"), await again.Database.ReadAsync(c => (c.Text("PRAGMA integrity_check"), c.Text("SELECT name FROM project")), CancellationToken.None));
    }

    [Fact]
    public async Task A_file_placed_by_a_process_that_was_killed_is_adopted_not_fetched_again()
    {
        await using TestStore test = await TestStore.NewAsync();
        await using ChildProcess child = SecondProcess.Start("place", test.Folder.Path);
        await child.WaitForLineAsync("^placed");
        await child.KillAsync();
        await test.LeaveAsync();
        LocalStore again = await test.JoinAsync();
        Assert.Equal(3, again.Artifacts.TryAdopt(System.Security.Cryptography.SHA256.HashData([1, 2, 3])));
        Assert.Equal([again.Workers.Temporary], Directory.EnumerateDirectories(test.Folder.Temporary));
    }

    [Fact]
    public async Task A_live_workers_task_is_left_alone_and_stops_when_asked_from_here()
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        await using ChildProcess child = SecondProcess.Start("exit", test.Folder.Path, repository.ToString(CultureInfo.InvariantCulture));
        Guid task = Guid.Parse((await child.WaitForLineAsync("^task ")).Split(' ')[1]);
        ChildResult result = await child.WaitAsync();
        Assert.Equal(0, result.ExitCode);
        PulpTask ended = await test.Store.Watch.ReadAsync(task, CancellationToken.None);
        Assert.Equal((PulpTaskState.Failed, "task.interrupted"), (ended.State, ended.Error?.Code));
    }

    [Fact]
    public async Task A_wait_in_one_process_sees_the_end_in_another()
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        PulpTask task = await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (_, stop) => Task.Delay(Timeout.Infinite, stop), CancellationToken.None);
        await using ChildProcess child = SecondProcess.Start("wait", test.Folder.Path, task.Id.ToString());
        await child.WaitForLineAsync("^state Running");
        await test.Store.Tasks.CancelAsync(task.Id, CancellationToken.None);
        Assert.Contains("state Canceled task.canceled", (await child.WaitAsync()).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_file_locks_a_store_does_not_open()
    {
        await using TestStore test = await TestStore.NewAsync();
        var environment = new Dictionary<string, string?> { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" };
        ChildResult result = await SecondProcess.RunAsync(environment, "wait", test.Folder.Path, Guid.NewGuid().ToString());
        if (OperatingSystem.IsWindows()) return;
        Assert.StartsWith("error StoreLocksDisabled", result.Out, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(test.Folder.Workers));
    }

    [Fact]
    public async Task A_migration_waits_for_the_workers_of_the_older_schema()
    {
        await using TestStore test = await TestStore.NewAsync();
        await using ChildProcess child = SecondProcess.Start("open", test.Folder.Path);
        await child.WaitForLineAsync("^open");
        StoreFolder folder = test.Folder;
        await test.LeaveAsync();
        var next = new StoreSchema([.. TestSchema.Scripts, "CREATE TABLE later(x)"]);
        PulpException busy = await Assert.ThrowsAsync<PulpException>(() => LocalStore.OpenAsync(folder, create: false, next, CancellationToken.None));
        Assert.Equal(PulpErrors.StoreBusy, busy.Id);
        Assert.Contains($"{child.Id}-", busy.Message, StringComparison.Ordinal);
        await child.KillAsync();
        LocalStore migrated = await LocalStore.OpenAsync(folder, create: false, next, CancellationToken.None);
        await migrated.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM later"), CancellationToken.None);
        await migrated.CloseAsync(TimeSpan.Zero);
    }

    private static async Task LookAsync(TestStore test, string look, long repository, Guid task)
    {
        switch (look)
        {
            case "get":
                var queries = new Engine.Tasks.TaskQueries(test.Database, test.Store.Workers, test.Store.Tasks, test.Store.Watch);
                List<PulpTask> failed = await queries.GetAsync(new TaskQuery { States = [PulpTaskState.Failed] }, CancellationToken.None).ToListAsync();
                Assert.Equal(task, Assert.Single(failed).Id);
                break;
            case "watch":
                Assert.Equal(PulpTaskState.Failed, (await TestStore.EndAsync(test.Store, task)).State);
                break;
            case "open":
                await test.JoinAsync();
                break;
            case "queue":
                PulpTask next = await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (_, _) => Task.CompletedTask, CancellationToken.None);
                Assert.Equal(PulpTaskState.Completed, (await TestStore.EndAsync(test.Store, next.Id)).State);
                break;
            case "cancel":
                Assert.Equal(PulpTaskState.Failed, (await test.Store.Tasks.CancelAsync(task, CancellationToken.None))!.State);
                break;
            default:
                ChildResult result = await SecondProcess.RunAsync(null, "wait", test.Folder.Path, task.ToString());
                Assert.Contains("state Failed task.interrupted", result.Out, StringComparison.Ordinal);
                break;
        }
    }
}
