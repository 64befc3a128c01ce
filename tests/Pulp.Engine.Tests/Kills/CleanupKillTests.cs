using Pulp.Engine.Diagnostics;
using Xunit.Abstractions;

namespace Pulp.Engine.Tests.Kills;

/// <summary>Cleanups that are killed: what a version needs is never gone, what was to go goes with the next one, and its bytes are no worse for a sync.</summary>
public sealed class CleanupKillTests(ITestOutputHelper output)
{
    private static readonly string[] Steps =
    [
        nameof(EngineSteps.WorkerJoined), nameof(EngineSteps.CleanupMoved), nameof(EngineSteps.CleanupRowsDeleted), nameof(EngineSteps.CleanupCommitted),
        nameof(EngineSteps.CleanupUnlinked),
    ];

    [Fact]
    public async Task A_cleanup_killed_at_any_step_takes_nothing_that_is_needed()
    {
        await using var house = await KillHouse.OpenAsync();
        var fill = new Random(1);
        foreach (var version in (string[])["1", "2", "3"]) house.Add("kept", version, fill);
        await house.MakeAsync("kept", "kept");
        await house.SyncWellAsync("kept");
        await house.OrphanAsync(0, fill);
        var (counts, took) = await Victim.MeasureAsync(house.Path, "clean");
        var plan = new KillPlan(test: 3, share: 0.2, Steps, counts, took);
        for (int round = 1, tries = 1; round <= plan.Count; tries++)
        {
            var name = await house.OrphanAsync(tries, plan.Random);
            var kill = plan.Next();
            try
            {
                if (!await RoundAsync(house, name, kill, tries)) continue;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Round {round}, killed at {kill}. {plan}", fault);
            }

            plan.Killed(kill);
            round++;
        }

        output.WriteLine($"cleanup: {plan}");
        if (plan.IsLong) Assert.Empty(plan.Missed);
    }

    private static async Task<bool> RoundAsync(KillHouse house, string name, Kill kill, int round)
    {
        var killed = await Victim.KillAsync(house.Path, "clean", kill);
        // Before anybody has put anything in order, and after.
        await house.CheckStoreAsync();
        if (round % 2 == 0)
        {
            await house.OpenAgainAsync();
            await house.CheckStoreAsync();
        }

        await house.CheckAsync("kept", await house.ExpectedAsync("kept"), "killed");
        // What was to go may be wanted again at that moment.
        if (round % 3 == 0)
        {
            await house.MakeAsync($"{name}-again", name);
            await house.SyncWellAsync($"{name}-again");
            await house.CheckAsync($"{name}-again", await house.ExpectedAsync($"{name}-again"), "wanted again");
            await house.CheckStoreAsync();
            await house.RemoveAsync($"{name}-again");
        }

        await house.CleanAsync();
        Assert.Equal(house.Index["kept"].Entries.Select(e => e.File.Sha256).Order(StringComparer.Ordinal), house.Whole().Order(StringComparer.Ordinal));
        await house.CheckStoreAsync();
        return killed;
    }
}
