using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Pulp.Engine.Diagnostics;
using Pulp.Engine.Store;

namespace Pulp.Engine.Sync.Rows;

/// <summary>Something that no version shows yet: it may be written at any time before the version that needs it (STORE, SQLite).</summary>
internal abstract class Fact
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>About how many rows it writes.</summary>
    internal abstract int Rows { get; }

    /// <summary>Done once its transaction is committed.</summary>
    internal Task Written => _written.Task;

    /// <summary>Writes its rows in the open transaction.</summary>
    internal abstract void Write(StoreConnection connection);

    internal void Succeed() => _written.TrySetResult();

    internal void Fail(Exception cause)
    {
        _written.TrySetException(cause);
        // Whoever waits sees it; where nobody does, the writer's own task fails with the same cause.
        _ = _written.Task.Exception;
    }
}

/// <summary>Writes the facts of one sync in few transactions: what has gathered while the last was written goes together, up to 5,000 rows.</summary>
internal sealed class FactWriter : IAsyncDisposable
{
    private const int MostRows = 5_000;

    // Files come one by one, and a commit a file would cost more than the file. The first goes at once; nobody who waits is kept waiting.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private readonly Channel<Fact> _facts = Channel.CreateBounded<Fact>(new BoundedChannelOptions(1_000) { SingleReader = true });
    private readonly StoreDatabase _database;
    private readonly CancellationToken _cancel;
    private readonly Task _loop;
    private volatile TaskCompletionSource _hurry = NewHurry();
    private volatile bool _any;
    private long _committed;

    internal FactWriter(StoreDatabase database, CancellationToken cancel)
    {
        _database = database;
        _cancel = cancel;
        _loop = LoopAsync();
    }

    /// <summary>Hands a fact over; waits while the writer is behind.</summary>
    internal async ValueTask SendAsync(Fact fact, CancellationToken cancel)
    {
        _any = true;
        try
        {
            await _facts.Writer.WriteAsync(fact, cancel).ConfigureAwait(false);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    /// <summary>Hands a fact over and waits until it is committed.</summary>
    internal async Task WriteAsync(Fact fact, CancellationToken cancel)
    {
        await SendAsync(fact, cancel).ConfigureAwait(false);
        await CommittedAsync(fact).WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Waits until a fact that was handed over is committed, and no longer than that takes; throws what kept it from being.</summary>
    internal Task CommittedAsync(Fact fact)
    {
        if (!fact.Written.IsCompleted) _hurry.TrySetResult();
        return fact.Written;
    }

    /// <summary>Waits until all that was handed over before is committed; throws what kept it from being.</summary>
    internal Task FlushAsync(CancellationToken cancel) => _any ? WriteAsync(new Mark(), cancel) : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _facts.Writer.TryComplete();
        _hurry.TrySetResult();
        await ((Task)_loop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LoopAsync()
    {
        var batch = new List<Fact>();
        try
        {
            while (await _facts.Reader.WaitToReadAsync(_cancel).ConfigureAwait(false))
            {
                await GatherAsync().ConfigureAwait(false);
                batch.Clear();
                for (var rows = 0; rows < MostRows && _facts.Reader.TryRead(out var fact); rows += fact.Rows)
                    batch.Add(fact);
                if (batch.Exists(f => f is not Mark))
                {
                    await _database.WriteAsync(
                        connection =>
                        {
                            foreach (var fact in batch) fact.Write(connection);
                            return true;
                        },
                        _cancel).ConfigureAwait(false);
                    _committed = Stopwatch.GetTimestamp();
                    EngineSteps.Log.FactsCommitted(batch.Count);
                }

                foreach (var fact in batch) fact.Succeed();
            }
        }
        catch (Exception cause)
        {
            // Nobody may wait for ever: those in hand, those queued, and those that come later.
            _facts.Writer.TryComplete(cause);
            foreach (var fact in batch) fact.Fail(cause);
            while (_facts.Reader.TryRead(out var fact)) fact.Fail(cause);
            throw;
        }
    }

    /// <summary>Lets facts gather for a moment after the last commit, unless somebody waits for one.</summary>
    private async Task GatherAsync()
    {
        var left = _committed == 0 ? TimeSpan.Zero : Gathering - Stopwatch.GetElapsedTime(_committed);
        if (left > TimeSpan.Zero) await Task.WhenAny(Task.Delay(left, _cancel), _hurry.Task).ConfigureAwait(false);
        // Whoever waits from here on waits for this batch, or ends the next moment.
        if (_hurry.Task.IsCompleted) _hurry = NewHurry();
    }

    private static TaskCompletionSource NewHurry() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Nothing to write: what was handed over before it is committed when its turn comes.</summary>
    private sealed class Mark : Fact
    {
        internal override int Rows => 0;

        internal override void Write(StoreConnection connection)
        {
        }
    }
}
