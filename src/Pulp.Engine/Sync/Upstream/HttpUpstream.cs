using System.Collections.Concurrent;
using Pulp.Engine.Store;
using Pulp.Python;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>An index over http or https.</summary>
internal sealed class HttpUpstream : IUpstream
{
    private readonly UpstreamSettings _settings;
    private readonly HttpAsker _asker;
    private readonly HttpPages _pages;
    private readonly HttpFiles _files;
    private readonly SemaphoreSlim _probing = new(1);
    private readonly SemaphoreSlim _fetching;
    private readonly ConcurrentDictionary<string, PageAnswer<SimplePage>> _remembered = new(StringComparer.Ordinal);
    private PageAnswer<ProjectList>? _rememberedList;
    private volatile string? _place;    // where pages are asked for
    private volatile string? _layout;   // the same, once a page was Found there

    internal HttpUpstream(UpstreamSettings settings, HttpConnections? connections = null, TimeSpan? firstPause = null, TimeProvider? time = null)
    {
        _settings = settings;
        _asker = new HttpAsker(connections is null ? HttpRoutes.Of(settings) : new HttpRoutes(settings.Url, connections, connections), settings, time);
        var tries = new Tries(settings.Retries, firstPause ?? Tries.FirstPause, time ?? TimeProvider.System);
        _pages = new HttpPages(_asker, tries);
        _files = new HttpFiles(_asker, tries);
        _fetching = new SemaphoreSlim(settings.Concurrency);
        _layout = settings.Layout;
        _place = Upstream.Layout.IsSimpleRoot(settings.Url) ? Upstream.Layout.Root : settings.Layout;
    }

    /// <inheritdoc/>
    public string? Layout => _layout;

    /// <summary>Where pages are asked for: <see cref="Layout"/>, before a page was Found there too; null: not known.</summary>
    internal string? Place => _place;

    /// <inheritdoc/>
    public int Requests => _asker.Requests;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> LeftOut => [];

    /// <inheritdoc/>
    public async Task ProbeAsync(IReadOnlyList<string> projects, Func<string, Task<KeptPage?>>? kept, CancellationToken cancel)
    {
        if (_place is not null) return;
        await _probing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (_place is not null) return;
            var probe = new LayoutProbe(
                async (place, project) => await _pages.GetAsync(
                    Upstream.Layout.Page(SimpleAt(place), project), await HeldAsync(project).ConfigureAwait(false), new SimplePageFormat(project), cancel).ConfigureAwait(false),
                async place =>
                {
                    var format = new ProjectListFormat();
                    var held = await HeldAsync("").ConfigureAwait(false);
                    var answer = await _pages.GetAsync(SimpleAt(place), held, format, cancel).ConfigureAwait(false);
                    return (answer, answer.NotModified ? PageAnswers.Read(held!, format).Content : answer.Content);
                });
            var result = await probe.RunAsync(projects).ConfigureAwait(false);
            foreach (var (project, answer) in result.Pages) _remembered[project] = answer;
            _rememberedList = result.Projects;
            if (result.PageFound) _layout = result.Layout;
            _place = result.Layout;
        }
        finally
        {
            _probing.Release();
        }

        Task<KeptPage?> HeldAsync(string name) => kept?.Invoke(name) ?? Task.FromResult<KeptPage?>(null);
    }

    /// <inheritdoc/>
    public async Task<PageAnswer<SimplePage>> GetPageAsync(string project, KeptPage? kept, CancellationToken cancel)
    {
        if (_place is null && !_remembered.ContainsKey(project)) await ProbeAsync([project], name => Task.FromResult(name.Length == 0 ? null : kept), cancel).ConfigureAwait(false);
        if (_remembered.TryRemove(project, out var remembered)) return remembered;
        var place = _place ?? Upstream.Layout.Simple;
        var answer = await _pages.GetAsync(Upstream.Layout.Page(SimpleAt(place), project), kept, new SimplePageFormat(project), cancel).ConfigureAwait(false);
        if (answer.Outcome == PageOutcome.Found) _layout = place;
        return answer;
    }

    /// <inheritdoc/>
    public async Task<PageAnswer<ProjectList>> GetProjectsAsync(KeptPage? kept, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _rememberedList, null) is { } remembered) return remembered;
        var format = new ProjectListFormat();
        if (_place is { } place) return await _pages.GetAsync(SimpleAt(place), kept, format, cancel).ConfigureAwait(false);
        // Before any project is known (-AllProjects) the list itself tells the place; it is kept when a page was Found there too.
        var simple = await _pages.GetAsync(SimpleAt(Upstream.Layout.Simple), kept, format, cancel).ConfigureAwait(false);
        if (simple.Outcome == PageOutcome.Found) _place = Upstream.Layout.Simple;
        if (simple.Status is not (403 or 404 or 410)) return simple;
        var root = await _pages.GetAsync(SimpleAt(Upstream.Layout.Root), kept, format, cancel).ConfigureAwait(false);
        if (root.Outcome != PageOutcome.Found) return root.Outcome == PageOutcome.NotFound ? simple : root;
        _place = Upstream.Layout.Root;
        return root;
    }

    /// <inheritdoc/>
    public Task<PageAnswer<LegacyPage>> GetLegacyAsync(string project, KeptPage? kept, CancellationToken cancel) =>
        _pages.GetAsync(Upstream.Layout.Legacy(SimpleAt(_place ?? Upstream.Layout.Simple), project), kept, new LegacyPageFormat(project), cancel);

    /// <inheritdoc/>
    public PageAnswer<SimplePage> ReadKept(string project, KeptPage kept) => PageAnswers.Read(kept, new SimplePageFormat(project));

    /// <inheritdoc/>
    public PageAnswer<ProjectList> ReadKeptProjects(KeptPage kept) => PageAnswers.Read(kept, new ProjectListFormat());

    /// <inheritdoc/>
    public PageAnswer<LegacyPage> ReadKeptLegacy(string project, KeptPage kept) => PageAnswers.Read(kept, new LegacyPageFormat(project));

    /// <inheritdoc/>
    public async Task<FileAnswer> FetchAsync(FileRequest request, IncomingFile target, Action<int>? arrived, CancellationToken cancel)
    {
        // Waiting for a place is no waiting for a byte: no timer runs yet.
        await _fetching.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await _files.FetchAsync(request, target, arrived, cancel).ConfigureAwait(false);
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <inheritdoc/>
    public string? GetStamp(string url) => null;

    /// <inheritdoc/>
    public string GetAddress(string url) => HttpAddress.Show(url);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // The connections stay: they are the process's.
        _probing.Dispose();
        _fetching.Dispose();
        return ValueTask.CompletedTask;
    }

    private Uri SimpleAt(string place) => Upstream.Layout.At(_settings.Url, place);
}
