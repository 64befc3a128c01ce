using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Testing;
using Xunit.Abstractions;

namespace Pulp.Engine.Tests.Kills;

/// <summary>Stores that are killed while they are made or migrated: all or nothing, and the next that opens them goes on.</summary>
public sealed class SchemaKillTests(ITestOutputHelper output)
{
    private const int Projects = 200;

    private static readonly string[] Steps =
        [nameof(EngineSteps.MigrationBegun), nameof(EngineSteps.MigrationScriptRun), nameof(EngineSteps.MigrationCommitted), nameof(EngineSteps.WorkerJoined)];

    [Fact]
    public async Task A_migration_killed_at_any_step_is_done_or_not_begun()
    {
        using var folder = new TemporaryFolder();
        string old = folder["old"];
        await MakeAsync(old);
        await KillAsync("migrate", 0.1, round => Copy(old, folder[$"{round}"]), async place =>
        {
            await CheckWholeAsync(place);
            LocalStore store = await LocalStore.OpenAsync(new StoreFolder(place), create: false, LaterSchema.Schema, CancellationToken.None);
            Assert.Equal(
                (Projects, LaterSchema.Schema.Version, "ok"),
                await store.Database.ReadAsync(
                    c => ((int)c.Int64("SELECT count(*) FROM latest WHERE size = length(name)")!.Value, c.UserVersion, c.Text("PRAGMA integrity_check")!), CancellationToken.None));
            await store.CloseAsync(TimeSpan.Zero);
        });
    }

    [Fact]
    public async Task A_store_whose_making_was_killed_at_any_step_is_made_by_the_next()
    {
        using var folder = new TemporaryFolder();
        await KillAsync("make", 0.1, round => folder[$"{round}"], async place =>
        {
            LocalStore store = await LocalStore.OpenAsync(new StoreFolder(place), create: true, StoreSchema.Current, CancellationToken.None);
            Assert.Equal(1, await store.Database.ReadAsync(c => c.Int64("SELECT count(*) FROM store"), CancellationToken.None));
            await store.CloseAsync(TimeSpan.Zero);
            Assert.Empty(await new PulpHost().CheckAsync(place, detailed: false, null, CancellationToken.None).ToListAsync());
        });
    }

    private async Task KillAsync(string work, double share, Func<int, string> prepare, Func<string, Task> checkAsync)
    {
        var (counts, took) = await Victim.MeasureAsync(prepare(0), work);
        var plan = new KillPlan(work.Length, share, Steps, counts, took);
        for (int round = 1, tries = 1; round <= plan.Count; tries++)
        {
            string place = prepare(tries);
            Kill kill = plan.Next();
            try
            {
                bool killed = await Victim.KillAsync(place, work, kill);
                await checkAsync(place);
                if (!killed) continue;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Round {round}, killed at {kill}. {plan}", fault);
            }

            plan.Killed(kill);
            round++;
        }

        output.WriteLine($"{work}: {plan}");
        if (plan.IsLong) Assert.Empty(plan.Missed);
    }

    private static async Task MakeAsync(string place)
    {
        LocalStore store = await LocalStore.OpenAsync(new StoreFolder(place), create: true, StoreSchema.Current, CancellationToken.None);
        await store.Database.WriteAsync(
            c =>
            {
                for (int i = 0; i < Projects; i++) c.Get("INSERT INTO project(name) VALUES(?1)").Run($"project-{i}");
            },
            CancellationToken.None);
        await store.CloseAsync(TimeSpan.Zero);
    }

    /// <summary>The older schema whole, or the later one whole.</summary>
    private static async Task CheckWholeAsync(string place)
    {
        using var connection = new StoreConnection(new StoreFolder(place).Database);
        bool later = connection.UserVersion == LaterSchema.Schema.Version;
        Assert.True(later || connection.UserVersion == StoreSchema.Current.Version, $"user_version {connection.UserVersion}");
        Assert.Equal(later ? "latest" : "", string.Join(' ', connection.List("SELECT name FROM sqlite_schema WHERE name LIKE 'late%'", r => r.Text(0))));
        if (later) return;
        Assert.Empty(await new PulpHost().CheckAsync(place, detailed: false, null, CancellationToken.None).ToListAsync());
    }

    private static string Copy(string from, string to)
    {
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        return to;
    }
}
