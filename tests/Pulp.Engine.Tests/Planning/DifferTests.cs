using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Tests.Planning;

/// <summary>SYNC rules 9, 11 and 12 as a table: what the index offers × what the repository holds × how it follows.</summary>
public sealed class DifferTests
{
    private static readonly byte[] One = Enumerable.Repeat((byte)1, 32).ToArray();
    private static readonly byte[] Two = Enumerable.Repeat((byte)2, 32).ToArray();

    public static TheoryData<string, string, string, bool, bool, string> Cases => new()
    {
        // offered, held, bytes in the store; mirror, immediate; action (+f: fetched, +x: by exclude, +c: conflict)
        { "1", "-", "", true, true, "Add f" },
        { "1", "-", "1", true, true, "Add" },
        { "1", "-", "", true, false, "Add" },
        { "1", "1", "1", true, true, "Keep" },
        { "1", "1", "", true, true, "Keep f" },
        { "1", "1", "", true, false, "Keep" },
        { "1 yanked", "1", "1", true, true, "Change" },
        { "1 yanked", "1", "1", false, true, "Change" },
        { "1 yanked", "1", "", true, true, "Change f" },
        { "1 later", "1", "1", true, true, "Keep" },
        { "1 yanked", "1 hand", "1", true, true, "Keep" },
        { "2", "1", "1", true, true, "Replace f" },
        { "2", "1", "1", false, true, "Keep c" },
        { "2", "1 hand", "1", true, true, "Keep c" },
        { "1 skipped", "-", "", true, true, "Skip" },
        { "1 skipped", "1", "1", true, true, "Remove" },
        { "1 skipped", "1", "1", false, true, "Keep" },
        { "1 skipped", "1 hand", "1", true, true, "Keep" },
        { "1 excluded", "1", "1", true, true, "Remove x" },
        { "-", "1", "1", true, true, "Remove" },
        { "-", "1", "1", false, true, "Keep" },
        { "-", "1 hand", "1", true, true, "Keep" },
        { "-", "1 named", "1", true, true, "Remove x" },
        { "?", "-", "", true, true, "Add f" },
        { "?", "1", "1", true, true, "Keep f" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_file_has_one_action(string offered, string held, string bytes, bool mirror, bool immediate, string expected)
    {
        var plan = Differ.Diff(
            "demo",
            offered == "-" ? [] : [Offer(offered)],
            held == "-" ? [] : [Hold(held)],
            new DiffRules(mirror, immediate),
            sha => bytes == "1" && sha.AsSpan().SequenceEqual(One),
            _ => held.Contains("named", StringComparison.Ordinal));
        var file = Assert.Single(plan.Files);
        var got = $"{file.Action}{(file.Fetch ? " f" : "")}{(file.ByExclude ? " x" : "")}{(plan.Errors.Count > 0 ? " c" : "")}";
        Assert.Equal(expected, got);
        Assert.NotEmpty(file.Reason.ToString()!);
    }

    [Fact]
    public void A_conflict_names_the_file_and_both_digests()
    {
        var plan = Differ.Diff("demo", [Offer("2")], [Hold("1")], new DiffRules(false, true), _ => true, _ => false);
        var error = Assert.Single(plan.Errors);
        Assert.Equal("file.conflict", error.Code);
        Assert.Equal("demo-1.0.tar.gz", error.FileName);
        Assert.Contains(Convert.ToHexStringLower(One), error.Description, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(Two), error.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unreachable", null, true, "Keep")]
    [InlineData("Invalid", null, true, "Keep")]
    [InlineData("NotFound", "gone upstream", true, "Remove")]
    [InlineData("NotFound", "gone upstream", false, "Keep")]
    public void A_page_that_was_not_read_removes_nothing_unless_it_is_gone(string outcome, string? reason, bool mirror, string expected)
    {
        var plan = Differ.DiffUnread("demo", Enum.Parse<PageOutcome>(outcome), [Hold("1")], new DiffRules(mirror, true), reason, byExclude: false);
        Assert.Equal(expected, Assert.Single(plan.Files).Action.ToString());
    }

    [Fact]
    public void A_missing_file_holds_back_removals_but_not_what_an_exclude_names()
    {
        var plan = new ProjectPlan("demo", PageOutcome.Found,
        [
            new PlannedFile(PulpPlanAction.Add, Offer("1") with { FileName = "new.whl" }, null, "") { Fetch = true },
            new PlannedFile(PulpPlanAction.Add, Offer("1") with { FileName = "lost.whl" }, null, "") { Fetch = true },
            new PlannedFile(PulpPlanAction.Replace, Offer("2") with { FileName = "replaced.whl" }, Hold("1") with { FileName = "replaced.whl" }, "") { Fetch = true },
            new PlannedFile(PulpPlanAction.Remove, null, Hold("1") with { FileName = "gone.whl" }, ""),
            new PlannedFile(PulpPlanAction.Remove, null, Hold("1") with { FileName = "excluded.whl" }, "") { ByExclude = true },
        ], []);
        var settled = Settler.Settle(plan, f => f.FileName is "lost.whl" or "replaced.whl");
        Assert.Equal(
            ["new.whl Add", "lost.whl Skip", "replaced.whl Keep", "gone.whl Keep", "excluded.whl Remove"],
            settled.Files.Select(f => $"{f.FileName} {f.Action}"));
        Assert.Same(plan, Settler.Settle(plan, _ => false));
    }

    [Theory]
    [InlineData("a:Found b:NotFound", null, "b", false)]
    [InlineData("a:Found b:Unreachable", null, "", false)]
    [InlineData("a:NotFound b:NotFound", null, "", true)]
    [InlineData("a:NotFound b:NotFound", "c", "a b", false)]
    [InlineData("a:NotFound b:NotFound", "b", "", true)]
    [InlineData("a:NotFound b:Unreachable", "c", "", true)]
    [InlineData("a:Invalid", null, "", true)]
    [InlineData("", null, "", false)]
    public void Only_another_page_or_the_root_list_makes_an_absence(string pages, string? listed, string gone, bool fails)
    {
        var outcomes = pages.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split(':'))
            .Select(p => (p[0], Enum.Parse<PageOutcome>(p[1])))
            .ToList();
        var (got, failed) = Settler.Judge(outcomes, listed?.Split(' ').ToHashSet());
        Assert.Equal(gone, string.Join(' ', got.Order(StringComparer.Ordinal)));
        Assert.Equal(fails, failed);
    }

    private static OfferedFile Offer(string what) => new()
    {
        FileName = "demo-1.0.tar.gz",
        Url = "https://index.example/files/demo-1.0.tar.gz",
        Sha256 = what[0] switch { '1' => One, '2' => Two, _ => null },
        Words = new Words(null, what.EndsWith("yanked", StringComparison.Ordinal) ? "" : null, null, what.EndsWith("later", StringComparison.Ordinal) ? 9 : 1),
        PackageType = "sdist",
        Version = "1.0",
        Selected = !what.EndsWith("skipped", StringComparison.Ordinal) && !what.EndsWith("excluded", StringComparison.Ordinal),
        Excluded = what.EndsWith("excluded", StringComparison.Ordinal),
        Reason = "reason",
    };

    private static Member Hold(string what) =>
        new(1, "demo-1.0.tar.gz", "1.0", 1, One, 10, new Words(null, null, null, 1), what.EndsWith("hand", StringComparison.Ordinal), Held: true);
}
