using Microsoft.Data.Sqlite;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Store;

public sealed class StoreDatabaseTests
{
    [Fact]
    public async Task Every_kind_of_value_comes_back()
    {
        await using TestStore test = await TestStore.NewAsync();
        Guid id = Guid.NewGuid();
        DateTimeOffset time = new(2026, 2, 3, 4, 5, 6, 789, 123, TimeSpan.Zero);
        string longText = new string('ä', 2000) + "\0end";
        await test.Database.WriteAsync(
            c => c.Script("CREATE TABLE x(a, b, c, d, e, f, g, h)"), CancellationToken.None);
        await test.Database.WriteAsync(
            c => c.Execute("INSERT INTO x VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", long.MinValue, "", Array.Empty<byte>(), new byte[] { 0, 255 }, id, time, (string?)null, longText),
            CancellationToken.None);
        await test.Database.ReadAsync(
            c =>
            {
                using Rows rows = c.Query("SELECT a, b, c, d, e, f, g, h FROM x");
                Assert.True(rows.Next());
                Assert.Equal(long.MinValue, rows.Int64(0));
                Assert.Equal("", rows.TextOrNull(1));
                Assert.Empty(rows.BlobOrNull(2)!);
                Assert.Equal([0, 255], rows.Blob(3));
                Assert.Equal(id, rows.Guid(4));
                Assert.Equal(time, rows.Time(5));
                Assert.Null(rows.TextOrNull(6));
                Assert.Equal(longText, rows.Text(7));
                Assert.False(rows.Next());
                return true;
            },
            CancellationToken.None);
    }

    [Fact]
    public async Task An_exception_rolls_back_and_reaches_the_caller()
    {
        await using TestStore test = await TestStore.NewAsync();
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => test.Database.WriteAsync(
            c =>
            {
                c.Execute("INSERT INTO project(name) VALUES('a')");
                throw new InvalidDataException("no");
            },
            CancellationToken.None));
        Assert.Equal("no", thrown.Message);
        Assert.Equal(0, await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM project"), CancellationToken.None));
        await test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('b')"), CancellationToken.None);
    }

    [Fact]
    public async Task A_taken_name_is_told_from_other_constraints()
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('a')"), CancellationToken.None);
        var taken = await Assert.ThrowsAsync<SqliteException>(() => test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('a')"), CancellationToken.None));
        Assert.True(StoreErrors.IsUnique(taken));
        var missing = await Assert.ThrowsAsync<SqliteException>(() => test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES(NULL)"), CancellationToken.None));
        Assert.False(StoreErrors.IsUnique(missing));
        var orphan = await Assert.ThrowsAsync<SqliteException>(() => test.Database.WriteAsync(c => c.Execute("INSERT INTO file(project, name) VALUES(77, 'x')"), CancellationToken.None));
        Assert.False(StoreErrors.IsUnique(orphan));
    }

    [Fact]
    public async Task Readers_do_not_write()
    {
        await using TestStore test = await TestStore.NewAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => test.Database.ReadAsync(c => c.Execute("INSERT INTO project(name) VALUES('a')"), CancellationToken.None));
    }

    [Fact]
    public async Task Cancelling_ends_a_running_query_and_the_next_one_is_not_hurt()
    {
        await using TestStore test = await TestStore.NewAsync();
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        Task<long?> read = test.Database.ReadAsync(
            c =>
            {
                started.SetResult();
                return c.Int64(Endless);
            },
            cancel.Token);
        await started.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);

        using var second = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Database.WriteAsync(c => c.Int64(Endless), second.Token));
        Assert.Equal(1, await test.Database.ReadAsync(c => c.Int64("SELECT 1"), CancellationToken.None));
        await test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('a')"), CancellationToken.None);
    }

    [Fact]
    public async Task A_query_that_begins_just_after_the_cancellation_ends_too()
    {
        await using TestStore test = await TestStore.NewAsync();
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        using var read = new CancellationTokenSource();
        using var write = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Database.ReadAsync(c => CancelThenAsk(read, c), read.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Database.WriteAsync(c => CancelThenAsk(write, c), write.Token));
        await test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('a')"), CancellationToken.None);
        Assert.Equal(1, await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM project"), CancellationToken.None));

        static long? CancelThenAsk(CancellationTokenSource cancel, StoreConnection connection)
        {
            cancel.Cancel();
            return connection.Int64(Endless);
        }
    }

    [Fact]
    public async Task A_wait_for_another_processes_lock_ends_with_its_token()
    {
        await using TestStore test = await TestStore.NewAsync();
        using var other = new StoreConnection(test.Folder.Database);
        other.Script("BEGIN IMMEDIATE");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(250));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('a')"), cancel.Token));
        Task write = test.Database.WriteAsync(c => c.Execute("INSERT INTO project(name) VALUES('b')"), CancellationToken.None);
        other.Script("COMMIT");
        await write;
    }

    [Fact]
    public async Task A_lock_that_is_never_given_back_is_StoreBusy_in_the_end()
    {
        await using TestStore test = await TestStore.NewAsync();
        using var hasty = new StoreDatabase(test.Folder, StoreSchema.Current.Version, patience: TimeSpan.FromMilliseconds(250));
        using var other = new StoreConnection(test.Folder.Database);
        other.Script("BEGIN IMMEDIATE");
        PulpException busy = await Assert.ThrowsAsync<PulpException>(() => hasty.WriteAsync(_ => { }, CancellationToken.None));
        Assert.Equal(PulpErrors.StoreBusy, busy.Id);
        // Readers do not mind.
        await hasty.ReadAsync(c => c.Int64("SELECT count(*) FROM project"), CancellationToken.None);
        other.Script("ROLLBACK");
        await hasty.WriteAsync(_ => { }, CancellationToken.None);
    }

    [Fact]
    public async Task A_store_that_was_migrated_meanwhile_is_too_new()
    {
        await using TestStore test = await TestStore.NewAsync();
        using (var other = new StoreConnection(test.Folder.Database)) other.Script("PRAGMA user_version=99");
        Assert.Equal(PulpErrors.StoreTooNew, (await Assert.ThrowsAsync<PulpException>(() => test.Database.WriteAsync(_ => { }, CancellationToken.None))).Id);
        Assert.Equal(PulpErrors.StoreTooNew, (await Assert.ThrowsAsync<PulpException>(() => test.Database.ReadAsync(_ => 1, CancellationToken.None))).Id);
        using (var other = new StoreConnection(test.Folder.Database)) other.Script($"PRAGMA user_version={StoreSchema.Current.Version}");
    }

    [Fact]
    public async Task Rows_in_batches_all_arrive()
    {
        await using TestStore test = await TestStore.NewAsync();
        int[] rows = [.. Enumerable.Range(0, (StoreDatabase.BatchSize * 2) + 7)];
        await test.Database.WriteRowsAsync(rows, (c, i) => c.Get("INSERT INTO project(name) VALUES(?1)").Run($"p{i}"), CancellationToken.None);
        Assert.Equal(rows.Length, await test.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM project"), CancellationToken.None));
    }
}
