using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;
using Pulp.PS.Tasks;

namespace Pulp.PS.Commands;

/// <summary>Asks tasks to stop, wherever they run. Nothing is left half done.</summary>
[Cmdlet(VerbsLifecycle.Stop, "PulpTask", SupportsShouldProcess = true)]
[OutputType(typeof(PulpTask))]
public sealed class StopPulpTaskCommand : StoreCmdlet
{
    private readonly List<PulpTask> _stopping = [];
    private StoreDoor? _door;

    /// <summary>The tasks: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The task to stop.")]
    [ArgumentCompleter(typeof(TaskCompleter))]
    public PulpTaskIdentity[] Task { get; set; } = null!;

    /// <summary>Waits until they have ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Writes the tasks; with -Wait as they have ended.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override PipelineWork Process()
    {
        var door = _door = Door(Task);
        var (ids, stopping, passThru) = (Task, _stopping, PassThru.IsPresent && !Wait.IsPresent);
        return pipe => RunAsync(pipe, door, ids, stopping, passThru);
    }

    private protected override PipelineWork? End()
    {
        if (!Wait.IsPresent || _door is not { } door || _stopping.Count == 0)
            return null;
        var (tasks, passThru) = (_stopping, PassThru.IsPresent);
        return pipe => WaitAsync(pipe, door, tasks, passThru);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpTaskIdentity[] ids, List<PulpTask> stopping, bool passThru)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var id in ids)
            await pipe.TryAsync(() => StopAsync(pipe, pulp, id, stopping, passThru));
    }

    private static async Task StopAsync(AsyncPipeline pipe, IPulp pulp, PulpTaskIdentity id, List<PulpTask> stopping, bool passThru)
    {
        var task = await Lookup.TaskAsync(pulp, id, pipe.Cancel);
        if (!await pipe.ShouldProcessAsync($"{TaskWords.Name(task)} ({task.Id})", "Stop task"))
            return;
        var stopped = await pulp.CancelTaskAsync(task.Id, pipe.Cancel);
        await pipe.WriteVerboseAsync(task.IsFinished
            ? $"{TaskWords.Title(task)} ({task.Id}) had ended already: {task.State}."
            : $"Asked the {TaskWords.Name(task)} ({task.Id}) to stop.");
        stopping.Add(stopped);
        if (passThru)
            await pipe.WriteObjectAsync(stopped);
    }

    private static async Task WaitAsync(AsyncPipeline pipe, StoreDoor door, List<PulpTask> tasks, bool passThru)
    {
        var pulp = await door.OpenAsync(pipe);
        var open = tasks.Select(t => t.Id).ToHashSet();
        await using var progress = new TaskProgress(pipe, tasks.DistinctBy(t => t.Id));
        await foreach (var task in pulp.WatchAsync([.. open], pipe.Cancel))
        {
            progress.Update(task);
            // To have been stopped is what was asked for: no error here.
            if (task.IsFinished && open.Remove(task.Id) && passThru)
                await pipe.WriteObjectAsync(task);
        }
    }
}
