using Pulp.Model;

namespace Pulp.PS.Tasks;

/// <summary>Plans in words.</summary>
internal static class PlanWords
{
    /// <summary>What would be done with a file, for "Performing the operation"; null: nothing.</summary>
    internal static string? Operation(PulpSyncPlan plan, PulpSyncPlanEntry entry) => entry.Action switch
    {
        PulpPlanAction.Add => $"Add to repository {plan.Repository}",
        PulpPlanAction.Replace => $"Replace in repository {plan.Repository}",
        PulpPlanAction.Change => $"Change in repository {plan.Repository}: {entry.Reason}",
        PulpPlanAction.Remove => $"Remove from repository {plan.Repository}: {entry.Reason}",
        _ => null,
    };

    /// <summary>What is wrong with a plan as a whole: a sync would fail, or the index has none of its projects; null: nothing.</summary>
    internal static PulpException? Fault(PulpSyncPlan plan)
    {
        if (plan.Fault is { } fault)
            return new(TaskWords.ErrorId(fault, fault.Code), $"A sync of {plan.Repository} from {plan.Remote} would fail. {fault}", plan);
        // Without a fault they are all gone, as the index's own list of projects says: a sync would take it at its word.
        return plan.Errors.Count > 0 && plan.Errors.All(e => e.Code == PulpErrors.ProjectMissing) && plan.Entries.All(e => e.Action == PulpPlanAction.Remove)
            ? new(PulpErrors.ProjectMissing, $"{plan.Remote} has none of the projects that a sync of {plan.Repository} would ask for. {plan.Errors[0]}", plan)
            : null;
    }
}
