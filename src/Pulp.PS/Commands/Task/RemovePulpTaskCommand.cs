using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;
using Pulp.PS.Tasks;

namespace Pulp.PS.Commands;

/// <summary>Forgets finished tasks. What they made stays.</summary>
[Cmdlet(VerbsCommon.Remove, "PulpTask", SupportsShouldProcess = true, DefaultParameterSetName = OneByOne)]
public sealed class RemovePulpTaskCommand : StoreCmdlet
{
    private const string OneByOne = "Task";
    private const string ByTime = "FinishedBefore";

    /// <summary>The tasks: objects or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = OneByOne, HelpMessage = "The task to forget.")]
    [ArgumentCompleter(typeof(TaskCompleter))]
    public PulpTaskIdentity[]? Task { get; set; }

    /// <summary>All tasks that finished before this time.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByTime, HelpMessage = "Tasks that finished before this time are forgotten.")]
    public DateTimeOffset FinishedBefore { get; set; }

    /// <summary>Of those, only tasks in these states.</summary>
    [Parameter(ParameterSetName = ByTime)]
    [NotEmpty]
    public PulpTaskState[]? State { get; set; }

    private protected override PipelineWork Process()
    {
        if (Task is { } ids)
        {
            var door = Door(ids);
            return pipe => RunAsync(pipe, door, ids);
        }
        var (all, query) = (Door(), new TaskQuery { FinishedBefore = FinishedBefore, States = State ?? [] });
        return pipe => RunAsync(pipe, all, query);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpTaskIdentity[] ids)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var id in ids)
            await pipe.TryAsync(async () => await RemoveAsync(pipe, pulp, await Lookup.TaskAsync(pulp, id, pipe.Cancel), id.Given));
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, TaskQuery query)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var task in await pulp.GetTasksAsync(query, pipe.Cancel).ToListAsync(pipe.Cancel))
            await pipe.TryAsync(() => RemoveAsync(pipe, pulp, task, task));
    }

    private static async Task RemoveAsync(AsyncPipeline pipe, IPulp pulp, PulpTask task, object given)
    {
        if (!await pipe.ShouldProcessAsync($"{TaskWords.Name(task)} ({task.Id})", "Forget task"))
            return;
        try
        {
            await pulp.RemoveTaskAsync(task.Id, pipe.Cancel);
        }
        catch (PulpException error)
        {
            throw new PulpException(error.Id, error.Message, given, error.InnerException);
        }
        await pipe.WriteVerboseAsync($"Forgot the {TaskWords.Name(task)} ({task.Id}).");
    }
}
