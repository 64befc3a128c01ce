using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Tests.Host;

internal static class LocalPulpTasks
{
    /// <summary>Starts a task of a test's own work.</summary>
    internal static async Task<PulpTask> StartForTestsAsync(this LocalPulp pulp, string repository, Func<TaskContext, CancellationToken, Task> work)
    {
        long? row = await pulp.Local.Database.ReadAsync(c => c.Int64("SELECT id FROM repository WHERE name = ?1", repository), CancellationToken.None);
        return await pulp.Local.Tasks.StartAsync(new TaskSpec("sync", row!.Value, null, []), work, CancellationToken.None);
    }
}
