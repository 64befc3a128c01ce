using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Sync.Planning;

/// <summary>Ends a plan with what fetching found out (SYNC rules 4, 11). Pure.</summary>
internal static class Settler
{
    /// <summary>
    /// What is left of a plan once it is known which files could not be had. While one of them is missing, nothing of the project is removed but
    /// what an exclude names, and a replaced file keeps its old bytes.
    /// </summary>
    internal static ProjectPlan Settle(ProjectPlan plan, Func<PlannedFile, bool> missing)
    {
        if (plan.Outcome != PageOutcome.Found || !plan.Files.Any(missing)) return plan;
        var files = new List<PlannedFile>(plan.Files.Count);
        foreach (var file in plan.Files)
        {
            if (missing(file))
            {
                // A member without bytes stays a member; a new file is left out until it can be had.
                if (file.Member is { } member)
                    files.Add(file.Action == PulpPlanAction.Change ? file : new PlannedFile(PulpPlanAction.Keep, file.Offered, member, "its new bytes could not be had"));
                else
                    files.Add(new PlannedFile(PulpPlanAction.Skip, file.Offered, null, "it could not be had"));
            }
            else if (file.Action == PulpPlanAction.Remove && !file.ByExclude)
            {
                files.Add(new PlannedFile(PulpPlanAction.Keep, file.Offered, file.Member, "another file of its project could not be had"));
            }
            else
            {
                files.Add(file);
            }
        }

        return plan with { Files = files };
    }

    /// <summary>
    /// Which of the projects asked for count as gone: those NotFound, when another page of the same sync was Found, or when all were NotFound and a
    /// root list that was Found lists none of them (<paramref name="listed"/> null: no root list was Found).
    /// </summary>
    /// <returns>The projects that count as gone, and whether the sync fails because nothing was Found.</returns>
    internal static (IReadOnlySet<string> Gone, bool Fails) Judge(IReadOnlyCollection<(string Project, PageOutcome Outcome)> pages, IReadOnlySet<string>? listed)
    {
        var absent = pages.Where(p => p.Outcome == PageOutcome.NotFound).Select(p => p.Project).ToHashSet(StringComparer.Ordinal);
        if (pages.Count == 0 || pages.Any(p => p.Outcome == PageOutcome.Found)) return (absent, false);
        if (absent.Count == pages.Count && listed is not null && !absent.Overlaps(listed)) return (absent, false);
        return (new HashSet<string>(StringComparer.Ordinal), true);
    }
}
