using System.Security.Cryptography;
using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Kills;

/// <summary>
/// A store and an index for many kills: other processes sync and are killed, this one looks at what they left. It holds the store open all the time, as a
/// second session of an administrator does.
/// </summary>
internal sealed class KillHouse : IAsyncDisposable
{
    private static readonly string[] Steps =
    [
        nameof(EngineSteps.WorkerJoined), nameof(EngineSteps.TaskMade), nameof(EngineSteps.TaskBegun), nameof(EngineSteps.PageAsked), nameof(EngineSteps.PageRead),
        nameof(EngineSteps.FileBegun), nameof(EngineSteps.FileFlushed), nameof(EngineSteps.FileRenamed), nameof(EngineSteps.FolderFlushed),
        nameof(EngineSteps.FactsCommitted), nameof(EngineSteps.ProjectSettled), nameof(EngineSteps.BeforeCommit), nameof(EngineSteps.VersionCommitted),
        nameof(EngineSteps.TaskEnded),
    ];

    private readonly SyncHouse _house;

    private KillHouse(SyncHouse house) => _house = house;

    internal FixtureIndex Index => _house.Index;

    internal string Path => _house.Path;

    internal static async Task<KillHouse> OpenAsync() => new(await SyncHouse.OpenAsync());

    /// <summary>A file of random size and bytes.</summary>
    internal static TestFile Any(string fileName, Random random) => TestFile.Any(fileName, random.Next(1, 200_000), (ulong)random.NextInt64());

    /// <summary>Adds a file to a project.</summary>
    internal void Add(string project, string version, Random random) => Index[project].Add(Any($"{project.Replace('-', '_')}-{version}.tar.gz", random));

    /// <summary>Makes a repository and a remote of one name.</summary>
    internal async Task MakeAsync(string name, params string[] projects)
    {
        await _house.Pulp.NewRepositoryAsync(new NewRepository(name, null, null), CancellationToken.None);
        await _house.RemoteAsync(name, r => r with { Include = SyncHouse.Items(projects) });
    }

    internal async Task SyncWellAsync(string name)
    {
        PulpTask task = await _house.SyncAsync(remote: name, repository: name);
        Assert.True(task.State == PulpTaskState.Completed && task.NonFatalErrors.Count == 0, $"{task} {task.Error}");
    }

    internal async Task RemoveAsync(string name)
    {
        await _house.Pulp.RemoveRepositoryAsync(SyncHouse.Named(name), null, CancellationToken.None);
        await _house.Pulp.RemoveRemoteAsync(SyncHouse.Named(name), CancellationToken.None);
    }

    /// <summary>Leaves files that no version needs: those of a project of this number, which the index goes on to offer. Gives its name.</summary>
    internal async Task<string> OrphanAsync(int number, Random random)
    {
        var name = $"orphan{number}";
        for (var i = random.Next(1, 5); i > 0; i--) Add(name, $"{i}", random);
        await MakeAsync(name, name);
        await SyncWellAsync(name);
        await RemoveAsync(name);
        return name;
    }

    /// <summary>Takes away all that no version needs.</summary>
    internal Task<PulpCleanup> CleanAsync() => _house.Pulp.ClearOrphansAsync(TimeSpan.Zero, null, CancellationToken.None);

    /// <summary>Kills syncs as the plan says; <paramref name="prepare"/> changes the index before each and names the repository.</summary>
    internal async Task KillSyncsAsync(int test, double share, Action<string> write, Func<int, Random, Task<string>> prepare)
    {
        var first = await prepare(0, new Random(0));
        var (counts, took) = await Victim.MeasureAsync(_house.Path, "sync", first);
        await CheckAsync(first, await ExpectedAsync(first), "not killed");
        var plan = new KillPlan(test, share, Steps, counts, took);
        for (int round = 1, tries = 1; round <= plan.Count; tries++)
        {
            var name = await prepare(tries, plan.Random);
            var kill = plan.Next();
            try
            {
                if (!await RoundAsync(name, kill, tries)) continue;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Round {round}, killed at {kill}. {plan}", fault);
            }

            plan.Killed(kill);
            round++;
        }

        write(plan.ToString());
        if (plan.IsLong) Assert.Empty(plan.Missed);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    // False: it was done before it could be killed.
    private async Task<bool> RoundAsync(string name, Kill kill, int round)
    {
        var before = await ContentAsync(name);
        var version = await LatestAsync(name);
        var tasks = await TasksAsync(name);
        Index.Log.Clear();
        var killed = await Victim.KillAsync(_house.Path, "sync", kill, name);
        var whole = Whole();

        // Of those that look first, one is a process that has the store open already, another one that opens it now.
        if (round % 3 == 0) await OpenAgainAsync();
        var left = await TasksAsync(name);
        var task = left.Count > tasks.Count ? left[0] : null;
        Assert.InRange(left.Count - tasks.Count, 0, 1);
        var after = await LatestAsync(name);
        if (task is { State: PulpTaskState.Completed })
        {
            await CheckAsync(name, await ExpectedAsync(name), "committed");
            Assert.Equal(version + task.CreatedResources.Count, after);
        }
        else
        {
            if (task is not null) Assert.Equal((PulpTaskState.Failed, "task.interrupted"), (task.State, task.Error?.Code));
            await CheckAsync(name, before, "not committed");
            Assert.Equal(version, after);
        }

        await CheckStoreAsync();

        // What was whole and in place is asked for by nobody again.
        Index.Log.Clear();
        await SyncWellAsync(name);
        var again = Index.Projects.SelectMany(p => p.Entries)
            .Where(e => whole.Contains(e.File.Sha256) && Index.Log.Paths.Contains($"/files/{e.File.FileName}")).Select(e => e.File.FileName);
        Assert.Empty(again);
        await CheckAsync(name, await ExpectedAsync(name), "healed");
        if (round % 10 == 0) await CheckStoreAsync();
        return killed;
    }

    internal async Task CheckAsync(string name, IReadOnlyList<string> expected, string when)
    {
        var content = await ContentAsync(name);
        Assert.True(expected.SequenceEqual(content, StringComparer.Ordinal), $"{when}: expected\n{string.Join('\n', expected)}\nbut the repository holds\n{string.Join('\n', content)}");
    }

    internal async Task CheckStoreAsync()
    {
        var problems = new List<string>();
        await foreach (var problem in new PulpHost().CheckAsync(_house.Path, detailed: true, null, CancellationToken.None))
        {
            // What a dead one left is no damage.
            if (problem.Kind is not (PulpStoreProblemKind.Stray or PulpStoreProblemKind.Orphan)) problems.Add($"{problem.Kind} {problem.Path} {problem.Description}");
        }

        Assert.Empty(problems);
    }

    internal async Task OpenAgainAsync()
    {
        var store = await LocalStore.OpenAsync(new StoreFolder(_house.Path), create: false, StoreSchema.Current, CancellationToken.None);
        await store.CloseAsync(TimeSpan.Zero);
    }

    private async Task<IReadOnlyList<string>> ContentAsync(string name)
    {
        var content = await _house.ContentAsync(repository: name);
        Assert.All(content, c => Assert.True(c.IsDownloaded, c.FileName));
        return [.. content.Select(c => $"{c.FileName} {c.Sha256} {c.YankedReason}").Order(StringComparer.Ordinal)];
    }

    internal async Task<IReadOnlyList<string>> ExpectedAsync(string name)
    {
        var remote = await _house.Pulp.GetRemotesAsync(SyncHouse.Named(name), CancellationToken.None).FirstAsync();
        return [.. remote.Include.SelectMany(i => Index[i.Name!].Entries).Select(e => $"{e.File.FileName} {e.File.Sha256} {e.Yanked}").Order(StringComparer.Ordinal)];
    }

    private async Task<int> LatestAsync(string name) =>
        (await _house.Pulp.GetRepositoryVersionsAsync(SyncHouse.Named(name), new VersionQuery { Latest = true }, CancellationToken.None).FirstAsync()).Number;

    private async Task<IReadOnlyList<PulpTask>> TasksAsync(string name) =>
        await _house.Pulp.GetTasksAsync(new TaskQuery { Repositories = [SyncHouse.Named(name)] }, CancellationToken.None).ToListAsync();

    /// <summary>The digests of the files that are in place and are what their names say.</summary>
    internal HashSet<string> Whole()
    {
        var folder = new StoreFolder(_house.Path).Artifacts;
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var named = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)) + System.IO.Path.GetFileName(path);
            using var file = ArtifactStore.OpenRead(path);
            if (Convert.ToHexStringLower(SHA256.HashData(file)) == named) whole.Add(named);
        }

        return whole;
    }
}
