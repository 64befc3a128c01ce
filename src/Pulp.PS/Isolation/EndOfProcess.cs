using Pulp.Model;

namespace Pulp.PS.Isolation;

/// <summary>A script that ends while a task is running forgot to wait: the task ends with the process, and somebody must hear of it.</summary>
internal static class EndOfProcess
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    internal static void Watch(IPulpHost host) => AppDomain.CurrentDomain.ProcessExit += (_, _) => Close(host);

    /// <summary>The line for a task that ends with its process.</summary>
    internal static string Line(PulpTask task) =>
        $"PulpPS: {Describe(task)} (task {task.Id}) was still running and ends with this process; add -Wait or | Wait-PulpTask.";

    private static string Describe(PulpTask task) =>
        task.Repository is null ? task.Name : $"{task.Name} of {task.Repository}";

    private static void Close(IPulpHost host)
    {
        foreach (var task in host.Open.SelectMany(pulp => pulp.RunningHere))
        {
#pragma warning disable RS0030 // The pipeline and its streams are gone by now; standard error is what is left.
            Console.Error.WriteLine(Line(task));
#pragma warning restore RS0030
        }
        host.CloseAsync(Grace).Wait(Grace + Grace);
    }
}
