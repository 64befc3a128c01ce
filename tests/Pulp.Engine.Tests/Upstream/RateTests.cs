using Pulp.Engine.Sync.Upstream;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>How many requests a second: by a clock that stands still and notes the pauses.</summary>
public sealed class RateTests : UpstreamTest
{
    [Fact]
    public async Task Requests_of_every_kind_are_spread_evenly()
    {
        await using var index = await FixtureIndex.StartAsync();
        var files = Enumerable.Range(0, 3).Select(i => TestFile.Any($"a-{i}.tar.gz", 1000)).ToArray();
        index["a"].Add(files);
        index.Break(Fault.Redirect("^/simple/a/$", path => path + "?again", times: 1));
        var time = new StillTime();
        await using var upstream = new HttpUpstream(new UpstreamSettings(index.SimpleUrl, null, 10, TimeSpan.FromSeconds(20), 0) { RateLimit = 4 }, time: time);

        Assert.Equal(PageOutcome.Found, (await PageAsync(upstream, "a")).Outcome);
        Assert.All(await Task.WhenAll(files.Select(f => FetchAsync(upstream, Request(index, f)))), f => Assert.Null(f.Answer.Code));
        // A page, its redirect, three files: the first at once, each other a quarter of a second after the one before.
        Assert.Equal([250, 500, 750, 1000], time.Pauses.Select(p => p.TotalMilliseconds).Order());
    }

    [Fact]
    public async Task Time_that_has_passed_counts_and_is_not_saved_up()
    {
        var time = new StillTime();
        var gate = new RateGate(10, time);
        for (var i = 0; i < 3; i++) await gate.WaitAsync(None);
        Assert.Equal([100, 200], time.Pauses.Select(p => p.TotalMilliseconds));
        time.Pass(TimeSpan.FromHours(1));
        for (var i = 0; i < 3; i++) await gate.WaitAsync(None);
        Assert.Equal([100, 200, 100, 200], time.Pauses.Select(p => p.TotalMilliseconds));
    }

    [Fact]
    public async Task No_limit_is_no_pause_and_a_stop_ends_one()
    {
        var time = new StillTime();
        var free = new RateGate(0, time);
        for (var i = 0; i < 100; i++) await free.WaitAsync(None);
        Assert.Empty(time.Pauses);
        using var stop = new CancellationTokenSource();
        var gate = new RateGate(1, TimeProvider.System);
        await gate.WaitAsync(stop.Token);
        await gate.WaitAsync(new CancellationToken(canceled: true)).AsTask().ContinueWith(t => Assert.True(t.IsCanceled), TaskScheduler.Default);
    }

    /// <summary>A clock that moves when it is told to; timers ring at once.</summary>
    private sealed class StillTime : TimeProvider
    {
        private readonly Lock _gate = new();
        private readonly List<TimeSpan> _pauses = [];
        private long _now = 1_000_000;

        internal IReadOnlyList<TimeSpan> Pauses
        {
            get
            {
                lock (_gate) return [.. _pauses];
            }
        }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate) _pauses.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }

        internal void Pass(TimeSpan time) => Interlocked.Add(ref _now, (long)(time.TotalSeconds * TimestampFrequency));
    }
}
