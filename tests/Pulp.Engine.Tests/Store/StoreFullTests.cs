using Pulp.Model;

namespace Pulp.Engine.Tests.Store;

public sealed class StoreFullTests
{
    [Fact]
    public async Task A_full_disk_is_an_error_of_its_own_and_loses_nothing()
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        await LimitAsync(test, 0);
        PulpException full = await Assert.ThrowsAsync<PulpException>(() => FillAsync(test));
        Assert.Equal(PulpErrors.StoreFull, full.Id);
        Assert.Equal(0, await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM project"), CancellationToken.None));

        await LimitAsync(test, 10);
        PulpTask task = await test.Store.Tasks.StartAsync(TestStore.Spec(repository), (_, _) => FillAsync(test), CancellationToken.None);
        PulpTask ended = await TestStore.EndAsync(test.Store, task.Id);
        Assert.Equal((PulpTaskState.Failed, "store.full"), (ended.State, ended.Error!.Code));
    }

    [Fact]
    public async Task An_end_that_cannot_be_written_is_told_here_and_written_later()
    {
        await using TestStore test = await TestStore.NewAsync();
        long repository = await test.RepositoryAsync("foo");
        PulpTask task = await test.Store.Tasks.StartAsync(
            TestStore.Spec(repository),
            async (context, _) =>
            {
                // More than the pages that are left hold.
                for (int i = 0; i < 100; i++) context.AddError(new PulpTaskMessage { Code = "page.status", Description = new string('x', 5000) });
                await LimitAsync(test, 0);
            },
            CancellationToken.None);
        PulpTask told = await TestStore.EndAsync(test.Store, task.Id);
        Assert.Equal((PulpTaskState.Completed, 100), (told.State, told.NonFatalErrors.Count));
        Assert.Equal(1, await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM task WHERE finished IS NULL"), CancellationToken.None));
        await LimitAsync(test, 100_000);
        while (await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM task WHERE finished IS NULL"), CancellationToken.None) == 1)
            await Task.Yield();
        Assert.Equal((PulpTaskState.Completed, 100), (await TestStore.EndAsync(test.Store, task.Id)) is var t ? (t.State, t.NonFatalErrors.Count) : default);
    }

    // The limit is the connection's: as a disk with so many pages left.
    private static Task LimitAsync(TestStore test, int pages) => test.Database.WriteAsync(
        c => c.Script($"PRAGMA max_page_count={c.Int64("PRAGMA page_count") + pages}"), CancellationToken.None);

    private static Task FillAsync(TestStore test) => test.Database.WriteAsync(
        c =>
        {
            for (int i = 0; i < 10_000; i++) c.Get("INSERT INTO project(name) VALUES(?1)").Run($"a-long-name-of-a-project-{i}");
        },
        CancellationToken.None);
}
