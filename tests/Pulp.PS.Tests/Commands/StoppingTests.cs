using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Tests.Hosting;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

/// <summary>Pipelines and runspaces that end early, and several runspaces of one process: nothing leaks, and tasks belong to the process.</summary>
public sealed class StoppingTests : IAsyncLifetime
{
    private SyncSession _sync = null!;

    public async Task InitializeAsync() => _sync = await SyncSession.StartAsync();

    public async Task DisposeAsync() => await _sync.DisposeAsync();

    [Fact]
    public void DownstreamThatHasEnoughLeavesNothingBehind()
    {
        _sync.Run("$null = New-PulpRepository two -Remote bar; $null = 'foo', 'two' | Start-PulpSync -Wait").Succeed();
        string[] scripts = ["Get-PulpContent foo", "Get-PulpTask", "Get-PulpRepository | Get-PulpSyncPlan", "Test-PulpFilter bar", "Get-PulpRepository | Get-PulpRepositoryVersion", "Get-PulpTask | Wait-PulpTask"];
        foreach (var script in scripts)
            Assert.Single(_sync.Run($"{script} | Select-First 1").Succeed().Output);
        // Two of them run when the first has ended.
        var stall = _sync.Index.Break(Fault.Stall("simple/django/"));
        _sync.Run("$null = New-PulpPythonRemote six -Url $args[0] -Include six; $null = New-PulpRepository quick -Remote six", _sync.Index.Url).Succeed();
        Assert.Single(_sync.Run("'foo', 'quick', 'two' | Start-PulpSync -Wait | Select-First 1").Succeed().Output);
        stall.Release();
        _sync.Run("Get-PulpTask | Wait-PulpTask -ErrorAction SilentlyContinue");
        Assert.Equal(2, _sync.Run("Get-PulpTask -State Canceled").Output.Count);
        Assert.Empty(_sync.Run("Get-PulpTask -State Waiting, Running, Canceling").Output);
        Assert.Empty(Handles("artifacts").Concat(Handles("tmp")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_sync.Session.StorePath, "tmp"), "*", SearchOption.AllDirectories));
        // At most eight readers and one writer, each with the database and its log: none is left for each pipeline.
        Assert.InRange(Handles("pulp.db").Count(), OperatingSystem.IsLinux() ? 1 : 0, 9 * 3);
        Assert.True(_sync.Run("Test-PulpStore").Succeed().One<bool>());
    }

    [Fact]
    public async Task ARunspaceThatEndsLeavesItsTasksToTheProcess()
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        Guid id;
        using (var other = Other())
            id = other.Run("Start-PulpSync foo").Succeed().One<PulpTask>().Id;
        await stall.ReachedAsync();
        Assert.Equal(PulpTaskState.Running, _sync.Run("Get-PulpTask $args[0]", id).Succeed().One<PulpTask>().State);
        stall.Release();
        Assert.Equal(PulpTaskState.Completed, _sync.Run("Wait-PulpTask $args[0]", id).Succeed().One<PulpTask>().State);
        Assert.Equal(1, _sync.Run("Get-PulpRepository foo").Succeed().One<PulpRepository>().LatestVersion);
    }

    [Fact]
    public async Task ARunspaceThatEndsInAWaitStopsWhatTheWaitHasStarted()
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        var other = Other();
        var shell = other.Shell("Start-PulpSync foo -Wait");
        var running = shell.BeginInvoke();
        await stall.ReachedAsync();
        other.Dispose();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        shell.Dispose();
        stall.Release();
        Assert.Equal(PulpTaskState.Canceled, _sync.Run("Get-PulpTask | Wait-PulpTask -ErrorAction SilentlyContinue").One<PulpTask>().State);
        Assert.Equal(0, _sync.Run("Get-PulpRepository foo").Succeed().One<PulpRepository>().LatestVersion);
        Assert.True(_sync.Run("Test-PulpStore").Succeed().One<bool>());
    }

    [Fact]
    public async Task TwoRunspacesThatSyncOneRepositoryQueueUp()
    {
        var stall = _sync.Index.Break(Fault.Stall("six-"));
        var first = _sync.Run("Start-PulpSync foo").Succeed().One<PulpTask>();
        await stall.ReachedAsync();
        using var other = Other();
        var second = other.Run("Start-PulpSync foo").Succeed().One<PulpTask>();
        using var shell = other.Shell("Wait-PulpTask $args[0]", second.Id);
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        shell.Streams.Progress.DataAdded += (_, e) =>
        {
            if (shell.Streams.Progress[e.Index].StatusDescription is { } status && status.StartsWith("Waiting for ", StringComparison.Ordinal))
                told.TrySetResult(status);
        };
        var written = new PSDataCollection<PSObject>();
        var waiting = shell.BeginInvoke<PSObject, PSObject>(null, written);
        // What it waits for is the task that holds the repository, by its id.
        Assert.Contains(first.Id.ToString(), await told.Task.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        var now = _sync.Run("Get-PulpTask $args[0]", second.Id).Succeed().One<PulpTask>();
        Assert.Equal(PulpTaskState.Waiting, now.State);
        Assert.Contains(first.Id.ToString(), now.WaitingFor, StringComparison.Ordinal);
        stall.Release();
        shell.EndInvoke(waiting);
        var ended = (PulpTask)Assert.Single(written).BaseObject;
        Assert.Equal((PulpTaskState.Completed, 2, 0), (ended.State, ended.Result!.NotModified, ended.CreatedResources.Count));
        Assert.Equal(1, _sync.Run("Get-PulpRepository foo").Succeed().One<PulpRepository>().LatestVersion);
    }

    /// <summary>Another runspace of this process, with the same store.</summary>
    private TestSession Other()
    {
        var other = new TestSession();
        other.Run("$null = Connect-PulpStore $args[0]", _sync.Session.StorePath).Succeed();
        return other;
    }

    /// <summary>What this process has open of the store, below a name.</summary>
    private IEnumerable<string> Handles(string below)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var start = Path.Combine(_sync.Session.StorePath, below);
        return Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(Target).OfType<string>().Where(t => t.StartsWith(start, StringComparison.Ordinal)).ToList();
    }

    private static string? Target(string handle)
    {
        try
        {
            return new FileInfo(handle).LinkTarget;
        }
        catch (IOException)
        {
            // Closed meanwhile by another test.
            return null;
        }
    }
}
