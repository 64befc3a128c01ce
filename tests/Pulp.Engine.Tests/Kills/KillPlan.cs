using System.Globalization;

namespace Pulp.Engine.Tests.Kills;

/// <summary>When a process is killed: at a step, or after a time (no step).</summary>
internal readonly record struct Kill(string? Step, int Occurrence, TimeSpan After)
{
    public override string ToString() => Step is null ? $"after {After.TotalMilliseconds:0} ms" : $"{Step} {Occurrence}";
}

/// <summary>
/// The kills of one test: each named step in turn, at a random one of its occurrences, and every fourth at a random time. PULP_KILLS says how many there are
/// over all tests of kills, PULP_SEED repeats a run.
/// </summary>
internal sealed class KillPlan
{
    private const int DefaultKills = 20;

    // One for all tests of a run, so that one number repeats it.
    private static readonly int RunSeed = Number("PULP_SEED") ?? Environment.TickCount & 0xFFFFFF;

    private readonly List<string> _steps;
    private readonly IReadOnlyDictionary<string, int> _counts;
    private readonly TimeSpan _longest;
    private readonly Dictionary<string, int> _killed = new(StringComparer.Ordinal);
    private int _next;
    private int _made;

    /// <param name="test">Tells tests apart, so that each begins at another step.</param>
    /// <param name="share">This test's part of all kills.</param>
    /// <param name="steps">The steps to kill at.</param>
    /// <param name="counts">How often each happened in a run that nobody killed.</param>
    /// <param name="longest">How long that took.</param>
    internal KillPlan(int test, double share, IEnumerable<string> steps, IReadOnlyDictionary<string, int> counts, TimeSpan longest)
    {
        All = Number("PULP_KILLS") ?? DefaultKills;
        Seed = RunSeed;
        Count = Math.Max(1, (int)Math.Round(All * share));
        Random = new Random(Seed + test);
        _steps = [.. steps];
        (_counts, _longest) = (counts, longest);
        // A short run begins anywhere, so that each step has its turn in some run.
        _next = Random.Next(_steps.Count);
    }

    internal int All { get; }

    internal int Seed { get; }

    /// <summary>How many kills this test makes.</summary>
    internal int Count { get; }

    internal Random Random { get; }

    internal Kill Next()
    {
        if (++_made % 4 == 0) return new Kill(null, 0, _longest * Random.NextDouble());
        string step = _steps[_next++ % _steps.Count];
        return new Kill(step, Random.Next(1, _counts.GetValueOrDefault(step, 1) + 1), TimeSpan.Zero);
    }

    internal void Killed(Kill kill) => _killed[kill.Step ?? "any time"] = _killed.GetValueOrDefault(kill.Step ?? "any time") + 1;

    /// <summary>True: enough kills were asked for that each step must have had some.</summary>
    internal bool IsLong => All >= 500;

    internal IEnumerable<string> Missed => _steps.Where(s => !_killed.ContainsKey(s));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"PULP_SEED={Seed} PULP_KILLS={All}: {_killed.Values.Sum()} kills: {string.Join(", ", _killed.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Key} {k.Value}"))}");

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
