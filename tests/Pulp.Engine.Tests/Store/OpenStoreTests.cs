using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Store;

public sealed class OpenStoreTests
{
    [Fact]
    public async Task A_store_is_made_with_its_parents_and_opened_again()
    {
        using var folder = new TemporaryFolder();
        var place = new StoreFolder(folder["a", "b"]);
        LocalStore made = await OpenAsync(place, create: true);
        PulpStore summary = await StoreSummary.ReadAsync(made, CancellationToken.None);
        Assert.Equal((place.Path, StoreSchema.Current.Version, 0, 0L), (summary.Path, summary.SchemaVersion, summary.Repositories, summary.Files));
        Assert.True(summary.DatabaseSize > 0 && summary.Free > 0);
        await made.CloseAsync(TimeSpan.Zero);

        LocalStore again = await OpenAsync(place, create: false);
        Assert.Equal(summary.Id, (await StoreSummary.ReadAsync(again, CancellationToken.None)).Id);
        Assert.Equal("wal", await again.Database.ReadAsync(c => c.Text("PRAGMA journal_mode"), CancellationToken.None));
        Assert.Equal((2L, 1L), await again.Database.WriteAsync(c => (c.Int64("PRAGMA synchronous"), c.Int64("PRAGMA foreign_keys")), CancellationToken.None));
        await again.CloseAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task Our_own_SQLite_is_the_one_that_runs()
    {
        await using TestStore test = await TestStore.NewAsync();
        var version = Version.Parse((await test.Database.ReadAsync(c => c.Text("SELECT sqlite_version()"), CancellationToken.None))!);
        // Before 3.50.2 it has CVE-2025-6965.
        Assert.True(version >= new Version(3, 50, 2), version.ToString());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("never finished")]
    public async Task What_is_not_there_is_not_found_and_not_made(string what)
    {
        using var folder = new TemporaryFolder();
        var place = new StoreFolder(what == "missing" ? folder["no"] : folder.Path);
        if (what == "never finished") folder.Write("pulp.db", "");
        Assert.Equal(PulpErrors.StoreNotFound, await ErrorAsync(place, create: false));
        Assert.Equal(what == "never finished" ? 1 : 0, Directory.EnumerateFileSystemEntries(folder.Path).Count());
        await (await OpenAsync(place, create: true)).CloseAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_folder_with_other_things_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        folder.Write("note.txt", "mine");
        Assert.Equal(PulpErrors.StoreNotFound, await ErrorAsync(new StoreFolder(folder.Path), create: true));
        Assert.Equal(["note.txt"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Equal(PulpErrors.StoreNotFound, await ErrorAsync(new StoreFolder(folder["note.txt"]), create: true));
    }

    [Fact]
    public async Task A_fresh_volume_counts_as_empty()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["lost+found"]);
        await (await OpenAsync(new StoreFolder(folder.Path), create: true)).CloseAsync(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("PRAGMA application_id=77", false)]
    [InlineData("CREATE TABLE notes(x)", false)]
    [InlineData("PRAGMA user_version=3", true)]
    public async Task Another_applications_database_is_refused_and_not_touched(string script, bool create)
    {
        using var folder = new TemporaryFolder();
        var place = new StoreFolder(folder.Path);
        using (var other = new StoreConnection(place.Database, create: true)) other.Script(script);
        byte[] before = await File.ReadAllBytesAsync(place.Database);
        Assert.Equal(PulpErrors.StoreCorrupt, await ErrorAsync(place, create));
        Assert.Equal(before, await File.ReadAllBytesAsync(place.Database));
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.LeaveAsync();
        using (var other = new StoreConnection(test.Folder.Database)) other.Script("PRAGMA user_version=1000");
        Assert.Equal(PulpErrors.StoreTooNew, await ErrorAsync(test.Folder, create: false));
        Assert.Empty(Directory.GetFiles(test.Folder.Workers));
    }

    [Fact]
    public async Task An_older_schema_is_migrated_with_what_it_holds()
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.RepositoryAsync("foo");
        await test.LeaveAsync();
        var next = new StoreSchema([.. TestSchema.Scripts, "ALTER TABLE repository ADD COLUMN extra TEXT DEFAULT 'new'", "CREATE TABLE later(x)"]);
        LocalStore migrated = await LocalStore.OpenAsync(test.Folder, create: false, next, CancellationToken.None);
        Assert.Equal("new", await migrated.Database.ReadAsync(c => c.Text("SELECT extra FROM repository WHERE name = 'foo'"), CancellationToken.None));
        Assert.Equal(TestSchema.Scripts.Count + 2, (await StoreSummary.ReadAsync(migrated, CancellationToken.None)).SchemaVersion);
        await migrated.CloseAsync(TimeSpan.Zero);
        Assert.Equal(PulpErrors.StoreTooNew, await ErrorAsync(test.Folder, create: false));
    }

    [Fact]
    public async Task A_migration_that_fails_changes_nothing()
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.LeaveAsync();
        var broken = new StoreSchema([.. TestSchema.Scripts, "CREATE TABLE later(x); INSERT INTO nowhere VALUES(1)"]);
        await Assert.ThrowsAnyAsync<Exception>(() => LocalStore.OpenAsync(test.Folder, create: false, broken, CancellationToken.None));
        LocalStore again = await test.JoinAsync();
        Assert.Null(await again.Database.ReadAsync(c => c.Text("SELECT name FROM sqlite_schema WHERE name = 'later'"), CancellationToken.None));
    }

    [Theory]
    [InlineData("text", 4096)]
    [InlineData("header", 0)]
    public async Task A_damaged_database_is_corrupt(string what, int at)
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.LeaveAsync();
        byte[] bytes = await File.ReadAllBytesAsync(test.Folder.Database);
        Array.Fill(bytes, (byte)'x', at, what == "header" ? 100 : bytes.Length - at);
        await File.WriteAllBytesAsync(test.Folder.Database, bytes);
        Assert.Equal(PulpErrors.StoreCorrupt, await ErrorAsync(test.Folder, create: false));
    }

    [Fact]
    public async Task Incoming_files_and_artifacts_on_two_volumes_are_refused()
    {
        if (!Directory.Exists("/dev/shm")) return;
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder("/dev/shm");
        await (await OpenAsync(new StoreFolder(folder["store"]), create: true)).CloseAsync(TimeSpan.Zero);
        Directory.Delete(folder["store", "artifacts"]);
        Directory.CreateSymbolicLink(folder["store", "artifacts"], elsewhere.Path);
        Assert.Equal(PulpErrors.StoreNotLocal, await ErrorAsync(new StoreFolder(folder["store"]), create: false));
        Assert.Empty(Directory.GetFiles(folder["store", "workers"]));
    }

    [Fact]
    public void Unc_paths_are_not_local_and_memory_is()
    {
        if (OperatingSystem.IsWindows())
            Assert.Equal(PulpErrors.StoreNotLocal, Assert.Throws<PulpException>(() => StoreLocality.Check(@"\\server\share\store")).Id);
        Assert.Null(StoreLocality.Check(Path.GetTempPath()));
        if (!OperatingSystem.IsLinux()) return;
        Assert.Null(StoreLocality.Check("/dev/shm/not-there/store"));
        Assert.NotNull(StoreLocality.Check("/proc"));
    }

    private static Task<LocalStore> OpenAsync(StoreFolder folder, bool create) =>
        LocalStore.OpenAsync(folder, create, StoreSchema.Current, CancellationToken.None);

    private static async Task<string> ErrorAsync(StoreFolder folder, bool create) =>
        (await Assert.ThrowsAsync<PulpException>(() => OpenAsync(folder, create))).Id;
}
