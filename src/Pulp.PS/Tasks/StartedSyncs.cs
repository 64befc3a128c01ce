using Pulp.Model;
using Pulp.PS.Base;

namespace Pulp.PS.Tasks;

/// <summary>The syncs one Start-PulpSync -Wait has started, to be waited for together.</summary>
internal sealed class StartedSyncs
{
    private readonly List<PulpTask> _tasks = [];
    private IPulp? _pulp;

    /// <summary>How many there are.</summary>
    internal int Count => _tasks.Count;

    /// <summary>An error that ends the cmdlet once those that run have ended; null: none.</summary>
    internal Exception? Fault { get; set; }

    /// <summary>Waits for all of them. Stopping the wait stops them.</summary>
    internal async Task WaitAsync(AsyncPipeline pipe, IPulp pulp)
    {
        _pulp = null;
        await new TaskWait(pipe, pulp).RunOwnAsync(_tasks);
        if (Fault is not null)
            throw Fault;
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

    /// <summary>Adds one that was started.</summary>
    internal void Add(IPulp pulp, PulpTask task)
    {
        _pulp = pulp;
        _tasks.Add(task);
    }

    /// <summary>No remote given and none of its own: nothing can be synced, and the cmdlet ends.</summary>
    internal static CmdletEndException NoRemote(PulpRepository repository, PulpReference which) =>
        new(new PulpException(PulpErrors.RemoteNotFound,
            $"The repository '{repository.Name}' has no remote, and none was given. Give -Remote, or set one: Set-PulpRepository {repository.Name} -Remote NAME", which.Given));
}
