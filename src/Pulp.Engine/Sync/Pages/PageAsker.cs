using Pulp.Engine.Store;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync.Pages;

/// <summary>
/// Asks an index for a project's pages, by what is kept of them, and reads them (SYNC rules 2, 3, 5). One code for the sync, the plan and the test of
/// filters; it writes nothing, and says what is to be kept. One that refreshes asks for everything whole, as if nothing were kept.
/// </summary>
internal sealed class PageAsker(StoreDatabase database, IUpstream upstream, Selector selector, long remote, bool refresh = false)
{
    /// <summary>Asks for a project's pages.</summary>
    /// <param name="project">The name, normalised.</param>
    /// <param name="serial">The serial that the root list gives; null: none. Equal to the kept one, the page is not asked for.</param>
    /// <param name="ended">Whether a page of this revision that has not changed ends the work on the project; null: never.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<ProjectPage> AskAsync(string project, long? serial, Func<int, bool>? ended, CancellationToken cancel)
    {
        var (kept, keptLegacy) = refresh ? (null, null) : await database.ReadAsync(
            c => (SyncReads.Page(c, remote, project, PageKind.Simple), selector.NamesDigests(project) ? SyncReads.Page(c, remote, project, PageKind.Legacy) : null),
            cancel).ConfigureAwait(false);

        var answer = serial is not null && kept?.Serial == serial
            ? new PageAnswer<SimplePage> { Outcome = PageOutcome.Found, Url = kept!.Page.Url, NotModified = true }
            : await upstream.GetPageAsync(project, kept?.Page, cancel).ConfigureAwait(false);
        if (answer.Outcome != PageOutcome.Found) return NotFound(project, answer);

        var facts = new List<Fact>();
        var revision = 0;
        var unchanged = answer.NotModified || SameBody(kept, answer.Fresh);
        if (answer.NotModified)
        {
            revision += kept!.Revision;
            if (serial is { } moved && kept.Serial != moved) facts.Add(new SerialFact(remote, project, moved));
        }
        else
        {
            facts.Add(new PageFact(remote, project, PageKind.Simple, answer.Fresh!, serial));
        }

        // A legacy JSON that counted the last time may have changed alone.
        PageAnswer<LegacyPage>? legacy = null;
        if (keptLegacy is not null)
        {
            legacy = await upstream.GetLegacyAsync(project, keptLegacy.Page, cancel).ConfigureAwait(false);
            if (legacy.Outcome != PageOutcome.Found) return NoLegacy(project, legacy, null);
            if (legacy.NotModified) revision += keptLegacy.Revision;
            else facts.Add(new PageFact(remote, project, PageKind.Legacy, legacy.Fresh!, null));
            unchanged &= legacy.NotModified || SameBody(keptLegacy, legacy.Fresh);
        }

        if (unchanged && ended?.Invoke((kept?.Revision ?? 0) + (keptLegacy?.Revision ?? 0)) == true)
            return new ProjectPage { Project = project, Outcome = PageOutcome.Found, NotModified = true, Ended = true, Facts = facts, KeptRevision = revision };

        if (answer.NotModified)
        {
            var read = upstream.ReadKept(project, kept!.Page);
            if (read.Outcome != PageOutcome.Found)
            {
                // What was kept cannot be read any more: ask for it whole, once.
                read = await upstream.GetPageAsync(project, null, cancel).ConfigureAwait(false);
                if (read.Outcome != PageOutcome.Found) return NotFound(project, read);
                revision -= kept.Revision;
                facts.RemoveAll(f => f is SerialFact);
                facts.Add(new PageFact(remote, project, PageKind.Simple, read.Fresh!, serial));
            }

            answer = read;
        }

        var page = answer.Content!;
        var result = new ProjectPage
        {
            Project = project,
            Outcome = PageOutcome.Found,
            NotModified = unchanged,
            Files = page.Files,
            Refused = page.Refused,
            Facts = facts,
            KeptRevision = revision,
        };
        return selector.FirstMissingDigest(project, page.Files) is { } missing
            ? await JoinAsync(result, page, missing, legacy, keptLegacy, facts, cancel).ConfigureAwait(false)
            : result;
    }

    private async Task<ProjectPage> JoinAsync(
        ProjectPage result, SimplePage page, MissingDigest missing, PageAnswer<LegacyPage>? legacy, StoredPage? kept, List<Fact> facts, CancellationToken cancel)
    {
        var project = result.Project;
        if (legacy is null)
        {
            legacy = await upstream.GetLegacyAsync(project, null, cancel).ConfigureAwait(false);
            if (legacy.Outcome != PageOutcome.Found) return NoLegacy(project, legacy, missing);
            facts.Add(new PageFact(remote, project, PageKind.Legacy, legacy.Fresh!, null));
        }
        else if (legacy.NotModified)
        {
            legacy = upstream.ReadKeptLegacy(project, kept!.Page);
            if (legacy.Outcome != PageOutcome.Found) return NoLegacy(project, legacy, missing);
        }

        var joined = LegacyJoin.Join(page, legacy.Content!, out var fault);
        return fault is null
            ? result with { Files = joined.Files }
            : Failed(project, PageOutcome.Invalid, "page.invalid", legacy.Url, fault);
    }

    private static ProjectPage NotFound<T>(string project, PageAnswer<T> answer)
        where T : class =>
        Failed(project, answer.Outcome, answer.Code!, answer.Url, answer.Description!) with { Answered = answer.Answered };

    private static ProjectPage NoLegacy(string project, PageAnswer<LegacyPage> answer, MissingDigest? missing)
    {
        if (answer.Outcome != PageOutcome.NotFound) return NotFound(project, answer);
        var wanted = missing is { } m ? $"'{m.Entry}' names a {m.Kind}, which the page of {project} does not give" : $"digests of {project} were in the legacy JSON the last time";
        return Failed(project, PageOutcome.Invalid, "page.invalid", answer.Url, $"{wanted}, and the legacy JSON that would give it is not there: {answer.Description}");
    }

    private static ProjectPage Failed(string project, PageOutcome outcome, string code, string url, string description) => new()
    {
        Project = project,
        Outcome = outcome,
        Error = new PulpTaskMessage { Code = code, Project = project, Url = url, Description = description },
    };

    private static bool SameBody(StoredPage? kept, KeptPage? fresh) =>
        kept is not null && fresh is not null && kept.Page.Url == fresh.Url && kept.Page.Body.AsSpan().SequenceEqual(fresh.Body);
}
