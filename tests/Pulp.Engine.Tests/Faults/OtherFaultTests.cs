using Xunit.Abstractions;

namespace Pulp.Engine.Tests.Faults;

/// <summary>Each fault of the index as a whole, of the store and of the machine, over repositories with content, mirror and additive.</summary>
public sealed class OtherFaultTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rows => [.. OtherFaults.Rows.Select(r => r.Fault)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Of_all(string fault)
    {
        var row = OtherFaults.Rows.Single(r => r.Fault == fault);
        if (row.Fault.StartsWith("disk full", StringComparison.Ordinal) && !SmallDisk.CanBeMade) return;
        await using var bench = await FaultBench.OpenAsync();
        var tasks = await row.Run(bench);
        var expected = row.Task == "none" ? "Completed " : row.Task.Contains(' ', StringComparison.Ordinal) ? row.Task : $"Completed {row.Task}";
        Assert.All(tasks, t => Assert.Equal(expected, FaultBench.Reported(t)));
        Assert.All(tasks, FaultBench.CheckEnded);
        await (row.Becomes == Becomes.Synced ? bench.HoldAsync("a-2 b-1 b-2", "a-1 a-2 b-1 b-2") : bench.HoldAsync("a-1 b-1", "a-1 b-1"));
        await bench.HealAsync();
        output.WriteLine($"{row.Fault} | {expected} | {row.Becomes} | healed");
    }
}
