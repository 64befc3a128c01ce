using CsCheck;

namespace Pulp.Python.Tests.Selections;

public sealed class SelectorTests
{
    [Theory]
    [InlineData("", "", "django-2.0.tar.gz", SelectionRule.Included, "every project is included")]
    [InlineData("Django>=2.0, <3", "", "django-2.0.tar.gz", SelectionRule.Included, "included by Django>=2.0, <3")]
    [InlineData("django<1|flask|DJANGO>=2", "", "django-2.0.tar.gz", SelectionRule.Included, "included by DJANGO>=2")]
    [InlineData("django", "django==2.0.2", "Django-2.0.2.tar.gz", SelectionRule.Excluded, "excluded by django==2.0.2")]
    [InlineData("django", "django==2.0.2", "Django-2.0.tar.gz", SelectionRule.Included, "included by django")]
    [InlineData("flask", "django<3", "django-2.0.tar.gz", SelectionRule.Excluded, "excluded by django<3")]
    [InlineData("", "django>=2", "django-2.1rc1.tar.gz", SelectionRule.Excluded, "excluded by django>=2")]
    [InlineData("flask", "", "django-2.0.tar.gz", SelectionRule.ProjectNotIncluded, "no include names this project")]
    [InlineData("django<2", "", "django-2.0.tar.gz", SelectionRule.NotIncluded, "no include matches (version 2.0 is outside <2)")]
    [InlineData("django<1|django==1.1|django<1.5|django<1.6|django==1.9", "", "django-2.0.tar.gz", SelectionRule.NotIncluded,
        "no include matches (version 2.0 is outside <1; version 2.0 is outside ==1.1; version 2.0 is outside <1.5; nor do 2 more)")]
    [InlineData("django>=1", "", "django-trunk.tar.gz", SelectionRule.NotIncluded, "no include matches (version 'trunk' is none of PEP 440, so not in >=1)")]
    [InlineData("django===TRUNK", "", "django-trunk.tar.gz", SelectionRule.Included, "included by django===TRUNK")]
    [InlineData("django", "", "django-trunk.tar.gz", SelectionRule.Included, "included by django")]
    [InlineData("", "", "django-2.0rc1.tar.gz", SelectionRule.Prerelease, "pre-release, and no include asks for pre-releases")]
    [InlineData("django<3", "", "django-2.0rc1.tar.gz", SelectionRule.Prerelease, "pre-release, and no include asks for pre-releases")]
    [InlineData("django<3|django==1.0rc1", "", "django-2.0rc1.tar.gz", SelectionRule.Prerelease, "pre-release, and no include that matches it asks for pre-releases")]
    [InlineData("django<3|django>=2.0a1", "", "django-2.0rc1.tar.gz", SelectionRule.Included, "included by django>=2.0a1")]
    [InlineData("django", "", "django-2.0.post1.tar.gz", SelectionRule.Included, "included by django")]
    public void Of_each_rule_the_reason_names_what_decided(string includes, string excludes, string fileName, SelectionRule rule, string reason)
    {
        SelectionDecision decision = Files.Decide(new Selection { Includes = Files.Items(includes), Excludes = Files.Items(excludes) }, Files.Make(fileName));
        Assert.Equal((rule, reason), (decision.Rule, decision.Reason));
        Assert.Equal(reason, decision.ToString());
        Assert.Equal((rule == SelectionRule.Included, rule == SelectionRule.Excluded), (decision.Selected, decision.Excluded));
    }

    [Fact]
    public void Types_platforms_and_the_number_of_versions_have_reasons_too()
    {
        SimpleFile wheel = Files.Make("django-2.0-cp312-cp312-win_amd64.whl"), sdist = Files.Make("django-win_amd64-2.0.tar.gz");
        Assert.Equal("package type bdist_wheel is not wanted", Files.Decide(new Selection { PackageTypes = ["sdist", "bdist_egg"] }, wheel).Reason);
        Assert.Equal("platform windows is excluded", Files.Decide(new Selection { ExcludePlatforms = ["macos", "windows"] }, wheel).Reason);
        Assert.True(Files.Decide(new Selection { ExcludePlatforms = PlatformFilter.Known }, sdist).Selected);
        Assert.Equal(SelectionRule.PackageType, Files.Decide(new Selection { PackageTypes = ["sdist"], ExcludePlatforms = ["windows"] }, wheel).Rule);
        Assert.Equal(["included", "older"], Reasons(1));
        Assert.Equal("older than the newest version kept", Older(1));
        Assert.Equal("older than the 2 newest versions kept", Older(2));

        static string Older(int keep) => new Selector(new Selection { KeepLatest = keep })
            .Select("django", [Files.Make("django-3.tar.gz"), Files.Make("django-2.tar.gz"), Files.Make("django-1.tar.gz")])[^1].Reason;
        static IEnumerable<string> Reasons(int keep) => new Selector(new Selection { KeepLatest = keep })
            .Select("django", [Files.Make("django-3.tar.gz"), Files.Make("django-2.tar.gz")]).Select(d => d.Selected ? "included" : d.Rule.ToString().ToLowerInvariant());
    }

    [Fact]
    public void Digests_are_named_when_one_decides_and_counted_when_many_do()
    {
        SimpleFile file = Files.Make("django-2.0.tar.gz", digests: ("sha256", Files.Sha256)), other = Files.Make("django-2.0.tar.gz");
        var one = new Selection { Includes = [Files.WithDigests("django", ("SHA256", Files.Sha256.ToUpperInvariant()))] };
        var two = new Selection { Includes = [Files.WithDigests("django", ("md5", Files.Md5), ("sha256", Files.Sha256))] };
        var excluded = new Selection { Excludes = [Files.WithDigests("django", ("sha256", Files.Sha256)) with { VersionSpecifier = "<3" }] };
        Assert.Equal("included by django (SHA256:0123456789AB…)", Files.Decide(one, file).Reason);
        Assert.Equal("no include matches (no digest of django (SHA256:0123456789AB…))", Files.Decide(one, other).Reason);
        Assert.Equal("included by django (one of 2 digests)", Files.Decide(two, file).Reason);
        Assert.Equal("excluded by django<3 (sha256:0123456789ab…)", Files.Decide(excluded, file).Reason);
        Assert.True(Files.Decide(excluded, other).Selected);
    }

    [Fact]
    public void Projects_are_asked_for_by_includes_and_left_out_by_an_exclude_with_a_name_only()
    {
        var selector = new Selector(new Selection { Includes = Files.Items("B_b>1|a|c|b.B<9"), Excludes = Files.Items("C|a==1|x") });
        Assert.Equal(["a", "b-b"], selector.ProjectsAskedFor);
        Assert.False(selector.AsksForAll);
        Assert.Equal((true, true, false, false), (selector.IncludesProject("A"), selector.IncludesProject("b-B"), selector.IncludesProject("c"), selector.IncludesProject("z")));
        Assert.Equal("C", selector.ExcludeOfProject("c")?.Name);
        Assert.Equal("x", selector.ExcludeOfProject("X")?.Name);
        Assert.Null(selector.ExcludeOfProject("a"));

        var all = new Selector(new Selection { Excludes = Files.Items("c") });
        Assert.Equal((true, true, false), (all.AsksForAll, all.IncludesProject("z"), all.IncludesProject("c")));
        Assert.Empty(all.ProjectsAskedFor);
    }

    [Fact]
    public void A_kind_of_digest_that_an_entry_lists_and_a_matching_file_lacks_is_told()
    {
        var selector = new Selector(new Selection
        {
            Includes = [Files.WithDigests("Django", ("MD5", Files.Md5)) with { VersionSpecifier = "<3" }, .. Files.Items("flask")],
            Excludes = [Files.WithDigests("six", ("sha256", Files.Sha256))],
        });
        SimpleFile lacks = Files.Make("django-2.0.tar.gz", digests: ("sha256", Files.Sha256));
        SimpleFile has = Files.Make("django-2.0.zip", digests: ("md5", new string('0', 32)));
        SimpleFile outside = Files.Make("django-3.0.tar.gz");
        Assert.Equal((true, true, false, false), (selector.NamesDigests("django"), selector.NamesDigests("SIX"), selector.NamesDigests("flask"), selector.NamesDigests("z")));
        MissingDigest missing = Assert.NotNull(selector.FirstMissingDigest("DJANGO", [has, outside, lacks]));
        Assert.Equal(("md5", "Django"), (missing.Kind, missing.Entry.Name));
        Assert.Null(selector.FirstMissingDigest("django", [has, outside]));
        Assert.Null(selector.FirstMissingDigest("flask", [Files.Make("flask-1.tar.gz", "flask")]));
        Assert.Equal("sha256", selector.FirstMissingDigest("six", [Files.Make("six-1.tar.gz", "six")])?.Kind);
    }

    [Fact]
    public void Of_versions_kept_none_is_older_than_one_that_was_let_go() =>
        Gen.Select(Gen.OneOf("1.0", "1.0.0", "v1", "1.1", "1.2.post1", "2!0.1", "0.9", "3.0", "trunk", "1.0-zz", "1.0+l", "dev").Array[0, 12], Gen.Int[1, 4]).Sample((versions, keep) =>
        {
            SelectionDecision[] decisions = new Selector(new Selection { KeepLatest = keep, Prereleases = true })
                .Select("django", [.. versions.Select(version => Files.Make($"django-{version}.tar.gz"))]);
            Assert.Equal(versions.Length, decisions.Length);
            PythonVersion?[] kept = [.. decisions.Where(d => d.Selected).Select(d => d.File.ParsedVersion)];
            PythonVersion?[] left = [.. decisions.Where(d => !d.Selected).Select(d => d.File.ParsedVersion)];
            int distinct = kept.OfType<PythonVersion>().Distinct().Count() + decisions.Where(d => d.Selected && d.File.ParsedVersion is null).Select(d => d.File.Version).Distinct().Count();
            Assert.InRange(distinct, 0, keep);
            Assert.True(left.Length == 0 || distinct == keep);
            Assert.All(left.OfType<PythonVersion>(), old => Assert.All(kept, version => Assert.True(version > old)));
        }, iter: 2_000);
}
