using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pulp.Testing;

/// <summary>
/// Something that goes wrong in a fixture index: for every request whose path matches a pattern (a regular expression on the path without
/// the query), always or the first so many times for each path. The first that matches wins. Nothing here sleeps: a stall lasts until
/// <see cref="Release"/>, or until the client goes.
/// </summary>
public sealed class Fault
{
    /// <summary>For <c>times</c>: every time.</summary>
    public const int Always = int.MaxValue;

    private readonly Regex _pattern;
    private readonly int _times;
    private readonly Action<FixtureAnswer, FixtureCall> _apply;
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hits;
    private Fault[] _parts = [];

    private Fault(string pattern, int times, Action<FixtureAnswer, FixtureCall> apply)
    {
        _pattern = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        _times = times;
        _apply = apply;
    }

    /// <summary>How often it struck.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Ends when it has struck for the first time; after half a minute by TimeoutException.</summary>
    public Task ReachedAsync() => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets go of all that waits because of it, now and later.</summary>
    public void Release()
    {
        _released.TrySetResult();
        foreach (var part in _parts) part.Release();
    }

    /// <summary>This fault and another one in the same answer; the other's pattern and count do not matter.</summary>
    public Fault And(Fault other) => new(_pattern.ToString(), _times, (answer, call) =>
    {
        _apply(answer, call);
        other._apply(answer, call);
    })
    { _parts = [this, other] };

    /// <summary>Answers a status with a short text.</summary>
    public static Fault Status(string pattern, int status, int times = Always, string? retryAfter = null) => new(pattern, times, (answer, _) =>
    {
        Become(answer, FixtureAnswer.Text(status, "fault"));
        if (retryAfter is not null) answer.Headers["Retry-After"] = retryAfter;
    });

    /// <summary>Answers one of these statuses after the other, whatever the path.</summary>
    public static Fault Statuses(string pattern, params int[] statuses)
    {
        var next = -1;
        return new Fault(pattern, Always, (answer, _) => Become(answer, FixtureAnswer.Text(statuses[Interlocked.Increment(ref next) % statuses.Length], "fault")));
    }

    /// <summary>Closes the connection after that share of the body (0 to 1).</summary>
    public static Fault Cut(string pattern, double share, int times = Always) => new(pattern, times, (answer, _) => answer.CutAt = length => (long)(length * share));

    /// <summary>Closes the connection after so many bytes of the body.</summary>
    public static Fault CutAt(string pattern, long bytes, int times = Always) => new(pattern, times, (answer, _) => answer.CutAt = length => Math.Min(length, bytes));

    /// <summary>Resets the connection after that share of the body.</summary>
    public static Fault Reset(string pattern, double share, int times = Always) => new(pattern, times, (answer, _) =>
    {
        answer.CutAt = length => (long)(length * share);
        answer.Reset = true;
    });

    /// <summary>Closes the connection without an answer.</summary>
    public static Fault NoAnswer(string pattern, int times = Always) => new(pattern, times, (_, call) => call.Drop = true);

    /// <summary>Waits before it answers, until released.</summary>
    public static Fault Stall(string pattern, int times = Always)
    {
        Fault? self = null;
        return self = new Fault(pattern, times, (answer, _) => answer.Before = self!._released.Task);
    }

    /// <summary>Waits after so many bytes of the body, until released.</summary>
    public static Fault StallAt(string pattern, long bytes, int times = Always)
    {
        Fault? self = null;
        return self = new Fault(pattern, times, (answer, _) => answer.Pause = (bytes, self!._released.Task));
    }

    /// <summary>Sends at so many bytes a second.</summary>
    public static Fault Slow(string pattern, double bytesPerSecond, int times = Always) => new(pattern, times, (answer, _) => answer.BytesPerSecond = bytesPerSecond);

    /// <summary>Flips a bit in the middle of the body.</summary>
    public static Fault Corrupt(string pattern, int times = Always) => new(pattern, times, (answer, _) => answer.Body = new FlippedSource(answer.Body));

    /// <summary>Puts another digit (0, or 1) in the place of the byte after the last place where a text stands in the body.</summary>
    public static Fault DamageAfter(string pattern, string text, int times = Always) => new(pattern, times, (answer, _) =>
    {
        var bytes = answer.Body.ToArray();
        ref var byteAfter = ref bytes[bytes.AsSpan().LastIndexOf(System.Text.Encoding.UTF8.GetBytes(text)) + text.Length];
        byteAfter = byteAfter == (byte)'0' ? (byte)'1' : (byte)'0';
        answer.Body = ByteSource.From(bytes);
    });

    /// <summary>Changes the bytes of the body, in their place.</summary>
    public static Fault Change(string pattern, Action<byte[]> change, int times = Always) => new(pattern, times, (answer, _) =>
    {
        var bytes = answer.Body.ToArray();
        change(bytes);
        answer.Body = ByteSource.From(bytes);
    });

    /// <summary>Answers 200 with no body.</summary>
    public static Fault Empty(string pattern, int times = Always) => new(pattern, times, (answer, _) => Become(answer, FixtureAnswer.Text(200, "", "text/html")));

    /// <summary>Answers an HTML error page with 200.</summary>
    public static Fault Html(string pattern, int times = Always) => new(pattern, times, (answer, _) =>
        Become(answer, FixtureAnswer.Text(200, "<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>", "text/html")));

    /// <summary>Answers these bytes with 200.</summary>
    public static Fault Body(string pattern, string contentType, byte[] body, int times = Always) => new(pattern, times, (answer, _) =>
        Become(answer, new FixtureAnswer { ContentType = contentType, Body = ByteSource.From(body), Plain = true }));

    /// <summary>Keeps only the first half of the page's text, as a whole answer.</summary>
    public static Fault Half(string pattern, int times = Always) => new(pattern, times, (answer, _) =>
        answer.Body = ByteSource.From(answer.Body.ToArray()[..(int)(answer.Body.Length / 2)]));

    /// <summary>Redirects to a location, as given.</summary>
    public static Fault Redirect(string pattern, string location, int status = 302, int times = Always) => Redirect(pattern, _ => location, status, times);

    /// <summary>Redirects to a location made of the path asked for.</summary>
    public static Fault Redirect(string pattern, Func<string, string> location, int status = 302, int times = Always) => new(pattern, times, (answer, call) =>
    {
        Become(answer, FixtureAnswer.Text(status, "moved"));
        answer.Headers["Location"] = location(call.Request.Path);
    });

    /// <summary>Redirects so many times before it answers, through <c>?hop=1</c>, <c>?hop=2</c> ….</summary>
    public static Fault RedirectChain(string pattern, int hops, int status = 302) => new(pattern, Always, (answer, call) =>
    {
        var hop = call.Request.Query.StartsWith("?hop=", StringComparison.Ordinal) ? int.Parse(call.Request.Query.AsSpan(5), CultureInfo.InvariantCulture) : 0;
        if (hop >= hops) return;
        Become(answer, FixtureAnswer.Text(status, "moved"));
        answer.Headers["Location"] = $"{call.Request.Path}?hop={hop + 1}";
    });

    /// <summary>Answers with another project's page.</summary>
    public static Fault OtherProject(string pattern, string project, int times = Always) => new(pattern, times, (answer, call) =>
        answer.Body = ByteSource.From(call.Index.RenderPage(project, call.WantsJson, Always)));

    /// <summary>Answers with a page that lists only the first few of its files.</summary>
    public static Fault Shrunk(string pattern, int files, int times = Always) => new(pattern, times, (answer, call) =>
        answer.Body = ByteSource.From(call.Index.RenderPage(call.Request.Path.TrimEnd('/').Split('/')[^1], call.WantsJson, files)));

    /// <summary>Says in Content-Length that there is more than there is, and closes the connection; negative: sends and says less than there is.</summary>
    public static Fault WrongLength(string pattern, long extra, int times = Always) => new(pattern, times, (answer, _) =>
    {
        if (extra >= 0) answer.ExtraLength = extra;
        else answer.Body = ByteSource.From(answer.Body.ToArray()[..(int)(answer.Body.Length + extra)]);
    });

    /// <summary>Ignores Range: 200 and the whole.</summary>
    public static Fault NoRange(string pattern, int times = Always) => new(pattern, times, (answer, _) => answer.IgnoreRange = true);

    /// <summary>Answers a Range with 206 and another part than was asked for, so many bytes further on.</summary>
    public static Fault WrongRange(string pattern, long shift, int times = Always) => new(pattern, times, (answer, _) => answer.RangeShift = shift);

    /// <summary>Adds a header to the answer, whose value may be anything.</summary>
    public static Fault Header(string pattern, string name, string value, int times = Always) => new(pattern, times, (answer, _) => answer.Headers[name] = value);

    /// <summary>Applies it if it matches and is not used up.</summary>
    internal bool TryApply(FixtureAnswer answer, FixtureCall call)
    {
        if (!_pattern.IsMatch(call.Request.Path)) return false;
        if (_times != Always && _seen.AddOrUpdate(call.Request.Path, 1, (_, n) => n + 1) > _times) return false;
        _apply(answer, call);
        Interlocked.Increment(ref _hits);
        _reached.TrySetResult();
        return true;
    }

    private static void Become(FixtureAnswer answer, FixtureAnswer other)
    {
        (answer.Status, answer.ContentType, answer.Body, answer.Plain) = (other.Status, other.ContentType, other.Body, true);
        answer.Headers.Clear();
    }

    private sealed class FlippedSource(ByteSource source) : ByteSource
    {
        public override long Length => source.Length;

        public override void Read(long offset, Span<byte> into)
        {
            source.Read(offset, into);
            var at = source.Length / 2 - offset;
            if (at >= 0 && at < into.Length) into[(int)at] ^= 1;
        }
    }
}
