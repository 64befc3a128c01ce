using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;

namespace Pulp.PS.Tasks;

/// <summary>The syncs one Start-PulpSync -Wait has started, to be waited for together.</summary>
internal sealed class StartedSyncs
{
    private readonly List<PulpTask> _tasks = [];
    private Exception? _fault;
    private IPulp? _pulp;

    /// <summary>Starts syncs one after the other; each runs at once.</summary>
    /// <param name="pipe">The pipeline.</param>
    /// <param name="pulp">The store.</param>
    /// <param name="requests">What to sync.</param>
    /// <param name="later">Keeps the tasks to be waited for; null: they are written at once.</param>
    internal static async Task StartAsync(AsyncPipeline pipe, IPulp pulp, IEnumerable<SyncRequest> requests, StartedSyncs? later)
    {
        foreach (var request in requests)
        {
            // After an error that ends the cmdlet nothing more is started, but what runs is waited for first.
            if (later?._fault is not null)
                return;
            try
            {
                await pipe.TryAsync(() => StartAsync(pipe, pulp, request, later));
            }
            catch (Exception fault) when (later is { _tasks.Count: > 0 } && fault is not OperationCanceledException)
            {
                later._fault = fault;
            }
        }
    }

    /// <summary>Waits for all of them. Stopping the wait stops them.</summary>
    internal async Task WaitAsync(AsyncPipeline pipe, IPulp pulp)
    {
        _pulp = null;
        await new TaskWait(pipe, pulp).RunOwnAsync(_tasks);
        if (_fault is not null)
            throw _fault;
    }

    private static async Task StartAsync(AsyncPipeline pipe, IPulp pulp, SyncRequest request, StartedSyncs? later)
    {
        var repository = await Lookup.RepositoryAsync(pulp, request.Repository, pipe.Cancel);
        var remote = request.Remote is { } given ? (await Lookup.RemoteAsync(pulp, given, pipe.Cancel)).Name : repository.Remote ?? throw NoRemote(repository, request.Repository);
        if (!await pipe.ShouldProcessAsync(repository.Name, $"Sync from {remote}{(request.Mirror ? "" : ", only adding")}"))
            return;
        var task = await pulp.StartSyncAsync(request with { Repository = Lookup.ById(repository, request.Repository) }, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Started the {TaskWords.Name(task)} (task {task.Id}).");
        if (later is null)
            await pipe.WriteObjectAsync(task);
        else
            later.Add(pulp, task);
    }

    /// <summary>The pipeline has ended before the wait began, by Ctrl+C, an error upstream or the preference Stop: what was started is stopped, as by Ctrl+C in the wait.</summary>
    internal void Abandon()
    {
        if (_pulp is not { } pulp)
            return;
        var tasks = _tasks;
        PipelinePump.Start(async () =>
        {
            await TaskWait.CancelAsync(pulp, tasks);
            return true;
        }).Wait(CancellationToken.None);
    }

    private void Add(IPulp pulp, PulpTask task)
    {
        _pulp = pulp;
        _tasks.Add(task);
    }

    /// <summary>No remote given and none of its own: nothing can be synced, and the cmdlet ends.</summary>
    internal static CmdletEndException NoRemote(PulpRepository repository, PulpReference which) =>
        new(new PulpException(PulpErrors.RemoteNotFound,
            $"The repository '{repository.Name}' has no remote, and none was given. Give -Remote, or set one: Set-PulpRepository {repository.Name} -Remote NAME", which.Given));
}
