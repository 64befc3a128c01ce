using System.Diagnostics;
using System.Globalization;
using Pulp.Engine.Tests.Processes;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Kills;

/// <summary>Starts the process that is to be killed, and kills it where the step is a time.</summary>
internal static class Victim
{
    /// <summary>Runs it to its end without a kill; gives how often each step happened, and how long it took.</summary>
    internal static async Task<(IReadOnlyDictionary<string, int> Counts, TimeSpan Took)> MeasureAsync(string place, string work, params string[] rest)
    {
        await using ChildProcess child = Start(place, work, default, rest);
        await child.WaitForLineAsync("^go");
        var watch = Stopwatch.StartNew();
        string steps = await child.WaitForLineAsync("^steps ");
        TimeSpan took = watch.Elapsed;
        await child.WaitAsync();
        return (steps.Split(' ')[1..].Select(s => s.Split('=')).ToDictionary(s => s[0], s => int.Parse(s[1], CultureInfo.InvariantCulture), StringComparer.Ordinal), took);
    }

    /// <summary>Runs it and kills it. False: it was done before.</summary>
    internal static async Task<bool> KillAsync(string place, string work, Kill kill, params string[] rest)
    {
        await using ChildProcess child = Start(place, work, kill, rest);
        if (kill.Step is null)
        {
            await child.WaitForLineAsync("^go");
            await Task.Delay(kill.After);
            await child.KillAsync();
        }

        ChildResult result = await child.WaitAsync();
        if (result.ExitCode == 0) return false;
        // 128 + SIGKILL; Windows: what TerminateProcess was given.
        Assert.True(result.ExitCode is 137 or -1, $"{kill}: the process ended by itself: {result}");
        return true;
    }

    private static ChildProcess Start(string place, string work, Kill kill, string[] rest) => SecondProcess.Start(
        ["kill", place, work, kill.Step ?? "none", kill.Occurrence.ToString(CultureInfo.InvariantCulture), .. rest]);
}
