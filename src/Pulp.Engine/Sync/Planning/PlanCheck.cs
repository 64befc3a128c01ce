using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync.Planning;

/// <summary>Whether a plan that was given back can be done: objects can be made by hand, and what a page may not say a plan may not either. Pure.</summary>
internal static class PlanCheck
{
    private const int Told = 3;

    /// <summary>The entries that do something.</summary>
    internal static IEnumerable<PulpSyncPlanEntry> Doing(PulpSyncPlan plan) =>
        plan.Entries.Where(e => e.Action is not (PulpPlanAction.Keep or PulpPlanAction.Skip) || (e.Action == PulpPlanAction.Keep && e is { Fetch: true, Sha256: not null }));

    /// <summary>Refuses a plan that has a fault, and one that no index can have given. Errors: InvalidPlan, the code of the fault.</summary>
    internal static void Check(PulpSyncPlan plan)
    {
        if (plan.Fault is { } fault) throw Refuse(plan, fault);
        if (plan.Entries is null) throw Invalid(plan, "it has no entries");
        var seen = new HashSet<(string, string)>();
        List<string> bad = [];
        foreach (var entry in plan.Entries)
        {
            if (entry is null) throw Invalid(plan, "one of its entries is null");
            if (!Enum.IsDefined(entry.Action)) bad.Add($"'{entry.FileName}': {entry.Action} is no action");
        }

        foreach (var entry in Doing(plan))
        {
            if (Fault(entry, plan.Mirror) is { } reason) bad.Add($"'{entry.FileName}': {reason}");
            else if (!seen.Add((entry.Name, entry.FileName))) bad.Add($"'{entry.FileName}': it is in the plan twice");
        }

        if (bad.Count == 0) return;
        throw Invalid(plan, string.Join("; ", bad.Take(Told)) + (bad.Count > Told ? $"; and {bad.Count - Told} more" : ""));
    }

    private static string? Fault(PulpSyncPlanEntry entry, bool mirror)
    {
        if (entry.Name is null || !ProjectName.IsValid(entry.Name) || ProjectName.Normalize(entry.Name) != entry.Name) return $"'{entry.Name}' is no normalised name of a project";
        if (FileNameRules.Judge(entry.FileName) is { } refusal) return $"not a name for a file ({refusal})";
        if (!mirror && entry.Action is PulpPlanAction.Remove or PulpPlanAction.Replace) return "a plan that only adds neither removes nor replaces";
        if (entry.Action == PulpPlanAction.Remove) return null;
        if (DistributionFileName.Read(entry.Name, entry.FileName) is not ({ }, { })) return $"not the name of a distribution of {entry.Name}";
        if (!Uri.TryCreate(entry.Url, UriKind.Absolute, out var url) || !HttpAddress.IsHttp(url)) return "its url is no http or https address";
        if (entry.Size < 0) return "its size is below nothing";
        if (entry.Digests is null || PlanEntries.ReadDigests(entry).Count != entry.Digests.Count) return "its digests are none";
        if (entry.Sha256 is null) return entry.Action == PulpPlanAction.Add ? null : "it has no sha256";
        return FileDigests.Of([KeyValuePair.Create("sha256", entry.Sha256)]).HasSha256 ? null : "its sha256 has not 64 hex digits";
    }

    private static PulpException Refuse(PulpSyncPlan plan, PulpTaskError fault)
    {
        var id = fault.Code == RemovalCode ? PulpErrors.RemovalLimitExceeded : fault.Code;
        return PulpErrors.All.ContainsKey(id)
            ? new PulpException(id, $"The plan of a sync of {plan.Repository} from {plan.Remote} has a fault and is not done. {fault}", plan)
            : Invalid(plan, fault.ToString());
    }

    private static PulpException Invalid(PulpSyncPlan plan, string reason) => new(
        PulpErrors.InvalidPlan, $"The plan of a sync of {plan.Repository} from {plan.Remote} cannot be done, and Get-PulpSyncPlan did not write it so: {reason}.", plan);

    /// <summary>The code of a sync that would remove more than it may.</summary>
    internal const string RemovalCode = "removal.limit";
}
