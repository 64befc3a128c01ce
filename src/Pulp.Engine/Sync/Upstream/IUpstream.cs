using Pulp.Engine.Store;
using Pulp.Python;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>
/// A remote's index during one sync, plan or test: an http(s) index or a local folder. Reads pages and fetches files; writes nothing but the
/// incoming file it is handed. Safe for calls side by side. Never throws for what upstream does; cancellation throws.
/// </summary>
internal interface IUpstream : IAsyncDisposable
{
    /// <summary>Where pages lie, once one was Found: <c>simple</c> (below url + simple/), <c>root</c> (below the url itself); null: not known yet.</summary>
    string? Layout { get; }

    /// <summary>Requests made so far, retries and redirects included.</summary>
    int Requests { get; }

    /// <summary>
    /// Finds the layout before anything else is asked, as SYNC rule 1 says, from the projects asked for in normalised order; does nothing once it is known.
    /// Answers got on the way are remembered, so that no page is asked for twice. <paramref name="kept"/> gives what is held of a page; null: nothing is. <paramref name="kept"/> is asked with an empty name for the root list.
    /// </summary>
    Task ProbeAsync(IReadOnlyList<string> projects, Func<string, Task<KeptPage?>>? kept, CancellationToken cancel);

    /// <summary>A project's simple page. <paramref name="kept"/>: what is held of it, for a conditional request; null: asked for whole.</summary>
    Task<PageAnswer<SimplePage>> GetPageAsync(string project, KeptPage? kept, CancellationToken cancel);

    /// <summary>The list of all projects.</summary>
    Task<PageAnswer<ProjectList>> GetProjectsAsync(KeptPage? kept, CancellationToken cancel);

    /// <summary>A project's legacy JSON.</summary>
    Task<PageAnswer<LegacyPage>> GetLegacyAsync(string project, KeptPage? kept, CancellationToken cancel);

    /// <summary>
    /// Files beside the pages that no project can be told for, each with the reason: loose files of a local folder that are neither wheels nor sdists.
    /// Filled by <see cref="GetProjectsAsync"/>; empty for every other index.
    /// </summary>
    IReadOnlyList<KeyValuePair<string, string>> LeftOut { get; }

    /// <summary>
    /// What besides url, digests and size tells whether the bytes at an address are still the same (SYNC rule 9): of a file in a local folder its
    /// modification time; null for http. Part of the key under which it is remembered what a file without sha256 turned out to be.
    /// </summary>
    string? GetStamp(string url);

    /// <summary>The address as people know it, without secrets: a link of a local folder's page as its <c>file://</c> url, any other without user and query.</summary>
    string GetAddress(string url);

    /// <summary>Reads a kept page by the same code as a fetched one. Never throws for its content: Outcome is Found or Invalid.</summary>
    PageAnswer<SimplePage> ReadKept(string project, KeptPage kept);

    /// <summary>Reads a kept root list.</summary>
    PageAnswer<ProjectList> ReadKeptProjects(KeptPage kept);

    /// <summary>Reads a kept legacy JSON.</summary>
    PageAnswer<LegacyPage> ReadKeptLegacy(string project, KeptPage kept);

    /// <summary>
    /// Fetches a file into <paramref name="target"/> with retries and resumes, checking size and digests while it streams. On success the target holds the
    /// whole file, verified but not yet placed. <paramref name="arrived"/> is told of bytes as they come.
    /// </summary>
    Task<FileAnswer> FetchAsync(FileRequest request, IncomingFile target, Action<int>? arrived, CancellationToken cancel);
}

/// <summary>A file to be fetched.</summary>
/// <param name="Project">The project, normalised, for messages.</param>
/// <param name="FileName">The file name, for messages.</param>
/// <param name="Url">The address, absolute.</param>
/// <param name="Size">Bytes the page announces; null: not said.</param>
/// <param name="Sha256">32 bytes; null: not known, other digests are checked instead.</param>
/// <param name="Digests">Other digests by kind, lower-case hex; checked only where <paramref name="Sha256"/> is null.</param>
internal sealed record FileRequest(string Project, string FileName, string Url, long? Size, byte[]? Sha256, IReadOnlyList<KeyValuePair<string, string>> Digests);

/// <summary>What came of fetching a file.</summary>
/// <param name="Code">The code (file.missing, file.denied, file.status, file.cut, file.size, file.digest, store.full); null: it is whole and right.</param>
/// <param name="Description">What happened, for people; null when it is right.</param>
/// <param name="Sha256">The digest of what came; null unless it is right.</param>
/// <param name="Size">Bytes of the file.</param>
internal sealed record FileAnswer(string? Code, string? Description, byte[]? Sha256, long Size);
