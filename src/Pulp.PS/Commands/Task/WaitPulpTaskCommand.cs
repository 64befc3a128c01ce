using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;
using Pulp.PS.Tasks;

namespace Pulp.PS.Commands;

/// <summary>Waits for tasks, shows their progress, and writes each as it ends.</summary>
[Cmdlet(VerbsLifecycle.Wait, "PulpTask")]
[OutputType(typeof(PulpTask))]
public sealed class WaitPulpTaskCommand : PipedStoreCmdlet
{
    // Records only add to it; the wait begins when all are here, so that tasks are waited for side by side.
    private readonly List<PulpTask> _tasks = [];
    private StoreDoor? _door;

    /// <summary>The tasks: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The task to wait for.")]
    [ArgumentCompleter(typeof(TaskCompleter))]
    public PulpTaskIdentity[] Task { get; set; } = null!;

    /// <summary>How long to wait, in seconds. Tasks that have not ended by then are errors, and go on.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <summary>Waits only until the first task has ended.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    private protected override PipelineWork Process()
    {
        var door = _door = Door(Task);
        var (ids, tasks) = (Task, _tasks);
        return pipe => ReadAsync(pipe, door, ids, tasks);
    }

    private protected override PipelineWork? End()
    {
        if (_door is not { } door)
            return null;
        var (tasks, any, timeout) = (_tasks, Any.IsPresent, Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null);
        return async pipe => await new TaskWait(pipe, await door.OpenAsync(pipe)).RunAsync(tasks, any, timeout);
    }

    private static async Task ReadAsync(AsyncPipeline pipe, StoreDoor door, PulpTaskIdentity[] ids, List<PulpTask> tasks)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var id in ids)
            await pipe.TryAsync(async () => tasks.Add(await Lookup.TaskAsync(pulp, id, pipe.Cancel)));
    }
}
