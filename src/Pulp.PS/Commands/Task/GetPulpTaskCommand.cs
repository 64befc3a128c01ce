using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Lists tasks, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "PulpTask")]
[OutputType(typeof(PulpTask))]
public sealed class GetPulpTaskCommand : StoreCmdlet
{
    /// <summary>Ids, or tasks to be looked at again. Without it: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [NotEmpty]
    [ArgumentCompleter(typeof(TaskCompleter))]
    public PulpTaskIdentity[]? Id { get; set; }

    /// <summary>Only tasks in these states.</summary>
    [Parameter]
    [NotEmpty]
    public PulpTaskState[]? State { get; set; }

    /// <summary>Only tasks of these repositories.</summary>
    [Parameter]
    [SupportsWildcards]
    [NotEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity[]? Repository { get; set; }

    /// <summary>Only tasks made at or after this time.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only the newest n.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Newest { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door([.. Id ?? [], .. Repository ?? []]);
        var query = new TaskQuery { States = State ?? [], After = After, Newest = Newest };
        var (ids, repositories) = (Id, Repository?.Select(r => r.Pattern()).ToArray());
        return pipe => RunAsync(pipe, door, query, ids, repositories);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, TaskQuery query, PulpTaskIdentity[]? ids, PulpReference[]? repositories)
    {
        var pulp = await door.OpenAsync(pipe);
        if (repositories is not null)
        {
            query = query with { Repositories = await FindAsync(pipe, pulp, repositories) };
            // No repository fits: so does no task. An empty list would mean all.
            if (query.Repositories.Count == 0)
                return;
        }
        if (ids is null)
        {
            await WriteAsync(pipe, pulp.GetTasksAsync(query, pipe.Cancel));
            return;
        }
        foreach (var id in ids)
            await pipe.TryAsync(() => WriteAsync(pipe, pulp.GetTasksAsync(query with { Ids = [id.Required()] }, pipe.Cancel)));
    }

    private static async Task<List<PulpReference>> FindAsync(AsyncPipeline pipe, IPulp pulp, PulpReference[] repositories)
    {
        List<PulpReference> found = [];
        foreach (var which in repositories)
        {
            await pipe.TryAsync(async () =>
            {
                await foreach (var repository in pulp.GetRepositoriesAsync(which, pipe.Cancel))
                    found.Add(Lookup.ById(repository, which));
            });
        }
        return found;
    }

    private static async Task WriteAsync(AsyncPipeline pipe, IAsyncEnumerable<PulpTask> tasks)
    {
        await foreach (var task in tasks)
            await pipe.WriteObjectAsync(task);
    }
}
