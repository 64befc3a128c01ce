using Pulp.Model;

namespace Pulp.Engine.Tasks;

/// <summary>A step of a running task. Counters may be moved from any thread, a few nanoseconds each; who watches is told a few times a second.</summary>
internal sealed class TaskReport(string message, string code)
{
    private const long Unknown = -1;
    private long _done;
    private long _bytes;
    private long _total = Unknown;
    private int _state = (int)PulpProgressState.Waiting;
    private string? _suffix;

    /// <summary>The stable code.</summary>
    internal string Code => code;

    /// <summary>How many are done.</summary>
    internal long Done => Interlocked.Read(ref _done);

    /// <summary>Bytes that came for it.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How many there are; null until it is known.</summary>
    internal long? Total
    {
        get => Interlocked.Read(ref _total) is var total and not Unknown ? total : null;
        set
        {
            Interlocked.Exchange(ref _total, value ?? Unknown);
            Start();
        }
    }

    /// <summary>What it is at, for people.</summary>
    internal string? Suffix
    {
        get => Volatile.Read(ref _suffix);
        set => Volatile.Write(ref _suffix, value);
    }

    /// <summary>It goes on. Counting says so too.</summary>
    internal void Start() => Interlocked.CompareExchange(ref _state, (int)PulpProgressState.Running, (int)PulpProgressState.Waiting);

    /// <summary>Some more are done.</summary>
    internal void AddDone(long count = 1)
    {
        Interlocked.Add(ref _done, count);
        Start();
    }

    /// <summary>There are more than was known; makes an unknown total known.</summary>
    internal void AddTotal(long count)
    {
        Interlocked.CompareExchange(ref _total, 0, Unknown);
        Interlocked.Add(ref _total, count);
        Start();
    }

    /// <summary>More bytes came.</summary>
    internal void AddBytes(long count)
    {
        Interlocked.Add(ref _bytes, count);
        Start();
    }

    /// <summary>It is done: Total becomes Done.</summary>
    internal void Complete()
    {
        Interlocked.Exchange(ref _total, Done);
        Interlocked.Exchange(ref _state, (int)PulpProgressState.Completed);
    }

    /// <summary>How it is now.</summary>
    internal PulpProgressReport Snapshot() => new()
    {
        Message = message,
        Code = code,
        State = (PulpProgressState)Volatile.Read(ref _state),
        Done = Done,
        Total = Total,
        Suffix = Suffix,
        Bytes = Bytes,
    };

    /// <summary>How it is once its task has ended: Completed with Total = Done, or, where it was open still, as its task.</summary>
    internal static PulpProgressReport Ended(PulpProgressReport report, PulpTaskState state) => state switch
    {
        PulpTaskState.Completed => report with { State = PulpProgressState.Completed, Total = report.Done },
        _ when report.State == PulpProgressState.Completed => report,
        PulpTaskState.Canceled => report with { State = PulpProgressState.Canceled },
        _ => report with { State = PulpProgressState.Failed },
    };
}
