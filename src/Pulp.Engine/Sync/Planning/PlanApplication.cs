using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Sync.Planning;

/// <summary>Makes of the entries of a plan what a sync does: their actions and nothing else. Pure.</summary>
internal static class PlanApplication
{
    /// <summary>What is to be done with one project. Null, and the <paramref name="fault"/>: the entries do not fit what the repository holds.</summary>
    /// <param name="project">The project, normalised.</param>
    /// <param name="entries">Its entries that do something, checked (<see cref="PlanCheck"/>).</param>
    /// <param name="members">What the repository holds of it.</param>
    /// <param name="immediate">True: bytes are fetched now.</param>
    /// <param name="held">Whether the store has the bytes of a digest.</param>
    /// <param name="fault">Why not.</param>
    internal static ProjectPlan? Of(
        string project, IReadOnlyList<PulpSyncPlanEntry> entries, IReadOnlyList<Member> members, bool immediate, Func<byte[], bool> held, out string? fault)
    {
        fault = null;
        var there = members.ToDictionary(m => m.FileName, StringComparer.Ordinal);
        var files = new List<PlannedFile>(entries.Count);
        foreach (var entry in entries)
        {
            var member = there.GetValueOrDefault(entry.FileName);
            var offered = entry.Action == PulpPlanAction.Remove ? null : PlanEntries.Offer(entry);
            fault = Misfit(entry.Action, offered?.Sha256, member);
            if (fault is not null)
            {
                fault = $"{entry.FileName} of {project} cannot be done as the plan says ({entry.Action}): {fault}.";
                return null;
            }

            var fetch = offered is not null && (offered.Sha256 is null || ((immediate || entry.Action == PulpPlanAction.Keep) && !held(offered.Sha256)));
            files.Add(new PlannedFile(entry.Action, offered, member, entry.Reason ?? "") { Fetch = fetch, ByExclude = entry.Excluded });
        }

        return new ProjectPlan(project, PageOutcome.Found, files, []);
    }

    private static string? Misfit(PulpPlanAction action, byte[]? sha256, Member? member)
    {
        if (action == PulpPlanAction.Add) return member is null ? null : "the repository holds a file of that name";
        if (member is null) return "the repository holds no file of that name";
        if (member.Hand && action != PulpPlanAction.Keep) return "it came by hand, and no sync touches it";
        var same = sha256 is not null && sha256.AsSpan().SequenceEqual(member.Sha256);
        return action switch
        {
            PulpPlanAction.Remove => null,
            PulpPlanAction.Replace => same ? "the repository holds these bytes already" : null,
            _ => same ? null : "the repository holds other bytes",
        };
    }
}
