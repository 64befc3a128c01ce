using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Remotes;

/// <summary>Tries a remote's index as a sync would, until it is plain whether a sync could use it: one page as a rule, or the root list.</summary>
internal sealed class RemoteProbe(IUpstream upstream)
{
    /// <summary>Tries it. Writes nothing.</summary>
    /// <param name="remote">The name of the remote.</param>
    /// <param name="store">The path of its store.</param>
    /// <param name="projects">The projects a sync would ask for, normalised and sorted; null: all the index lists.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<PulpRemoteStatus> RunAsync(string remote, string store, IReadOnlyList<string>? projects, CancellationToken cancel)
    {
        var found = projects is null ? await TryListAsync(cancel).ConfigureAwait(false) : await TryPagesAsync(projects, cancel).ConfigureAwait(false);
        return found with { Remote = remote, Store = store };
    }

    private async Task<PulpRemoteStatus> TryListAsync(CancellationToken cancel)
    {
        var list = await upstream.GetProjectsAsync(null, cancel).ConfigureAwait(false);
        if (list.Outcome != PageOutcome.Found) return Failed(list);
        return list.Content!.Projects.Count > 0 ? Usable(list) : Usable(list) with { Error = Error("page.invalid", $"The list of all projects at {list.Url} has no project.") };
    }

    private async Task<PulpRemoteStatus> TryPagesAsync(IReadOnlyList<string> projects, CancellationToken cancel)
    {
        await upstream.ProbeAsync(projects, null, cancel).ConfigureAwait(false);
        PageAnswer<SimplePage>? first = null;    // the first fault that is none of absence, else the first
        var answered = false;
        foreach (var project in projects)
        {
            var page = await upstream.GetPageAsync(project, null, cancel).ConfigureAwait(false);
            if (page.Outcome == PageOutcome.Found) return Usable(page);
            answered |= page.Answered;
            if (first is null || (first.Outcome == PageOutcome.NotFound && page.Outcome != PageOutcome.NotFound)) first = page;
        }

        if (first!.Outcome != PageOutcome.NotFound) return Failed(first with { Answered = answered });
        // All are missing: a list that has none of them either makes that believable (SYNC rule 4), and a sync would complete.
        var list = await upstream.GetProjectsAsync(null, cancel).ConfigureAwait(false);
        if (list is not { Outcome: PageOutcome.Found, Content.Projects.Count: > 0 }) return Failed(first);
        var wanted = projects.ToHashSet(StringComparer.Ordinal);
        return list.Content.Projects.Any(p => wanted.Contains(ProjectName.Normalize(p.Name))) ? Failed(first) : Usable(list);
    }

    private PulpRemoteStatus Usable<T>(PageAnswer<T> answer)
        where T : class => new()
        {
            Remote = "",
            Store = "",
            Url = answer.Url,
            Kind = upstream is not HttpUpstream http ? "folder" : http.Place == Layout.Root ? "simple" : "index",
            // A page made of loose files is JSON to us only; it alone has a tag in a folder.
            Json = answer.Fresh!.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase) && (upstream is HttpUpstream || answer.Fresh.ETag is null),
            Authenticated = true,
        };

    private static PulpRemoteStatus Failed<T>(PageAnswer<T> answer)
        where T : class => new()
        {
            Remote = "",
            Store = "",
            Url = answer.Url,
            // What answers for an index that is down, or instead of it (a log-in form), tells nothing.
            Authenticated = answer.Outcome == PageOutcome.Denied ? false : null,
            Error = Error(answer.Answered ? answer.Code! : "index.unreachable", answer.Description!),
        };

    private static PulpTaskError Error(string code, string description) => new() { Code = code, Description = description };
}
