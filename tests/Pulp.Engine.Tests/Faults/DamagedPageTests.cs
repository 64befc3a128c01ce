using System.Globalization;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Faults;

/// <summary>A page with one bit flipped anywhere: whatever it says then, no task breaks, the other project is synced, and the next sync puts it right.</summary>
public sealed class DamagedPageTests
{
    // PULP_DAMAGES says how many places, PULP_SEED repeats a run.
    private static readonly int Places = Number("PULP_DAMAGES") ?? 12;

    [Fact]
    public async Task A_bit_flipped_anywhere_in_a_page_is_put_right_by_the_next_sync()
    {
        var seed = Number("PULP_SEED") ?? Environment.TickCount & 0xFFFFFF;
        var random = new Random(seed);
        await using var bench = await FaultBench.OpenAsync();
        await bench.HealAsync();
        for (var i = 0; i < Places; i++)
        {
            // What is new shows that b is synced, and makes a's page another one, so that a damaged one is no old one.
            var version = $"{i + 3}";
            bench.Index["a"].Clear().AddWheels(version);
            bench.Index["b"].Clear().AddWheels(version);
            var flipped = "";
            bench.Index.Break(Fault.Change("^/simple/a/", page =>
            {
                var (at, bit) = (random.Next(page.Length), random.Next(8));
                page[at] ^= (byte)(1 << bit);
                flipped = $"PULP_SEED={seed}, round {i}: bit {bit} of byte {at} of {System.Text.Encoding.UTF8.GetString(page)}";
            }));
            var task = await bench.House.WaitAsync((await bench.StartAsync("mirror")).Id);
            Assert.True(task.State == Model.PulpTaskState.Completed, $"{flipped}: {task.Error}");
            FaultBench.CheckEnded(task);
            var held = await bench.House.FilesAsync(repository: "mirror");
            Assert.True(held.Contains($"b-{version}-py3-none-any.whl", StringComparer.Ordinal), flipped);

            bench.Index.Heal();
            task = await bench.House.WaitAsync((await bench.StartAsync("mirror")).Id);
            Assert.True(FaultBench.Reported(task) == "Completed ", $"{flipped}: {task.Error} {string.Join(' ', task.NonFatalErrors)}");
            var content = await bench.House.ContentAsync(repository: "mirror");
            var expected = new[] { "a", "b" }.Select(p => bench.Index[p].Entries[0].File).Select(f => $"{f.FileName} {f.Sha256}");
            Assert.True(expected.SequenceEqual(content.Select(c => $"{c.FileName} {c.Sha256}").Order(StringComparer.Ordinal), StringComparer.Ordinal), flipped);
            Assert.All(content, c => Assert.True(c.IsDownloaded, flipped));
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
