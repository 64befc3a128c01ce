using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Host;

public sealed class PulpHostTests
{
    [Fact]
    public async Task A_store_is_open_once_however_it_is_called()
    {
        using var folder = new TemporaryFolder();
        IPulpHost host = new PulpHost();
        IPulp[] opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.OpenAsync(folder["store"], create: true, CancellationToken.None)));
        Assert.Single(opened.Distinct());
        Assert.Same(opened[0], await host.OpenAsync(folder["store"] + Path.DirectorySeparatorChar, create: false, CancellationToken.None));
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateSymbolicLink(folder["link"], folder.Path);
            Assert.Same(opened[0], await host.OpenAsync(folder["link", "store"], create: false, CancellationToken.None));
        }

        Assert.Same(opened[0], Assert.Single(host.Open));
        Assert.Equal(folder["store"], opened[0].Store);
        await host.CloseAsync(TimeSpan.Zero);
        Assert.Empty(host.Open);
    }

    [Fact]
    public async Task A_store_that_was_not_there_can_be_opened_later()
    {
        using var folder = new TemporaryFolder();
        IPulpHost host = new PulpHost();
        PulpException missing = await Assert.ThrowsAsync<PulpException>(() => host.OpenAsync(folder["store"], create: false, CancellationToken.None));
        Assert.Equal(PulpErrors.StoreNotFound, missing.Id);
        IPulp first = await host.OpenAsync(folder["store"], create: true, CancellationToken.None);
        await first.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        if (OperatingSystem.IsWindows()) return;
        // Somebody clears the folder under the session.
        Directory.Delete(folder["store"], recursive: true);
        Assert.Equal(PulpErrors.StoreNotFound, (await Assert.ThrowsAsync<PulpException>(() => host.OpenAsync(folder["store"], create: false, CancellationToken.None))).Id);
        IPulp second = await host.OpenAsync(folder["store"], create: true, CancellationToken.None);
        Assert.Equal(0, (await second.GetStoreAsync(CancellationToken.None)).Repositories);
        await host.CloseAsync(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    public async Task A_text_that_is_no_path_is_not_found(string place)
    {
        IPulpHost host = new PulpHost();
        Assert.Equal(PulpErrors.StoreNotFound, (await Assert.ThrowsAsync<PulpException>(() => host.OpenAsync(place, create: true, CancellationToken.None))).Id);
    }

    [Fact]
    public async Task Tasks_are_found_newest_first_and_forgotten_when_they_ended()
    {
        using var folder = new TemporaryFolder();
        var host = new PulpHost();
        var pulp = (LocalPulp)await host.OpenAsync(folder["store"], create: true, CancellationToken.None);
        await pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        await pulp.NewRepositoryAsync(new NewRepository("bar", null, null), CancellationToken.None);
        var end = new TaskCompletionSource();
        PulpTask done = await pulp.StartForTestsAsync("foo", (_, _) => Task.CompletedTask);
        await Last(pulp, done.Id);
        PulpTask running = await pulp.StartForTestsAsync("bar", (_, _) => end.Task);
        Assert.Equal([running.Id, done.Id], await Ids(new TaskQuery()));
        Assert.Equal([running.Id], await Ids(new TaskQuery { Newest = 1 }));
        Assert.Equal([done.Id], await Ids(new TaskQuery { States = [PulpTaskState.Completed] }));
        Assert.Equal([done.Id], await Ids(new TaskQuery { Repositories = [new PulpReference { Name = "f*", IsPattern = true }] }));
        Assert.Equal([running.Id], await Ids(new TaskQuery { After = running.CreatedAt }));
        Assert.Equal([done.Id], await Ids(new TaskQuery { FinishedBefore = DateTimeOffset.UtcNow.AddDays(1) }));
        Assert.Equal(PulpErrors.TaskNotFound, (await Assert.ThrowsAsync<PulpException>(() => Ids(new TaskQuery { Ids = [Guid.NewGuid()] }))).Id);
        Assert.Equal(running.Id, Assert.Single(pulp.RunningHere).Id);

        Assert.Equal(PulpErrors.TaskNotFinished, (await Assert.ThrowsAsync<PulpException>(() => pulp.RemoveTaskAsync(running.Id, CancellationToken.None))).Id);
        await pulp.RemoveTaskAsync(done.Id, CancellationToken.None);
        Assert.Equal(PulpErrors.TaskNotFound, (await Assert.ThrowsAsync<PulpException>(() => pulp.RemoveTaskAsync(done.Id, CancellationToken.None))).Id);
        Assert.Equal(PulpErrors.TaskNotFound, (await Assert.ThrowsAsync<PulpException>(() => pulp.CancelTaskAsync(done.Id, CancellationToken.None))).Id);
        Assert.Equal(PulpErrors.TaskNotFound, (await Assert.ThrowsAsync<PulpException>(() => Last(pulp, done.Id))).Id);
        end.SetResult();
        await host.CloseAsync(TimeSpan.FromSeconds(10));

        async Task<List<Guid>> Ids(TaskQuery query) => await pulp.GetTasksAsync(query, CancellationToken.None).Select(t => t.Id).ToListAsync();
    }

    [Fact]
    public void A_second_engine_in_one_process_is_refused()
    {
        _ = new PulpHost();
        var context = new System.Runtime.Loader.AssemblyLoadContext("second engine", isCollectible: true);
        Type second = context.LoadFromAssemblyPath(typeof(PulpHost).Assembly.Location).GetType(typeof(PulpHost).FullName!)!;
        Assert.NotSame(typeof(PulpHost), second);
        var wrapped = Assert.Throws<System.Reflection.TargetInvocationException>(() => Activator.CreateInstance(second));
        Assert.Equal(PulpErrors.ModuleMismatch, Assert.IsType<PulpException>(wrapped.InnerException).Id);
        context.Unload();
    }

    private static async Task<PulpTask> Last(LocalPulp pulp, Guid id) => await pulp.WatchAsync([id], CancellationToken.None).LastAsync();
}
