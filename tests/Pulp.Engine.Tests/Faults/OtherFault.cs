using Pulp.Model;

namespace Pulp.Engine.Tests.Faults;

/// <summary>A line of the table: a fault of the index as a whole, of the store or of the machine.</summary>
/// <param name="Fault">The fault, in the words of the documentation.</param>
/// <param name="Task">State and code of the task; a code alone: the task is Completed with it; empty: nothing is reported.</param>
/// <param name="Becomes">What becomes of content.</param>
/// <param name="Run">Lets it happen to syncs of both repositories and gives their tasks. It ends the fault too.</param>
internal sealed record OtherFault(string Fault, string Task, Becomes Becomes, Func<FaultBench, Task<PulpTask[]>> Run)
{
    public override string ToString() => Fault;
}
