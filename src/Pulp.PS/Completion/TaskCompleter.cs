using System.Management.Automation;
using System.Runtime.CompilerServices;
using Pulp.Model;
using Pulp.PS.Tasks;

namespace Pulp.PS.Completion;

/// <summary>Completes ids of tasks, newest first: for Wait- and Stop- of those that have not ended, for Remove- of those that have.</summary>
public sealed class TaskCompleter : PulpCompleter
{
    private const int Most = 50;

    private protected override async IAsyncEnumerable<CompletionResult> FindAsync(IPulp pulp, CompletionQuery asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new TaskQuery
        {
            States = asked.Command.Split('-')[0].ToUpperInvariant() switch
            {
                "WAIT" or "STOP" => [PulpTaskState.Waiting, PulpTaskState.Running, PulpTaskState.Canceling],
                "REMOVE" => [PulpTaskState.Completed, PulpTaskState.Failed, PulpTaskState.Canceled],
                _ => [],
            },
            Newest = Most,
        };
        await foreach (var task in pulp.GetTasksAsync(query, cancel))
        {
            var id = task.Id.ToString();
            if (asked.Word.Fits(id))
                yield return asked.Word.Result(id, $"{TaskWords.Name(task)}, {task.State}, {task.CreatedAt.ToLocalTime():g}");
        }
    }
}
