using Xunit.Abstractions;

namespace Pulp.Engine.Tests.Kills;

/// <summary>Syncs that are killed: the first one of a repository.</summary>
public sealed class FirstSyncKillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_first_sync_killed_at_any_step_leaves_nothing_half_done()
    {
        await using var house = await KillHouse.OpenAsync();
        await house.KillSyncsAsync(test: 1, share: 0.3, output.WriteLine, async (round, random) =>
        {
            var name = $"first{round}";
            foreach (var project in (string[])[$"{name}-a", $"{name}-b"])
            {
                for (var i = random.Next(1, 5); i > 0; i--) house.Add(project, $"{i}", random);
            }

            await house.MakeAsync(name, $"{name}-a", $"{name}-b");
            return name;
        });
    }
}

/// <summary>Syncs that are killed: those that change a repository with content.</summary>
public sealed class LaterSyncKillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_sync_over_held_content_killed_at_any_step_leaves_nothing_half_done()
    {
        await using var house = await KillHouse.OpenAsync();
        await house.MakeAsync("held", "held-a", "held-b", "held-c");
        var fill = new Random(1);
        foreach (var project in (string[])["held-a", "held-b", "held-c"])
        {
            for (var i = 0; i < 4; i++) house.Add(project, $"0.{i}", fill);
        }

        await house.SyncWellAsync("held");
        await house.KillSyncsAsync(test: 2, share: 0.3, output.WriteLine, (round, random) =>
        {
            // One comes, one goes, one has other bytes, one other words; a project comes and goes.
            var files = house.Index["held-a"].Entries;
            house.Index["held-a"].Remove(files[0].File.FileName);
            house.Add("held-a", $"{round + 1}", random);
            house.Index["held-a"].Replace(KillHouse.Any(files[^1].File.FileName, random));
            var said = house.Index["held-b"].Entries[random.Next(4)];
            house.Index["held-b"].Edit(said.File.FileName, e => e.Yanked = e.Yanked is null ? $"round {round}" : null);
            house.Index["held-c"].Clear();
            for (var i = random.Next(4); i > 0; i--) house.Add("held-c", $"{round + 1}.{i}", random);
            return Task.FromResult("held");
        });
    }
}
