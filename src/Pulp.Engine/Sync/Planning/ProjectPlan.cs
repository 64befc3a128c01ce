using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Sync.Planning;

/// <summary>What is to be done with one file.</summary>
/// <param name="Action">What.</param>
/// <param name="Offered">The file as the index offers it; null: it does not.</param>
/// <param name="Member">The file as the repository holds it; null: it does not.</param>
/// <param name="Reason">Why, in words when asked for.</param>
internal sealed record PlannedFile(PulpPlanAction Action, OfferedFile? Offered, Member? Member, object Reason)
{
    /// <summary>True: its bytes are to be fetched.</summary>
    internal bool Fetch { get; init; }

    /// <summary>True: it goes even when another file of its project cannot be had.</summary>
    internal bool ByExclude { get; init; }

    /// <summary>The file name.</summary>
    internal string FileName => Offered?.FileName ?? Member!.FileName;

    /// <summary>The version as spelt.</summary>
    internal string Version => Offered?.Version ?? Member!.Version;
}

/// <summary>What a sync does with one project. Immutable; made by <see cref="Differ"/>, ended by <see cref="Settler"/>.</summary>
/// <param name="Project">The name, normalised.</param>
/// <param name="Outcome">What came of its page.</param>
/// <param name="Files">File by file.</param>
/// <param name="Errors">Conflicts that were met (file.conflict).</param>
internal sealed record ProjectPlan(string Project, PageOutcome Outcome, IReadOnlyList<PlannedFile> Files, IReadOnlyList<PulpTaskMessage> Errors)
{
    /// <summary>The files of one action.</summary>
    internal IEnumerable<PlannedFile> Of(PulpPlanAction action) => Files.Where(f => f.Action == action);

    /// <summary>The files whose bytes are to be fetched.</summary>
    internal IEnumerable<PlannedFile> Fetch => Files.Where(f => f.Fetch);
}
