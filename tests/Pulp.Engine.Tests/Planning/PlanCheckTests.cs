using Pulp.Engine.Sync.Planning;
using Pulp.Model;

namespace Pulp.Engine.Tests.Planning;

/// <summary>Plans that are given back: what a page may not say, and what no plan says, is refused before a task is made.</summary>
public sealed class PlanCheckTests
{
    private static readonly PulpSyncPlanEntry Good = new()
    {
        Action = PulpPlanAction.Add,
        Name = "demo",
        Version = "1",
        FileName = "demo-1.tar.gz",
        Reason = "",
        Fetch = true,
        Url = "https://index.example/files/demo-1.tar.gz",
        Sha256 = new string('a', 64),
    };

    public static TheoryData<string> Names => [.. Changed.Keys];

    private static Dictionary<string, Func<PulpSyncPlanEntry, PulpSyncPlanEntry>> Changed => new()
    {
        ["no action"] = e => e with { Action = (PulpPlanAction)99 },
        ["no name"] = e => e with { Name = null! },
        ["an empty name"] = e => e with { Name = "" },
        ["a name that is not normalised"] = e => e with { Name = "Demo", FileName = "Demo-1.tar.gz" },
        ["a name that is none"] = e => e with { Name = "../demo" },
        ["no file name"] = e => e with { FileName = null! },
        ["a path"] = e => e with { FileName = "../demo-1.tar.gz" },
        ["a device"] = e => e with { FileName = "NUL.tar.gz" },
        ["another project's file"] = e => e with { FileName = "other-1.tar.gz" },
        ["no distribution"] = e => e with { FileName = "demo-1.txt" },
        ["no url"] = e => e with { Url = null },
        ["a relative url"] = e => e with { Url = "files/demo-1.tar.gz" },
        ["a file"] = e => e with { Url = "file:///etc/passwd" },
        ["a size below nothing"] = e => e with { Size = -1 },
        ["half a sha256"] = e => e with { Sha256 = "abcd" },
        ["a sha256 of other letters"] = e => e with { Sha256 = new string('g', 64) },
        ["a digest that is none"] = e => e with { Digests = [new PulpDigest { Type = "md5", Digest = "12" }] },
        ["a change of what is not known"] = e => e with { Action = PulpPlanAction.Change, Sha256 = null },
        ["a replacement by what is not known"] = e => e with { Action = PulpPlanAction.Replace, Sha256 = null },
        ["no digests"] = e => e with { Digests = null! },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void An_entry_that_no_index_gives_is_refused(string name)
    {
        var plan = Plan(Good with { FileName = "demo-0.tar.gz" }, Changed[name](Good));
        var error = Assert.Throws<PulpException>(() => PlanCheck.Check(plan));
        Assert.Equal(PulpErrors.InvalidPlan, error.Id);
        Assert.Same(plan, error.Target);
        Assert.DoesNotContain("demo-0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_or_skipped_does_nothing_and_is_not_looked_at()
    {
        PlanCheck.Check(Plan(Good, Good with { Action = PulpPlanAction.Skip, Url = "ftp:", FileName = "../x" }, Good with { Action = PulpPlanAction.Keep, Fetch = false, Sha256 = "" }));
        PlanCheck.Check(Plan());
        PlanCheck.Check(Plan(Good with { Sha256 = null }, Good with { Action = PulpPlanAction.Remove, FileName = "demo-0.tar.gz", Url = null }));
    }

    [Fact]
    public void A_plan_that_only_adds_takes_nothing_away()
    {
        Assert.Throws<PulpException>(() => PlanCheck.Check(Plan(Good with { Action = PulpPlanAction.Remove }) with { Mirror = false }));
        Assert.Throws<PulpException>(() => PlanCheck.Check(Plan(Good with { Action = PulpPlanAction.Replace }) with { Mirror = false }));
        PlanCheck.Check(Plan(Good) with { Mirror = false });
    }

    [Fact]
    public void Nothing_is_done_twice_and_nothing_that_has_a_fault()
    {
        Assert.Contains("twice", Assert.Throws<PulpException>(() => PlanCheck.Check(Plan(Good, Good))).Message, StringComparison.Ordinal);
        Assert.Throws<PulpException>(() => PlanCheck.Check(Plan(null!)));
        Assert.Throws<PulpException>(() => PlanCheck.Check(Plan() with { Entries = null! }));
        var fault = new PulpTaskError { Code = PulpErrors.PageStatus, Description = "503" };
        Assert.Equal(PulpErrors.PageStatus, Assert.Throws<PulpException>(() => PlanCheck.Check(Plan(Good) with { Fault = fault })).Id);
        Assert.Equal(PulpErrors.InvalidPlan, Assert.Throws<PulpException>(() => PlanCheck.Check(Plan(Good) with { Fault = fault with { Code = "no.code" } })).Id);
        Assert.Equal(PulpErrors.RemovalLimitExceeded, Assert.Throws<PulpException>(() => PlanCheck.Check(Plan(Good) with { Fault = fault with { Code = "removal.limit" } })).Id);
    }

    private static PulpSyncPlan Plan(params PulpSyncPlanEntry[] entries) => new()
    {
        Repository = "foo",
        RepositoryId = Guid.NewGuid(),
        Remote = "bar",
        RemoteId = Guid.NewGuid(),
        RemoteRevision = "",
        Mirror = true,
        BaseVersion = 0,
        Add = 0,
        Remove = 0,
        Replace = 0,
        Change = 0,
        Keep = 0,
        Skip = 0,
        Size = 0,
        Entries = entries,
        Errors = [],
        Store = "",
    };
}
