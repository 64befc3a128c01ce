using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Files;
using Pulp.Engine.Sync.Pages;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>Takes projects whose pages were read: names their files, plans, fetches, settles and stages them, each on its own.</summary>
internal sealed class ProjectDownloads : IFileObserver, IDisposable
{
    // Bounds what waits for a connection, and so the memory of plans that are not settled yet.
    private const int MostWaiting = 4_000;

    // What a full sync leaves to others (SYNC rule 13).
    private const long Reserve = 64L << 20;

    private readonly LocalStore _store;
    private readonly SyncScope _scope;
    private readonly TaskContext _task;
    private readonly IUpstream _upstream;
    private readonly FactWriter _facts;
    private readonly SyncLedger _ledger;
    private readonly SyncErrors _errors;
    private readonly FileQueue _queue;
    private readonly DigestResolver _resolver;
    private readonly TaskReport _files;
    private readonly SemaphoreSlim _waiting = new(MostWaiting);
    private readonly ConcurrentBag<Task> _projects = [];
    private readonly CancellationTokenSource _end;
    private ExceptionDispatchInfo? _failure;
    private long _announced;
    private long _room;
    private long _arrived;
    private int _fetched;
    private long _bytes;

    internal ProjectDownloads(LocalStore store, SyncScope scope, TaskContext task, IUpstream upstream, FactWriter facts, SyncLedger ledger, SyncErrors errors, CancellationTokenSource end)
    {
        (_errors, _end) = (errors, end);
        (_store, _scope, _task, _upstream, _facts, _ledger) = (store, scope, task, upstream, facts, ledger);
        _files = task.Report(SyncCodes.Downloading);
        _queue = new FileQueue(upstream, store.Artifacts, this, scope.Remote.Concurrency);
        _resolver = new DigestResolver(store.Database, scope, task, upstream, facts, FetchAsync);
    }

    /// <summary>Files that came.</summary>
    internal int Fetched => _fetched;

    /// <summary>Bytes of the files that came.</summary>
    internal long Bytes => _bytes;

    /// <summary>
    /// Runs work that hands projects over, and waits until all of them are settled and staged. However it ends, nothing runs on behind a task that has
    /// ended. Throws what ended it; what an error under the policy Stop did says more than the cancellation it caused, and so does what ended a download.
    /// </summary>
    internal async Task RunAsync(Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch
        {
            if (!_errors.HasStopped) await _end.CancelAsync().ConfigureAwait(false);
            await FinishAsync(cancel).ConfigureAwait(false);
            throw;
        }

        await FinishAsync(cancel).ConfigureAwait(false);
        _end.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Plans a project and starts its downloads; returns as soon as they are on their way.</summary>
    internal async Task TakeAsync(ProjectPage page)
    {
        var cancel = _end.Token;
        var project = page.Project;
        var offered = await _resolver.ResolveAsync(project, Offers.Judge(_scope.Selector, project, page.Files), cancel).ConfigureAwait(false);
        var plan = await _store.Database.ReadAsync(
            c => Differ.Diff(
                project,
                offered,
                SyncReads.Members(c, _scope.Repository, project),
                _scope.Rules,
                sha => SyncReads.IsHeld(c, sha),
                member => Offers.Excludes(_scope.Selector, project, member)),
            cancel).ConfigureAwait(false);
        foreach (var error in plan.Errors) _errors.Add(error with { Url = _upstream.GetAddress(error.Url!) });
        await BeginAsync(plan, page).ConfigureAwait(false);
    }

    /// <summary>The same of a project that was planned before; files that only fetching could name are taken as found.</summary>
    internal async Task TakeAsync(ProjectPlan plan)
    {
        var unnamed = plan.Files.Where(f => f.Offered is { Sha256: null }).ToList();
        if (unnamed.Count > 0)
        {
            var named = await _resolver.ResolveAsync(plan.Project, [.. unnamed.Select(f => f.Offered!)], _end.Token).ConfigureAwait(false);
            var found = unnamed.Zip(named, (file, offered) => file with { Offered = offered, Fetch = offered.Sha256 is null });
            plan = plan with { Files = [.. plan.Files.Except(unnamed), .. found] };
        }

        await BeginAsync(plan, null).ConfigureAwait(false);
    }

    private async Task BeginAsync(ProjectPlan plan, ProjectPage? page)
    {
        var (cancel, project) = (_end.Token, plan.Project);
        var coming = plan.Files.Where(f => f.Action is PulpPlanAction.Add or PulpPlanAction.Replace or PulpPlanAction.Change && f.Offered!.Sha256 is not null).ToList();
        var rows = new FilesFact(_scope.Remote.Id, project, [.. coming.Select(f => f.Offered!)], DateTimeOffset.UtcNow);
        if (coming.Count > 0) await _facts.SendAsync(rows, cancel).ConfigureAwait(false);
        var kept = plan.Of(PulpPlanAction.Keep).Where(f => f is { Offered: { Selected: true, Sha256: { } sha }, Member: { } m } && sha.AsSpan().SequenceEqual(m.Sha256));
        var sources = new SourcesFact(_scope.Remote.Id, [.. kept.Select(f => (f.Member!.Content, f.Offered!.Url))]);
        if (sources.Rows > 0) await _facts.SendAsync(sources, cancel).ConfigureAwait(false);

        var downloads = new List<Task<PlannedFile?>>();
        try
        {
            foreach (var file in plan.Fetch.Where(f => f.Offered!.Sha256 is not null))
            {
                Announce(file.Offered!);
                await _waiting.WaitAsync(_errors.Begin).ConfigureAwait(false);
                downloads.Add(DownloadAsync(project, file, cancel));
            }
        }
        catch
        {
            // Those under way are waited for all the same.
            _projects.Add(Task.WhenAll(downloads));
            throw;
        }

        _projects.Add(EndAllOnFailureAsync(SettleAsync(page, plan, coming, rows, downloads)));
    }

    /// <summary>Waits until every project is settled and staged, or nothing runs any more; throws what ended one of them, but no cancellation other than the task's.</summary>
    private async Task FinishAsync(CancellationToken cancel)
    {
        await Task.WhenAll(_projects).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _failure?.Throw();
        cancel.ThrowIfCancellationRequested();
        _errors.ThrowIfStopped();
    }

    /// <summary>Fetches bytes that a cleanup took while the sync was under way. Without them there is no version: fails with the code of the first.</summary>
    internal async Task FetchAgainAsync(IReadOnlyList<FileRequest> gone, CancellationToken cancel)
    {
        _files.AddTotal(gone.Count);
        foreach (var request in gone) _queue.Forget(request.Sha256!);
        var answers = await Task.WhenAll(gone.Select(r => _queue.FetchAsync(r, cancel, cancel))).ConfigureAwait(false);
        if (Array.Find(answers, a => a.Code is not null) is { } lost)
            throw new PulpTaskFailure(lost.Code!, $"A file that the store held was taken by a cleanup while the sync ran, and could not be fetched again: {lost.Description}");
        await _facts.FlushAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>What ends one project's work ends the sync's: nothing new is started, and the cause is kept before what it cancels can be taken for one.</summary>
    internal async Task EndAllOnFailureAsync(Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            if (cause is not OperationCanceledException) Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(cause), null);
            // What was only not begun ends nothing that is under way.
            if (cause is not OperationCanceledException || !_errors.HasStopped) await _end.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task SettleAsync(ProjectPage? page, ProjectPlan plan, List<PlannedFile> coming, FilesFact rows, List<Task<PlannedFile?>> downloads)
    {
        // A file that only fetching could name and that could not be had is still without a digest.
        var missing = plan.Fetch.Where(f => f.Offered!.Sha256 is null).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var lost in await Task.WhenAll(downloads).ConfigureAwait(false))
            if (lost is not null) missing.Add(lost);
        if (missing.Count > 0) _ledger.LeaveOpen(plan.Project);
        if (coming.Count > 0) await _facts.CommittedAsync(rows).ConfigureAwait(false);
        var places = new Dictionary<object, FileRows>(coming.Count, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < coming.Count; i++) places[coming[i].Offered!] = rows.Ids[i];
        _ledger.Stage(Settler.Settle(plan, missing.Contains), f => places[f.Offered!]);
        if (page is not null)
        {
            foreach (var fact in page.Facts) await _facts.CommittedAsync(fact).ConfigureAwait(false);
            _ledger.Read(plan.Project, page.Revision);
        }

        EngineSteps.Log.ProjectSettled(plan.Project);
    }

    private async Task<PlannedFile?> DownloadAsync(string project, PlannedFile file, CancellationToken cancel)
    {
        try
        {
            var answer = await FetchAsync(project, file.Offered!, cancel).ConfigureAwait(false);
            return answer.Code is null ? null : file;
        }
        finally
        {
            _waiting.Release();
        }
    }

    /// <summary>Fetches a file; what is wrong with it is told. A full disk ends the sync.</summary>
    private async Task<FileAnswer> FetchAsync(string project, OfferedFile file, CancellationToken cancel)
    {
        var request = new FileRequest(project, file.FileName, file.Url, file.Size, file.Sha256, file.Digests);
        var answer = await _queue.FetchAsync(request, _errors.Begin, cancel).ConfigureAwait(false);
        if (answer.Code == "store.full") throw new PulpTaskFailure(answer.Code, answer.Description!);
        if (answer.Code is not null)
        {
            _errors.Add(new PulpTaskMessage
            {
                Code = answer.Code,
                Project = project,
                FileName = file.FileName,
                Url = _upstream.GetAddress(file.Url),
                Description = answer.Description!,
            });
        }

        return answer;
    }

    /// <summary>Counts a file that will be fetched; fails early when all that is announced cannot find room (SYNC rule 13).</summary>
    private void Announce(OfferedFile file)
    {
        _files.AddTotal(1);
        var left = Interlocked.Add(ref _announced, file.Size ?? 0) - Interlocked.Read(ref _arrived);
        // Asked again only when what was free before would not do: it is a system call.
        if (left <= _room || left <= (_room = _store.Artifacts.FreeSpace - Reserve)) return;
        throw new PulpTaskFailure("store.full", $"The files still to fetch have {left >> 20} MB, more than the {Math.Max(0, _room) >> 20} MB that the disk of the store has left. Nothing was changed; what was fetched is kept.");
    }

    /// <inheritdoc/>
    void IFileObserver.Arrived(int bytes)
    {
        Interlocked.Add(ref _arrived, bytes);
        _files.AddBytes(bytes);
    }

    /// <inheritdoc/>
    void IFileObserver.Fetched(long size)
    {
        Interlocked.Increment(ref _fetched);
        Interlocked.Add(ref _bytes, size);
        _files.AddDone();
    }

    /// <inheritdoc/>
    ValueTask IFileObserver.StoredAsync(byte[] sha256, long size, CancellationToken cancel) =>
        _facts.SendAsync(new ArtifactFact(sha256, size, _store.Artifacts.PathOf(sha256), DateTimeOffset.UtcNow), cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _waiting.Dispose();
    }
}
