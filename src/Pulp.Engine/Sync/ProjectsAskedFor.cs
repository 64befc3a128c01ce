using Pulp.Engine.Store;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Python;

namespace Pulp.Engine.Sync;

/// <summary>Which projects a sync or plan asks for: those the includes name, or those the root list has (SYNC rules 2, 4).</summary>
internal sealed class ProjectsAskedFor
{
    private readonly IReadOnlyDictionary<string, long>? _serials;

    private ProjectsAskedFor(IReadOnlyList<string> asked, IReadOnlyList<string> unlisted, IReadOnlySet<string>? listed, IReadOnlyDictionary<string, long>? serials)
    {
        Asked = asked;
        Unlisted = unlisted;
        Listed = listed;
        _serials = serials;
    }

    /// <summary>The projects, normalised and sorted.</summary>
    internal IReadOnlyList<string> Asked { get; }

    /// <summary>Projects that the repository holds and a root list that was Found no longer has: they are NotFound.</summary>
    internal IReadOnlyList<string> Unlisted { get; }

    /// <summary>What the root list has; null: it was not asked.</summary>
    internal IReadOnlySet<string>? Listed { get; }

    /// <summary>The serial that the root list gives of a project; null: none.</summary>
    internal long? Serial(string project) => _serials?.TryGetValue(project, out var serial) == true ? serial : null;

    /// <summary>Lists them. Throws <see cref="PulpTaskFailure"/> when an index of all projects cannot be listed.</summary>
    /// <param name="database">Where kept pages are.</param>
    /// <param name="upstream">The index.</param>
    /// <param name="scope">The sync.</param>
    /// <param name="memory">What the last sync left; null: nothing is believed of it.</param>
    /// <param name="facts">Takes the root list to be kept; null: nothing is written.</param>
    /// <param name="cancel">Ends it.</param>
    internal static async Task<ProjectsAskedFor> ListAsync(
        StoreDatabase database, IUpstream upstream, SyncScope scope, SyncMemory? memory, FactWriter? facts, CancellationToken cancel)
    {
        if (!scope.Remote.AllProjects)
            return new ProjectsAskedFor(scope.Names.Count > 0 ? scope.Names : scope.Selector.ProjectsAskedFor, [], null, null);

        var kept = scope.Refresh ? null : await database.ReadAsync(c => SyncReads.Page(c, scope.Remote.Id, "", PageKind.Simple), cancel).ConfigureAwait(false);
        var answer = await upstream.GetProjectsAsync(kept?.Page, cancel).ConfigureAwait(false);
        if (answer is { Outcome: PageOutcome.Found, NotModified: true })
        {
            answer = upstream.ReadKeptProjects(kept!.Page);
            if (answer.Outcome != PageOutcome.Found) answer = await upstream.GetProjectsAsync(null, cancel).ConfigureAwait(false);
        }

        if (answer.Outcome != PageOutcome.Found)
        {
            throw answer.Answered
                ? new PulpTaskFailure(answer.Code!, $"The list of all projects could not be read: {answer.Description}")
                : new PulpTaskFailure("index.unreachable", $"The index did not answer at all, so nothing was changed: {answer.Description}");
        }

        if (facts is not null && answer.Fresh is { } fresh)
            await facts.SendAsync(new PageFact(scope.Remote.Id, "", PageKind.Simple, fresh, null), cancel).ConfigureAwait(false);
        var serials = new Dictionary<string, long>(StringComparer.Ordinal);
        var listed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var project in answer.Content!.Projects)
        {
            if (!ProjectName.IsValid(project.Name)) continue;
            var name = ProjectName.Normalize(project.Name);
            listed.Add(name);
            if (project.LastSerial is { } serial) serials[name] = serial;
        }

        if (listed.Count == 0)
            throw new PulpTaskFailure("page.invalid", $"The list of all projects at {answer.Url} has no project, so nothing was changed.");
        if (scope.Names.Count > 0)
            return new ProjectsAskedFor(scope.Names, [], listed, serials);
        IReadOnlyList<string> held = memory?.KnowsNoneBeside(listed) == true ? [] : await database.ReadAsync(c => SyncReads.HeldProjects(c, scope.Repository), cancel).ConfigureAwait(false);
        return new ProjectsAskedFor(
            [.. listed.Where(scope.Selector.IncludesProject)],
            [.. held.Where(p => !listed.Contains(p) && scope.Selector.IncludesProject(p))],
            listed,
            serials);
    }

    /// <summary>The projects that the root list has, normalised; null: it was not Found.</summary>
    internal static async Task<IReadOnlySet<string>?> AskListAsync(IUpstream upstream, CancellationToken cancel)
    {
        var answer = await upstream.GetProjectsAsync(null, cancel).ConfigureAwait(false);
        return answer.Outcome != PageOutcome.Found ? null : Names(answer.Content!);
    }

    /// <summary>The projects of a root list, normalised.</summary>
    internal static IReadOnlySet<string> Names(ProjectList list) =>
        list.Projects.Where(p => ProjectName.IsValid(p.Name)).Select(p => ProjectName.Normalize(p.Name)).ToHashSet(StringComparer.Ordinal);
}
