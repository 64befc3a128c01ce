using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync.Pages;

/// <summary>What came of asking for all that is to be known of one project.</summary>
internal sealed record ProjectPage
{
    /// <summary>The project, normalised.</summary>
    internal required string Project { get; init; }

    /// <summary>What came of it.</summary>
    internal required PageOutcome Outcome { get; init; }

    /// <summary>Why it is not Found; null when it is.</summary>
    internal PulpTaskMessage? Error { get; init; }

    /// <summary>False when no request got any answer.</summary>
    internal bool Answered { get; init; } = true;

    /// <summary>True: neither page has changed since it was kept.</summary>
    internal bool NotModified { get; init; }

    /// <summary>True: nothing can have changed for the repository, and the page was not read (SYNC rule 5).</summary>
    internal bool Ended { get; init; }

    /// <summary>The files a mirror may take, with the digests of both pages.</summary>
    internal IReadOnlyList<SimpleFile> Files { get; init; } = [];

    /// <summary>The links it must not take.</summary>
    internal IReadOnlyList<RefusedLink> Refused { get; init; } = [];

    /// <summary>What is to be kept of the pages.</summary>
    internal IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The revision of pages that are kept already; those among <see cref="Facts"/> add theirs once they are written.</summary>
    internal int KeptRevision { get; init; }

    /// <summary>The revision of the page: it grows with the simple page and with the legacy JSON (SYNC rule 2).</summary>
    internal int Revision => KeptRevision + Facts.OfType<PageFact>().Sum(f => f.Revision);
}
