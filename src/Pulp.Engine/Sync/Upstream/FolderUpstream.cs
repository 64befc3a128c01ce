using Pulp.Engine.Store;
using Pulp.Python;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A local folder as an index (SYNC rule 1): pages as a publication has them, or distributions side by side. Links to http(s) are fetched as ever.</summary>
internal sealed class FolderUpstream : IUpstream
{
    private readonly FolderMap _map;
    private readonly LooseFiles _loose;
    private readonly HttpAsker _asker;
    private readonly HttpFiles _web;
    private readonly SemaphoreSlim _fetching;
    private readonly Lazy<FolderShape> _shape;
    private int _reads;

    internal FolderUpstream(UpstreamSettings settings, HttpConnections? connections = null, TimeSpan? firstPause = null)
    {
        _map = new FolderMap(settings.Url.LocalPath);
        _loose = new LooseFiles(_map.Root);
        _shape = new Lazy<FolderShape>(() => FolderShape.Look(_map.Root));
        _asker = new HttpAsker(connections is null ? HttpRoutes.Of(settings) : new HttpRoutes(settings.Url, connections, connections), settings);
        _web = new HttpFiles(_asker, new Tries(settings.Retries, firstPause ?? Tries.FirstPause, TimeProvider.System));
        _fetching = new SemaphoreSlim(settings.Concurrency);
    }

    /// <summary>Nothing to remember: looking costs nothing.</summary>
    public string? Layout => null;

    /// <inheritdoc/>
    public int Requests => Volatile.Read(ref _reads) + _asker.Requests;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> LeftOut => _loose.LeftOut;

    /// <inheritdoc/>
    public Task ProbeAsync(IReadOnlyList<string> projects, Func<string, Task<KeptPage?>>? kept, CancellationToken cancel) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<PageAnswer<SimplePage>> GetPageAsync(string project, KeptPage? kept, CancellationToken cancel)
    {
        Interlocked.Increment(ref _reads);
        var shape = _shape.Value;
        var format = new SimplePageFormat(project);
        try
        {
            switch (shape.Kind)
            {
                case FolderKind.Pages:
                    var folder = Path.Combine(shape.Pages, project);
                    return await FolderPages.ReadAsync(folder, FolderMap.Address([.. shape.PagesBelow, project, ""]), kept, format, cancel).ConfigureAwait(false)
                        ?? NotInPages(shape, project, format);
                case FolderKind.Loose:
                    return _loose.MakePage(project) is { } made
                        ? await FolderPages.ReadAsync(made, _map.Root, FolderMap.Base, kept, format, cancel).ConfigureAwait(false)
                        : FolderPages.NotFound(_map.Root, $"No file in {_map.Root} is one of {project}.", format);
                default:
                    return FolderPages.Unusable<SimplePage>(_map.Root, shape.Fault!);
            }
        }
        catch (Exception e) when (FolderFault.Is(e))
        {
            return FolderPages.Broken<SimplePage>(_map.Root, e);
        }
    }

    /// <inheritdoc/>
    public async Task<PageAnswer<ProjectList>> GetProjectsAsync(KeptPage? kept, CancellationToken cancel)
    {
        Interlocked.Increment(ref _reads);
        var shape = _shape.Value;
        var format = new ProjectListFormat();
        try
        {
            switch (shape.Kind)
            {
                case FolderKind.Pages:
                    var url = FolderMap.Address([.. shape.PagesBelow, ""]);
                    return await FolderPages.ReadAsync(shape.Pages, url, kept, format, cancel).ConfigureAwait(false)
                        ?? await FolderPages.ReadAsync(LooseFiles.ListOf(FolderShape.Projects(shape.Pages).Order(StringComparer.Ordinal)), shape.Pages, url, kept, format, cancel).ConfigureAwait(false);
                case FolderKind.Loose:
                    return await FolderPages.ReadAsync(_loose.MakeList(), _map.Root, FolderMap.Base, kept, format, cancel).ConfigureAwait(false);
                default:
                    return FolderPages.Unusable<ProjectList>(_map.Root, shape.Fault!);
            }
        }
        catch (Exception e) when (FolderFault.Is(e))
        {
            return FolderPages.Broken<ProjectList>(_map.Root, e);
        }
    }

    /// <summary>A folder has none.</summary>
    public Task<PageAnswer<LegacyPage>> GetLegacyAsync(string project, KeptPage? kept, CancellationToken cancel) =>
        Task.FromResult(FolderPages.NotFound(_map.Root, $"The folder {_map.Root} has no legacy JSON.", new LegacyPageFormat(project)));

    /// <inheritdoc/>
    public PageAnswer<SimplePage> ReadKept(string project, KeptPage kept) => Shown(PageAnswers.Read(kept, new SimplePageFormat(project)));

    /// <inheritdoc/>
    public PageAnswer<ProjectList> ReadKeptProjects(KeptPage kept) => Shown(PageAnswers.Read(kept, new ProjectListFormat()));

    /// <inheritdoc/>
    public PageAnswer<LegacyPage> ReadKeptLegacy(string project, KeptPage kept) => Shown(PageAnswers.Read(kept, new LegacyPageFormat(project)));

    /// <inheritdoc/>
    public async Task<FileAnswer> FetchAsync(FileRequest request, IncomingFile target, Action<int>? arrived, CancellationToken cancel)
    {
        await _fetching.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (!FolderMap.IsOurs(request.Url)) return await _web.FetchAsync(request, target, arrived, cancel).ConfigureAwait(false);
            Interlocked.Increment(ref _reads);
            return await FolderFiles.FetchAsync(_map, request, target, arrived, cancel).ConfigureAwait(false);
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <inheritdoc/>
    public string? GetStamp(string url) => FolderMap.IsOurs(url) && _map.ToPath(url) is { } path ? FileState.Of(path)?.ToString() : null;

    /// <inheritdoc/>
    public string GetAddress(string url) =>
        !FolderMap.IsOurs(url) ? HttpAddress.Show(url)
        : url == FolderMap.Base ? FolderPages.Address(_map.Root)
        : _map.ToPath(url) is { } path ? FolderPages.Address(path)
        : $"{FolderPages.Address(_map.Root)} (out of the folder)";

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _fetching.Dispose();
        return ValueTask.CompletedTask;
    }

    // A folder that went away in between is no folder without the project.
    private static PageAnswer<SimplePage> NotInPages(FolderShape shape, string project, SimplePageFormat format) => Directory.Exists(shape.Pages)
        ? FolderPages.NotFound(Path.Combine(shape.Pages, project), $"{Path.Combine(shape.Pages, project)} holds neither index.json nor index.html.", format)
        : FolderPages.Unusable<SimplePage>(shape.Pages, $"The folder {shape.Pages} is not there any more.");

    private PageAnswer<T> Shown<T>(PageAnswer<T> answer)
        where T : class => answer with { Url = GetAddress(answer.Url) };
}
