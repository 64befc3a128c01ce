using Pulp.Engine.Remotes;
using Pulp.Model;

namespace Pulp.Engine.Tests.Remotes;

public sealed class RemoteRulesTests
{
    [Fact]
    public void Every_bad_entry_is_quoted_with_its_reason_and_no_good_one()
    {
        object[] given = ["good~=1.0", "bad[extra]", "bad2; python_version<'3'", "bad3 @ https://index.example/x.whl", "bad4~~1", new object(), new object(), new object(), new object(), "fine"];
        PulpFilterItem[] include =
        [
            new() { Text = "good~=1.0", Given = given[0] },
            new() { Text = "bad[extra]", Given = given[1] },
            new() { Text = "bad2; python_version<'3'", Given = given[2] },
            new() { Text = "bad3 @ https://index.example/x.whl", Given = given[3] },
            new() { Text = "bad4~~1", Given = given[4] },
            new() { Name = "-bad5-", Given = given[5] },
            new() { Name = "bad6", VersionSpecifier = "1.0", Given = given[6] },
            new() { Name = "bad7", Digests = [new() { Type = "", Digest = "ff" }, new() { Type = "md5", Digest = "xyz" }], Given = given[7] },
            new() { Name = "bad8", Fault = "the key 'version' is unknown", Given = given[8] },
            new() { Name = "fine", Given = given[9] },
        ];
        PulpException error = Apply(new RemoteSettings { Include = include, PackageType = ["sdist", "wheel"], ExcludePlatform = ["Linux", "beos"] });
        Assert.Equal(PulpErrors.InvalidFilter, error.Id);
        Assert.Equal([.. given[1..9], "wheel", "beos"], (object[])error.Target!);
        string[] reasons =
        [
            "bad[extra]", "extras", "bad2", "marker", "bad3", "url", "bad4~~1", "-bad5-", "bad6", "bad7", "no type", "'xyz'", "the key 'version' is unknown",
            "'wheel'", "bdist_wheel", "'beos'", "macos",
        ];
        foreach (string reason in reasons) Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("good", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_keep_order_and_spelling()
    {
        RemoteState state = RemoteRules.Apply(
            new RemoteSettings
            {
                Include = [new() { Text = " Django ~=2.0,!=2.0.1 " }, new() { Text = "a_B(>=1)" }, new() { Name = "Z", VersionSpecifier = "" }],
                PackageType = ["SDIST"],
                ExcludePlatform = ["Windows"],
            },
            null);
        Assert.Equal([("Django", "~=2.0,!=2.0.1"), ("a_B", ">=1"), ("Z", "")], state.Include.Select(i => (i.Name, i.VersionSpecifier)));
        Assert.Equal((10, 30, 3, 0), (state.Concurrency, state.TimeoutSec, state.MaximumRetryCount, state.KeepLatest));
        Assert.Equal(["sdist", "windows"], state.PackageType.Concat(state.ExcludePlatform));
        Assert.Equal(state.Include.Select(i => i.Name), RemoteJson.Read(RemoteJson.Write(state)).Include.Select(i => i.Name));
    }

    [Theory]
    [InlineData(false, 0, false)]
    [InlineData(true, 0, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 1, true)]
    public void Everything_must_be_asked_for_by_name(bool all, int includes, bool good)
    {
        var settings = new RemoteSettings { AllProjects = all ? true : null, Include = [.. Enumerable.Range(0, includes).Select(i => Item($"a{i}"))] };
        if (good) RemoteRules.Apply(settings, null);
        else Assert.Equal(PulpErrors.InvalidFilter, Apply(settings).Id);
    }

    [Fact]
    public void Lists_replace_then_lose_then_gain()
    {
        RemoteState old = RemoteRules.Apply(new RemoteSettings { Include = [Item("a"), Item("b", "~=1.0"), Item("b", "~=2.0")], Exclude = [Item("x")] }, null);
        Assert.Equal(["c"], Names(RemoteRules.Apply(new RemoteSettings { Include = [Item("c")] }, old)));
        Assert.Equal(["a", "b", "b", "c"], Names(RemoteRules.Apply(new RemoteSettings { AddInclude = [Item("c")] }, old)));
        Assert.Equal(["a"], Names(RemoteRules.Apply(new RemoteSettings { RemoveInclude = ["B"] }, old)));
        Assert.Equal(["b", "b", "A"], Names(RemoteRules.Apply(new RemoteSettings { RemoveInclude = ["a"], AddInclude = [Item("A")] }, old)));
        RemoteState replaced = RemoteRules.Apply(new RemoteSettings { AddInclude = [Item("B", "~=1.0") with { Digests = [new() { Type = "md5", Digest = "ff" }] }] }, old);
        Assert.Equal(["a", "B", "b"], Names(replaced));
        Assert.Single(replaced.Include[1].Digests);
        Assert.Empty(RemoteRules.Apply(new RemoteSettings { Exclude = [] }, old).Exclude);
        Assert.Equal(["x", "y"], RemoteRules.Apply(new RemoteSettings { AddExclude = [Item("y")] }, old).Exclude.Select(i => i.Name));
        Assert.Empty(RemoteRules.Apply(new RemoteSettings { RemoveExclude = ["X"] }, old).Exclude);
        Assert.Equal(PulpErrors.InvalidFilter, Assert.Throws<PulpException>(() => RemoteRules.Apply(new RemoteSettings { Include = [] }, old)).Id);
        Assert.Equal(PulpErrors.InvalidFilter, Assert.Throws<PulpException>(() => RemoteRules.Apply(new RemoteSettings { RemoveInclude = ["a", "b"] }, old)).Id);
    }

    [Fact]
    public void Include_ends_AllProjects_and_AllProjects_empties_Include()
    {
        RemoteState all = RemoteRules.Apply(new RemoteSettings { AllProjects = true }, null);
        RemoteState some = RemoteRules.Apply(new RemoteSettings { Include = [Item("a")] }, all);
        Assert.Equal((false, 1), (some.AllProjects, some.Include.Count));
        RemoteState again = RemoteRules.Apply(new RemoteSettings { AllProjects = true }, some);
        Assert.Equal((true, 0), (again.AllProjects, again.Include.Count));
        Assert.True(RemoteRules.Apply(new RemoteSettings { Prerelease = true }, all).AllProjects);
        foreach (RemoteSettings bad in (RemoteSettings[])[new() { AddInclude = [Item("a")] }, new() { AllProjects = false }, new() { Include = [] }])
            Assert.Equal(PulpErrors.InvalidFilter, Assert.Throws<PulpException>(() => RemoteRules.Apply(bad, all)).Id);
    }

    [Theory]
    [InlineData(-1, 10, 30, 3)]
    [InlineData(0, 0, 30, 3)]
    [InlineData(0, 101, 30, 3)]
    [InlineData(0, 10, 0, 3)]
    [InlineData(0, 10, 86401, 3)]
    [InlineData(0, 10, 30, -1)]
    [InlineData(0, 10, 30, 101)]
    public void Numbers_have_their_range(int keep, int concurrency, int timeout, int retries)
    {
        var settings = new RemoteSettings { AllProjects = true, KeepLatest = keep, Concurrency = concurrency, TimeoutSec = timeout, MaximumRetryCount = retries };
        Assert.Equal(PulpErrors.InvalidSetting, Apply(settings).Id);
    }

    private static PulpFilterItem Item(string name, string specifier = "") => new() { Name = name, VersionSpecifier = specifier };

    private static PulpException Apply(RemoteSettings settings) => Assert.Throws<PulpException>(() => RemoteRules.Apply(settings, null));

    private static IEnumerable<string> Names(RemoteState state) => state.Include.Select(i => i.Name);
}
