using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Pulp.Engine;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Model;

namespace Pulp.Benchmarks;

/// <summary>The store, beside 100,000 files of 1,000 projects that a repository holds already.</summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private const int Projects = 1_000;
    private const int FilesEach = 100;
    private string _folder = "";
    private PulpHost _host = null!;
    private IPulp _pulp = null!;
    private LocalStore _store = null!;
    private long _repository;
    private long _remote;
    private int _number;

    /// <summary>Fills a store.</summary>
    [GlobalSetup]
    public async Task PrepareAsync()
    {
        _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"pulp-{Guid.NewGuid():N}");
        _host = new PulpHost();
        _pulp = await _host.OpenAsync(_folder, create: true, CancellationToken.None);
        _store = ((LocalPulp)_pulp).Local;
        await _pulp.NewRepositoryAsync(new NewRepository("foo", null, null), CancellationToken.None);
        await _pulp.NewRemoteAsync(new RemoteSettings { Name = "bar", Url = "http://127.0.0.1:9/", AllProjects = true }, CancellationToken.None);
        _repository = await RowAsync("SELECT id FROM repository");
        _remote = await RowAsync("SELECT id FROM remote");
        var staged = new List<Staged>();
        for (var p = 0; p < Projects; p++) staged.AddRange(await FactsAsync($"project-{p}", FilesEach));
        await CommitAsync(staged);
        await _store.Database.WriteAsync(c => c.Script("ANALYZE"), CancellationToken.None);
    }

    /// <summary>Lets go of it.</summary>
    [GlobalCleanup]
    public async Task CleanAsync()
    {
        await _host.CloseAsync(TimeSpan.Zero);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>100 files of a new project: rows that no version shows yet.</summary>
    [Benchmark]
    public Task WriteFactsAsync() => FactsAsync($"new-{_number++}", FilesEach);

    /// <summary>A version with one file more, its facts included.</summary>
    [Benchmark]
    public async Task<int?> CommitOneFileAsync() => await CommitAsync(await FactsAsync($"one-{_number++}", 1));

    /// <summary>What a sync reads of a project that has 100 files.</summary>
    [Benchmark]
    public Task ReadMembersAsync() => _store.Database.ReadAsync(c => SyncReads.Members(c, _repository, "project-500"), CancellationToken.None);

    /// <summary>All content of the latest version, as a cmdlet gets it.</summary>
    [Benchmark]
    public async Task<int> ListContentAsync()
    {
        var count = 0;
        var query = new ContentQuery { Version = new PulpVersionReference(new PulpReference { Name = "foo" }, null) };
        await foreach (var _ in _pulp.GetContentAsync(query, CancellationToken.None)) count++;
        return count;
    }

    private async Task<List<Staged>> FactsAsync(string project, int count)
    {
        var files = Enumerable.Range(0, count).Select(i => File($"{project}-1.{i}.tar.gz", $"1.{i}")).ToList();
        var fact = new FilesFact(_remote, project, files, DateTimeOffset.UtcNow);
        await _store.Database.WriteAsync(fact.Write, CancellationToken.None);
        return [.. fact.Ids.Select(r => new Staged(StagedKind.Add, r.File, r.Content, r.Said))];
    }

    private Task<int?> CommitAsync(IReadOnlyList<Staged> staged) => _store.Database.WriteAsync(
        c => new SyncCommit
        {
            Repository = _repository,
            Remote = _remote,
            BaseVersion = SyncReads.LatestVersion(c, _repository),
            Task = Guid.NewGuid(),
            Now = DateTimeOffset.UtcNow,
            Changes = staged,
        }.Write(c),
        CancellationToken.None);

    private async Task<long> RowAsync(string sql) => (await _store.Database.ReadAsync(c => c.Int64(sql), CancellationToken.None))!.Value;

    private static OfferedFile File(string name, string version) => new()
    {
        FileName = name,
        Url = "http://127.0.0.1:9/files/" + name,
        Sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(name)),
        Size = 10_000,
        Words = new Words(">=3.8", null, null, 1_600_000_000_000),
        PackageType = "sdist",
        Version = version,
        Selected = true,
        Reason = "made",
    };
}
