using System.Collections.Concurrent;
using Pulp.Engine.Store;
using Pulp.Engine.Sync;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Repair;

/// <summary>The indexes of one repair, each opened once, as a sync opens it: with its remote's settings and credentials.</summary>
internal sealed class RepairUpstreams(LocalStore store) : IAsyncDisposable
{
    // So many files in a row without any answer: the index is down, and each further file would wait for all repetitions.
    private const int MostSilent = 5;
    private const int MostPages = 64;

    private readonly ConcurrentDictionary<long, Lazy<Task<Opened?>>> _open = new();
    private readonly ConcurrentDictionary<(long Remote, string Project), Lazy<Task<IReadOnlyList<(string FileName, string? Sha256, string Url)>>>> _pages = new();

    /// <summary>
    /// Fetches a file into <paramref name="target"/>, checked against its digest. Where the address is not known or does not hold any more, the project's page is
    /// asked for another.
    /// </summary>
    /// <returns>Why it is not there; null: it is, whole and right.</returns>
    internal async Task<FileAnswer> FetchAsync(RepairSource source, byte[] sha256, IncomingFile target, CancellationToken cancel)
    {
        if (await OpenAsync(source.Remote, cancel).ConfigureAwait(false) is not { } opened)
            return new FileAnswer("file.missing", "the remote was removed", null, 0);
        if (opened.Closed is { } closed) return new FileAnswer("file.denied", closed, null, 0);
        if (opened.Silent >= MostSilent) return new FileAnswer("file.cut", $"not asked any more, after {MostSilent} files in a row without an answer", null, 0);
        FileAnswer? answer = null;
        if (source.Url is { } known)
        {
            answer = await FetchAsync(opened, source, known, sha256, target, cancel).ConfigureAwait(false);
            if (answer.Code is null or "file.cut" or "store.full") return answer;
        }

        string? found = await FindAsync(opened.Upstream, source, Convert.ToHexStringLower(sha256), cancel).ConfigureAwait(false);
        if (found is null || found == source.Url) return answer ?? new FileAnswer("file.missing", $"the page of {source.Project} does not list these bytes", null, 0);
        return await FetchAsync(opened, source, found, sha256, target, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<Opened?>> open in _open.Values)
        {
            if (open.Value is { IsCompletedSuccessfully: true, Result: { Closed: null } opened }) await opened.Upstream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<FileAnswer> FetchAsync(Opened opened, RepairSource source, string url, byte[] sha256, IncomingFile target, CancellationToken cancel)
    {
        target.Restart();
        var request = new FileRequest(source.Project, source.FileName, url, null, sha256, []);
        FileAnswer answer = await opened.Upstream.FetchAsync(request, target, arrived: null, cancel).ConfigureAwait(false);
        opened.Silent = answer.Code == "file.cut" ? opened.Silent + 1 : 0;
        return answer;
    }

    private async Task<string?> FindAsync(IUpstream upstream, RepairSource source, string sha256, CancellationToken cancel)
    {
        if (_pages.Count > MostPages) _pages.Clear();
        IReadOnlyList<(string FileName, string? Sha256, string Url)> files = await _pages.GetOrAdd(
            (source.Remote, source.Project),
            _ => new(() => ReadAsync(upstream, source.Project, cancel))).Value.ConfigureAwait(false);
        // A page without digests is worth a try: the bytes are checked.
        return files.FirstOrDefault(f => f.Sha256 == sha256).Url ?? files.FirstOrDefault(f => f.Sha256 is null && f.FileName == source.FileName).Url;
    }

    private static async Task<IReadOnlyList<(string FileName, string? Sha256, string Url)>> ReadAsync(IUpstream upstream, string project, CancellationToken cancel)
    {
        PageAnswer<Python.SimplePage> page = await upstream.GetPageAsync(project, null, cancel).ConfigureAwait(false);
        return page.Content is { } content ? [.. content.Files.Select(f => (f.FileName, f.Digests["sha256"], f.Url))] : [];
    }

    private async Task<Opened?> OpenAsync(long remote, CancellationToken cancel) => await _open.GetOrAdd(
        remote,
        row => new(async () =>
        {
            SyncRemote? found = await store.Database.ReadAsync(c => SyncRemote.Read(c, row, store.Folder.Path), cancel).ConfigureAwait(false);
            if (found is null) return null;
            try
            {
                return new Opened(RemoteAccess.Open(found, store.Vault, given: null), null);
            }
            catch (PulpException error) when (error.Id == PulpErrors.SecretUnreadable)
            {
                // Another remote may have the file.
                return new Opened(null, error.Message);
            }
        })).Value.ConfigureAwait(false);

    private sealed class Opened(IUpstream? upstream, string? closed)
    {
        internal IUpstream Upstream => upstream!;

        /// <summary>Why it is not open; null: it is.</summary>
        internal string? Closed { get; } = closed;

        /// <summary>Files in a row that brought no answer. Approximate: several are fetched at once.</summary>
        internal int Silent { get; set; }
    }
}
