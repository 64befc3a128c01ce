using System.Collections.Concurrent;
using Pulp.Engine.Sync.Pages;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>What a running sync knows so far: the outcome of each project, what is staged, and what the next sync must look at again. Safe for use side by side.</summary>
internal sealed class SyncLedger
{
    private readonly ConcurrentDictionary<string, ProjectPage> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _revisions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unfinished = new(StringComparer.Ordinal);
    private readonly List<Staged> _staged = [];
    private int _notModified;

    /// <summary>Pages that had not changed.</summary>
    internal int NotModified => _notModified;

    /// <summary>True: pages were asked for, and no request got an answer.</summary>
    internal bool HeardNothing => !_pages.IsEmpty && _pages.Values.All(p => p.Outcome != PageOutcome.Found && !p.Answered);

    /// <summary>The pages and their outcomes.</summary>
    internal IReadOnlyCollection<(string Project, PageOutcome Outcome)> Outcomes => [.. _pages.Select(p => (p.Key, p.Value.Outcome))];

    /// <summary>The revisions that were read.</summary>
    internal IReadOnlyDictionary<string, int> Revisions => _revisions;

    /// <summary>Projects that must be looked at again.</summary>
    internal IReadOnlySet<string> Unfinished => _unfinished.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>What the version will change. Only read once all is staged.</summary>
    internal IReadOnlyList<Staged> Staged => _staged;

    /// <summary>Notes what came of a page, without its files.</summary>
    internal void Note(ProjectPage page)
    {
        _pages[page.Project] = page with { Files = [], Refused = [], Facts = [] };
        if (page.NotModified) Interlocked.Increment(ref _notModified);
        if (page.Outcome != PageOutcome.Found) _unfinished[page.Project] = true;
    }

    /// <summary>Notes the revision that this sync read of a project.</summary>
    internal void Read(string project, int revision) => _revisions[project] = revision;

    /// <summary>Notes that a project must be looked at again.</summary>
    internal void LeaveOpen(string project) => _unfinished[project] = true;

    /// <summary>Stages a settled plan; <paramref name="rows"/> gives the rows of the files that come.</summary>
    internal void Stage(ProjectPlan plan, Func<PlannedFile, FileRows> rows)
    {
        var staged = new List<Staged>();
        foreach (var file in plan.Files)
        {
            switch (file.Action)
            {
                case PulpPlanAction.Add:
                    staged.Add(Row(StagedKind.Add, rows(file)));
                    break;
                case PulpPlanAction.Replace:
                    staged.Add(Row(StagedKind.Replace, rows(file)));
                    break;
                case PulpPlanAction.Change:
                    staged.Add(Row(StagedKind.Change, rows(file)));
                    break;
                case PulpPlanAction.Remove:
                    staged.Add(new Staged(StagedKind.Remove, file.Member!.File, 0, 0));
                    break;
                case PulpPlanAction.Keep:
                case PulpPlanAction.Skip:
                default:
                    break;
            }
        }

        lock (_staged) _staged.AddRange(staged);
    }

    /// <summary>Why a sync fails that Found no page (SYNC rule 4).</summary>
    internal PulpTaskError Failure()
    {
        var failed = _pages.Values.OrderBy(p => p.Project, StringComparer.Ordinal).ToList();
        var first = failed[0];
        var others = failed.Count == 1 ? "" : $" (and {failed.Count - 1} more {(failed.Count == 2 ? "project" : "projects")})";
        return failed.Exists(p => p.Answered)
            ? new PulpTaskError { Code = first.Error!.Code, Description = $"No page was found. {first.Project}{others}: {first.Error.Description}" }
            : new PulpTaskError { Code = "index.unreachable", Description = $"The index did not answer at all, so nothing was changed. {first.Project}{others}: {first.Error!.Description}" };
    }

    private static Staged Row(StagedKind kind, FileRows rows) => new(kind, rows.File, rows.Content, rows.Said);
}
