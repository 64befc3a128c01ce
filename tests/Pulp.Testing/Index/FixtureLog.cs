using System.Text.RegularExpressions;

namespace Pulp.Testing;

/// <summary>Every request a fixture index got, in the order of their arrival, those under way included.</summary>
public sealed class FixtureLog
{
    private readonly Lock _gate = new();
    private readonly List<FixtureRequest> _requests = [];
    private readonly List<(Func<IReadOnlyList<FixtureRequest>, bool> Condition, TaskCompletionSource Seen)> _awaited = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<FixtureRequest> All
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    /// <summary>Their paths, in order.</summary>
    public IReadOnlyList<string> Paths => [.. All.Select(r => r.Path)];

    /// <summary>How many there were.</summary>
    public int Count()
    {
        lock (_gate) return _requests.Count;
    }

    /// <summary>How many there were of a kind.</summary>
    public int Count(FixtureKind kind) => All.Count(r => r.Kind == kind);

    /// <summary>How many there were whose path matches the pattern.</summary>
    public int Count(string pattern) => Matching(pattern).Count;

    /// <summary>Those whose path matches the pattern.</summary>
    public IReadOnlyList<FixtureRequest> Matching(string pattern) => [.. All.Where(r => Regex.IsMatch(r.Path, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)))];

    /// <summary>Forgets all; the counts of faults stay.</summary>
    public void Clear()
    {
        lock (_gate) _requests.Clear();
    }

    /// <summary>Waits until <paramref name="count"/> requests whose path matches have arrived (answered or not). Throws TimeoutException after half a minute.</summary>
    public Task WaitAsync(string pattern, int count = 1) => WaitAsync(all => all.Count(r => Regex.IsMatch(r.Path, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5))) >= count);

    internal void Add(FixtureRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            _awaited.RemoveAll(a => a.Condition(_requests) && a.Seen.TrySetResult());
        }
    }

    private Task WaitAsync(Func<IReadOnlyList<FixtureRequest>, bool> condition)
    {
        lock (_gate)
        {
            if (condition(_requests)) return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((condition, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
