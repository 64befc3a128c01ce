using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Sync.Planning;

/// <summary>How a repository is to follow an index.</summary>
/// <param name="Mirror">True: what is no longer offered or admitted goes. False: files are only added.</param>
/// <param name="Immediate">True: bytes are fetched in the sync.</param>
internal readonly record struct DiffRules(bool Mirror, bool Immediate);

/// <summary>Compares what an index offers of a project with what a repository holds of it (SYNC rules 9, 11, 12). Pure.</summary>
internal static class Differ
{
    /// <summary>
    /// Plans one project whose page was Found. <paramref name="held"/> says whether the store has the bytes of a digest;
    /// <paramref name="excluded"/> whether an exclude names a member that the page does not list.
    /// </summary>
    internal static ProjectPlan Diff(
        string project,
        IReadOnlyList<OfferedFile> offered,
        IReadOnlyList<Member> members,
        DiffRules rules,
        Func<byte[], bool> held,
        Func<Member, bool> excluded)
    {
        var files = new List<PlannedFile>(Math.Max(offered.Count, members.Count));
        var errors = new List<PulpTaskMessage>();
        var left = members.ToDictionary(m => m.FileName, StringComparer.Ordinal);
        foreach (var file in offered)
        {
            left.Remove(file.FileName, out var member);
            files.Add(file.Selected
                ? PlanSelected(project, file, member, rules, held, errors)
                : PlanRefused(file, member, rules));
        }

        foreach (var member in left.Values.OrderBy(m => m.FileName, StringComparer.Ordinal))
            files.Add(PlanUnlisted(member, rules, excluded));
        return new ProjectPlan(project, PageOutcome.Found, files, errors);
    }

    /// <summary>
    /// Plans a project without believing anything of its page: <paramref name="reason"/> null keeps all of it, otherwise what syncs brought
    /// goes for that reason (it is not asked for any more, or it is gone upstream).
    /// </summary>
    internal static ProjectPlan DiffUnread(string project, PageOutcome outcome, IReadOnlyList<Member> members, DiffRules rules, string? reason, bool byExclude)
    {
        var files = members
            .OrderBy(m => m.FileName, StringComparer.Ordinal)
            .Select(m => reason is not null && rules.Mirror && !m.Hand
                ? new PlannedFile(PulpPlanAction.Remove, null, m, reason) { ByExclude = byExclude }
                : new PlannedFile(PulpPlanAction.Keep, null, m, KeptReason(m, rules, outcome)))
            .ToList();
        return new ProjectPlan(project, outcome, files, []);
    }

    private static PlannedFile PlanSelected(string project, OfferedFile file, Member? member, DiffRules rules, Func<byte[], bool> held, List<PulpTaskMessage> errors)
    {
        if (file.Sha256 is null)
            return new PlannedFile(member is null ? PulpPlanAction.Add : PulpPlanAction.Keep, file, member, "digest unknown until fetched") { Fetch = true };
        var fetch = rules.Immediate && !held(file.Sha256);
        if (member is null)
            return new PlannedFile(PulpPlanAction.Add, file, null, file.Reason) { Fetch = fetch };
        if (file.Sha256.AsSpan().SequenceEqual(member.Sha256))
        {
            // What came by hand stays as it is, words included.
            return member.Hand || file.Words.MeansTheSameAs(member.Words)
                ? new PlannedFile(PulpPlanAction.Keep, file, member, file.Reason) { Fetch = fetch && !member.Hand }
                : new PlannedFile(PulpPlanAction.Change, file, member, DescribeChange(member.Words, file.Words)) { Fetch = fetch };
        }

        if (rules.Mirror && !member.Hand)
            return new PlannedFile(PulpPlanAction.Replace, file, member, "the index offers other bytes under this name") { Fetch = fetch };
        var why = member.Hand
            ? "the index offers other bytes under the name of a file that came by hand; the repository's stays"
            : "the index offers other bytes under this name; an additive sync replaces nothing";
        errors.Add(new PulpTaskMessage
        {
            Code = "file.conflict",
            Project = project,
            FileName = file.FileName,
            Url = file.Url,
            Description = $"{file.FileName}: {why} (held {Convert.ToHexStringLower(member.Sha256)}, offered {Convert.ToHexStringLower(file.Sha256)}).",
        });
        return new PlannedFile(PulpPlanAction.Keep, file, member, why);
    }

    private static PlannedFile PlanRefused(OfferedFile file, Member? member, DiffRules rules)
    {
        if (member is null)
            return new PlannedFile(PulpPlanAction.Skip, file, null, file.Reason);
        return rules.Mirror && !member.Hand
            ? new PlannedFile(PulpPlanAction.Remove, file, member, file.Reason) { ByExclude = file.Excluded }
            : new PlannedFile(PulpPlanAction.Keep, file, member, KeptReason(member, rules, PageOutcome.Found));
    }

    private static PlannedFile PlanUnlisted(Member member, DiffRules rules, Func<Member, bool> excluded) =>
        rules.Mirror && !member.Hand
            ? new PlannedFile(PulpPlanAction.Remove, null, member, "no longer offered by the index") { ByExclude = excluded(member) }
            : new PlannedFile(PulpPlanAction.Keep, null, member, KeptReason(member, rules, PageOutcome.Found));

    private static string KeptReason(Member member, DiffRules rules, PageOutcome outcome) =>
        member.Hand ? "it came by hand"
        : outcome != PageOutcome.Found ? "its page was not found, and an error is no absence"
        : !rules.Mirror ? "an additive sync removes nothing"
        : "held";

    private static string DescribeChange(Words before, Words now)
    {
        var parts = new List<string>();
        if (before.Yanked != now.Yanked)
            parts.Add(now.Yanked is null ? "no longer yanked" : now.Yanked.Length == 0 ? "yanked" : $"yanked: {now.Yanked}");
        if (before.RequiresPython != now.RequiresPython)
            parts.Add($"requires-python {now.RequiresPython ?? "no longer given"}");
        if (before.CoreMetadata != now.CoreMetadata)
            parts.Add(now.CoreMetadata is null ? "core metadata no longer announced" : "core metadata announced");
        return string.Join("; ", parts);
    }
}
