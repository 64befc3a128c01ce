using Pulp.Engine.Sync.Planning;
using Pulp.Model;

namespace Pulp.Engine.Tests.Planning;

/// <summary>What entries of a plan become over what a repository holds, as a table; and that an entry carries all that its file is.</summary>
public sealed class PlanApplicationTests
{
    private static readonly byte[] One = Enumerable.Repeat((byte)1, 32).ToArray();
    private static readonly byte[] Two = Enumerable.Repeat((byte)2, 32).ToArray();

    [Theory]
    // action of bytes; held; bytes in the store; immediate; what comes of it (f: fetched), - : refused
    [InlineData("Add 1", "-", "", true, "Add f")]
    [InlineData("Add 1", "-", "", false, "Add")]
    [InlineData("Add 1", "-", "1", true, "Add")]
    [InlineData("Add ?", "-", "", false, "Add f")]
    [InlineData("Add 1", "1", "", true, "-")]
    [InlineData("Replace 2", "1", "", true, "Replace f")]
    [InlineData("Replace 2", "1", "", false, "Replace")]
    [InlineData("Replace 1", "1", "", true, "-")]
    [InlineData("Replace 2", "-", "", true, "-")]
    [InlineData("Replace 2", "1 hand", "", true, "-")]
    [InlineData("Change 1", "1", "1", true, "Change")]
    [InlineData("Change 1", "1", "", true, "Change f")]
    [InlineData("Change 2", "1", "", true, "-")]
    [InlineData("Change 1", "1 hand", "1", true, "-")]
    [InlineData("Remove 1", "1", "1", true, "Remove")]
    [InlineData("Remove 1", "1 hand", "1", true, "-")]
    [InlineData("Remove 1", "-", "", true, "-")]
    [InlineData("Keep 1", "1", "", true, "Keep f")]
    [InlineData("Keep 1", "1", "1", true, "Keep")]
    [InlineData("Keep 2", "1", "", true, "-")]
    public void Each_entry_is_done_or_refused(string entry, string held, string bytes, bool immediate, string expected)
    {
        var sha = entry[^1] switch { '1' => One, '2' => Two, _ => null };
        var action = Enum.Parse<PulpPlanAction>(entry.Split(' ')[0]);
        var given = new PulpSyncPlanEntry
        {
            Action = action,
            Name = "demo",
            Version = "1",
            FileName = "demo-1.tar.gz",
            Reason = "so",
            Url = "http://index.example/demo-1.tar.gz",
            Sha256 = sha is null ? null : Convert.ToHexStringLower(sha),
            Fetch = true,
        };
        Member[] members = held == "-" ? [] : [new Member(7, "demo-1.tar.gz", "1", 8, One, 10, new Words(null, null, null, null), held.Contains("hand", StringComparison.Ordinal), bytes == "1")];
        var plan = PlanApplication.Of("demo", [given], members, immediate, sha256 => bytes == "1" && sha256.AsSpan().SequenceEqual(One), out var fault);
        if (expected == "-")
        {
            Assert.Null(plan);
            Assert.Contains("demo-1.tar.gz", fault, StringComparison.Ordinal);
            return;
        }

        var file = Assert.Single(plan!.Files);
        Assert.Null(fault);
        Assert.Equal(expected, $"{file.Action}{(file.Fetch ? " f" : "")}");
    }

    [Fact]
    public void An_entry_carries_all_that_is_known_of_its_file()
    {
        var offered = new OfferedFile
        {
            FileName = "demo-1.0-py3-none-any.whl",
            Url = "https://index.example/a%20b?token=1",
            Sha256 = One,
            Size = 12,
            Digests = [KeyValuePair.Create("md5", new string('0', 32))],
            Words = new Words(">=3.8", "broken", "sha256=" + new string('1', 64), 1_700_000_000_123_456),
            PackageType = "bdist_wheel",
            Version = "1.0",
            Sort = Pulp.Python.PythonVersion.Parse("1.0").SortKey(),
            Selected = true,
            Reason = "why",
        };
        var entry = PlanEntries.From("demo", new PlannedFile(PulpPlanAction.Add, offered, null, "why") { Fetch = true });
        Assert.Equal("md5 sha256", string.Join(' ', entry.Digests.Select(d => d.Type)));
        var back = PlanEntries.Offer(entry);
        Assert.Equal((offered.FileName, offered.Url, offered.Size, offered.Words, offered.PackageType, offered.Version), (back.FileName, back.Url, back.Size, back.Words, back.PackageType, back.Version));
        Assert.Equal(offered.Sha256, back.Sha256);
        Assert.Equal(offered.Digests, back.Digests);
        Assert.Equal(offered.Sort, back.Sort);
        foreach (var words in new[] { offered.Words with { Yanked = "" }, new Words(null, null, null, null) })
            Assert.Equal(words, PlanEntries.Offer(PlanEntries.From("demo", new PlannedFile(PulpPlanAction.Add, offered with { Words = words }, null, ""))).Words);
    }
}
