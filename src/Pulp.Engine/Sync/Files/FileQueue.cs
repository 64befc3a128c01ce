using System.Collections.Concurrent;
using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Upstream;

namespace Pulp.Engine.Sync.Files;

/// <summary>
/// Fetches files, a few at once, into the store: checked, flushed, in place, and told to the database. The same bytes are fetched once, whoever
/// asks for them meanwhile. What lies in place already is taken after its bytes were hashed (STORE, Files).
/// </summary>
internal sealed class FileQueue(IUpstream upstream, ArtifactStore artifacts, IFileObserver observer, int concurrency) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(concurrency);
    private readonly ConcurrentDictionary<string, Lazy<Task<FileAnswer>>> _underWay = new(StringComparer.Ordinal);

    /// <summary>Fetches one file. The answer says what is wrong, if anything is; it never throws for what upstream or the disk does.</summary>
    /// <param name="request">The file.</param>
    /// <param name="begin">Cancelled: it is not begun any more.</param>
    /// <param name="cancel">Ends it also when it is under way.</param>
    internal Task<FileAnswer> FetchAsync(FileRequest request, CancellationToken begin, CancellationToken cancel)
    {
        if (request.Sha256 is null) return FetchOneAsync(request, begin, cancel);
        var key = Convert.ToHexString(request.Sha256);
        // Lazy: of two that ask at once, one fetches.
        var fetching = _underWay.GetOrAdd(key, _ => new Lazy<Task<FileAnswer>>(() => FetchOneAsync(request, begin, cancel)));
        return TakeAsync(key, fetching);
    }

    /// <summary>Forgets that bytes came: they are gone again.</summary>
    internal void Forget(byte[] sha256) => _underWay.TryRemove(Convert.ToHexString(sha256), out _);

    private async Task<FileAnswer> TakeAsync(string key, Lazy<Task<FileAnswer>> fetching)
    {
        var answer = await fetching.Value.ConfigureAwait(false);
        // The next that wants these bytes may have a better address for them.
        if (answer.Code is not null) _underWay.TryRemove(KeyValuePair.Create(key, fetching));
        return answer;
    }

    private async Task<FileAnswer> FetchOneAsync(FileRequest request, CancellationToken begin, CancellationToken cancel)
    {
        await _slots.WaitAsync(begin).ConfigureAwait(false);
        try
        {
            begin.ThrowIfCancellationRequested();
            if (request.Sha256 is { } sha && artifacts.TryAdopt(sha) is { } size)
            {
                await observer.StoredAsync(sha, size, cancel).ConfigureAwait(false);
                return new FileAnswer(null, null, sha, size);
            }

            EngineSteps.Log.FileBegun(request.FileName);
            await using var incoming = artifacts.Begin();
            var answer = await upstream.FetchAsync(request, incoming, observer.Arrived, cancel).ConfigureAwait(false);
            if (answer.Sha256 is null) return answer;
            await artifacts.PlaceAsync(incoming, answer.Sha256, cancel).ConfigureAwait(false);
            observer.Fetched(answer.Size);
            await observer.StoredAsync(answer.Sha256, answer.Size, cancel).ConfigureAwait(false);
            return answer;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}

/// <summary>Whoever must know what a <see cref="FileQueue"/> does.</summary>
internal interface IFileObserver
{
    /// <summary>Bytes came.</summary>
    void Arrived(int bytes);

    /// <summary>A file came whole and is in place.</summary>
    void Fetched(long size);

    /// <summary>The bytes are in place and flushed: their row may be written.</summary>
    ValueTask StoredAsync(byte[] sha256, long size, CancellationToken cancel);
}
