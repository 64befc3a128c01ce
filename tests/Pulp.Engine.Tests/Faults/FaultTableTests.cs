using Xunit.Abstractions;

namespace Pulp.Engine.Tests.Faults;

/// <summary>
/// Each fault of a page, of one and of every one, over repositories with content, mirror and additive. Line by line:
/// <c>dotnet test tests/Pulp.Engine.Tests --filter FullyQualifiedName~Faults --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class PageFaultTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rows => [.. FaultTable.Pages.Select(r => r.Fault)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Of_pages(string fault)
    {
        var row = FaultTable.Pages.Single(r => r.Fault == fault);
        await using var bench = await FaultBench.OpenAsync(retries: row.Retries, timeout: row.TimeoutSec);

        bench.Index.Break(row.Strike("^/simple/[ab]/|^/[ab]/"));
        var all = await bench.SyncAsync();
        // A page that was read makes no task fail: what is wrong with it shows at its files.
        var expected = row.All.Length == 0 || row.All.StartsWith("file.", StringComparison.Ordinal) ? $"Completed {row.All}" : $"Failed {row.All}";
        Assert.All(all, t => Assert.Equal(expected, FaultBench.Reported(t)));
        await (row.Becomes switch
        {
            Becomes.Synced => bench.HoldAsync("a-2 b-1 b-2", "a-1 a-2 b-1 b-2"),
            Becomes.Listed => bench.HoldAsync("", "a-1 b-1"),
            _ => bench.HoldAsync("a-1 b-1", "a-1 b-1"),
        });

        bench.Index.Heal();
        bench.Index.Break(row.Strike("^/simple/a/|^/a/"));
        var one = await bench.SyncAsync();
        Assert.All(one, t => Assert.Equal($"Completed {row.One}", FaultBench.Reported(t)));
        Assert.All(one, t => Assert.All(t.NonFatalErrors, e => Assert.Equal("a", e.Project)));
        await (row.Becomes switch
        {
            Becomes.Synced => bench.HoldAsync("a-2 b-1 b-2", "a-1 a-2 b-1 b-2"),
            Becomes.Goes or Becomes.Listed => bench.HoldAsync("b-1 b-2", "a-1 b-1 b-2"),
            _ => bench.HoldAsync("a-1 b-1 b-2", "a-1 b-1 b-2"),
        });

        Assert.All([.. all, .. one], FaultBench.CheckEnded);
        await bench.HealAsync();
        output.WriteLine($"page: {row.Fault} | every page: {FaultBench.Reported(all[0])} | one page: {FaultBench.Reported(one[0])} | {row.Becomes} | healed");
    }
}

/// <summary>Each fault of a file, of one and of every one, over repositories with content, mirror and additive.</summary>
public sealed class FileFaultTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rows => [.. FaultTable.Files.Select(r => r.Fault)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Of_files(string fault)
    {
        var row = FaultTable.Files.Single(r => r.Fault == fault);
        await using var bench = await FaultBench.OpenAsync(retries: row.Retries, timeout: row.TimeoutSec);

        bench.Index.Break(row.Strike("^/files/[ab]-2-"));
        var all = await bench.SyncAsync();
        Assert.All(all, t => Assert.Equal($"Completed {row.All}", FaultBench.Reported(t)));
        if (row.All.Length > 0) Assert.All(all, t => Assert.Equal(2, t.NonFatalErrors.Count));
        await (row.Becomes == Becomes.Synced ? bench.HoldAsync("a-2 b-1 b-2", "a-1 a-2 b-1 b-2") : bench.HoldAsync("a-1 b-1", "a-1 b-1"));
        // Nothing changed: no version.
        if (row.Becomes == Becomes.Stays) Assert.All(all, t => Assert.Empty(t.CreatedResources));

        bench.Index.Heal();
        bench.Index.Break(row.Strike("^/files/a-2-"));
        var one = await bench.SyncAsync();
        Assert.All(one, t => Assert.Equal($"Completed {row.One}", FaultBench.Reported(t)));
        await (row.Becomes == Becomes.Synced ? bench.HoldAsync("a-2 b-1 b-2", "a-1 a-2 b-1 b-2") : bench.HoldAsync("a-1 b-1 b-2", "a-1 b-1 b-2"));

        Assert.All([.. all, .. one], FaultBench.CheckEnded);
        await bench.HealAsync();
        output.WriteLine($"file: {row.Fault} | every file: {FaultBench.Reported(all[0])} | one file: {FaultBench.Reported(one[0])} | {row.Becomes} | healed");
    }
}
