using CsCheck;

namespace Pulp.Python.Tests.Versions;

public sealed class SpecifierSetTests
{
    private static readonly Gen<SpecifierSet> Set = Gen.Select(
        Gen.OneOf("==", "!=", "<", "<=", ">", ">=", "~=", "==="), VersionSpellings.Any, Gen.OneOf("", "", ".*"), (symbol, version, star) => symbol + version + star)
        .Array[0, 3]
        .Select(clauses => SpecifierSet.TryParse(string.Join(',', clauses), out SpecifierSet? set, out _) ? set : SpecifierSet.Empty);

    [Theory]
    [InlineData(">=1.0,2.0", "'2.0' does not begin with an operator; expected one of ==, !=, <, <=, >, >=, ~=, ===")]
    [InlineData(">=", "'>=' is followed by no version")]
    [InlineData(">=1.0,<two", "'two' after < is not a version")]
    [InlineData(">=1.0 <2", "'1.0 <2' after >= is not a version")]
    [InlineData("==1.0 .*", "'1.0 .*' after == is not a version")]
    [InlineData(">=1.0.*", "'>=1.0.*': .* is for == and != only, not for >=")]
    [InlineData("==1.0a1.*", "'==1.0a1.*': .* must follow the release numbers, not a pre-, post-, dev-release or local part")]
    [InlineData(">1.0+x", "'>1.0+x': a local part (+x) is for == and != only, not for >")]
    [InlineData("~=1", "'~=1': ~= wants at least two release numbers, such as ~=1.0")]
    [InlineData("===a;b", "'===a;b': the text after === holds a semicolon")]
    [InlineData("===a b", "'===a b': the text after === holds a space")]
    [InlineData(null, "no specifier is given")]
    public void A_refusal_says_which_part_and_why(string? text, string expected)
    {
        Assert.False(SpecifierSet.TryParse(text, out SpecifierSet? set, out string? reason));
        Assert.Null(set);
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void Arbitrary_equality_compares_text_as_spelt_and_a_parsed_version_as_written()
    {
        SpecifierSet set = Parse("===1.0-RC1");
        Assert.True(set.Contains("1.0-rc1", null));
        Assert.False(set.Contains("1.0rc1", null));
        Assert.False(set.Contains(PythonVersion.Parse("1.0-rc1"), null));
        Assert.True(Parse("===1.0rc1").Contains(PythonVersion.Parse("1.0-rc1"), null));
        Assert.False(set.Contains("1.0-rc1", false));
    }

    [Theory]
    [InlineData("", "trunk", true)]
    [InlineData("===TRUNK", "trunk", true)]
    [InlineData("===trunk,===Trunk", "trunk", true)]
    [InlineData("===trunk,>=0", "trunk", false)]
    [InlineData("===other", "trunk", false)]
    [InlineData("===", "", true)]
    [InlineData("!=1.0", "trunk", false)]
    public void Legacy_text_matches_nothing_but_its_name(string specifier, string text, bool expected)
        => Assert.Equal(expected, Parse(specifier).MatchesLegacy(text));

    [Fact]
    public void What_is_written_is_read_as_the_same()
        => Set.Sample(set => Assert.Equal(set.ToString(), Parse(set.ToString()).ToString()), iter: 20_000);

    [Fact]
    public void Filter_keeps_what_is_contained()
        => Gen.Select(Set, VersionSpellings.Any.Array[0, 8], Gen.OneOf<bool?>(null, true, false)).Sample(
            (set, versions, prereleases) =>
            {
                IReadOnlyList<string> kept = set.Filter(versions, prereleases);
                string[] contained = [.. versions.Where(version => set.Contains(version, prereleases ?? set.Prereleases))];
                bool onlyFinals = prereleases is null && set.Prereleases is null && Array.Exists(contained, version => !PythonVersion.Parse(version).IsPrerelease);
                Assert.Equal(contained.Where(version => !onlyFinals || !PythonVersion.Parse(version).IsPrerelease), kept);
            }, iter: 20_000);

    [Fact]
    public void Opposite_operators_share_no_version_and_miss_none()
        => Gen.Select(VersionSpellings.Any, VersionSpellings.Any).Sample(
            (named, text) =>
            {
                PythonVersion candidate = PythonVersion.Parse(text);
                string version = PythonVersion.Parse(named).Public;
                Assert.NotEqual(Parse("==" + version).Contains(candidate, true), Parse("!=" + version).Contains(candidate, true));
                string prefix = PythonVersion.Parse(named).BaseVersion + ".*";
                Assert.NotEqual(Parse("==" + prefix).Contains(candidate, true), Parse("!=" + prefix).Contains(candidate, true));
                Assert.False(Parse($"<{version},>={version}").Contains(candidate, true));
                Assert.False(Parse($">{version},<={version}").Contains(candidate, true));
            }, iter: 20_000);

    [Fact]
    public void Any_text_is_answered_with_a_set_or_a_reason()
        => Gen.OneOf<string>(Gen.String, Gen.String["=!<>~,.*0123456789abrc +\u0085;)"]).Sample(text =>
        {
            bool valid = SpecifierSet.TryParse(text, out SpecifierSet? set, out string? reason);
            Assert.Equal((valid, valid), (set is not null, reason is null));
            Assert.InRange(reason?.Length ?? 0, 0, 400);
        }, iter: 50_000);

    [Theory]
    [InlineData(",", 1_000_000)]
    [InlineData(">=1,", 200_000)]
    [InlineData("===x,", 200_000)]
    [InlineData("!=1.0+a.1.2.3,", 100_000)]
    [InlineData("~=1.0 ", 200_000)]
    [InlineData(" ", 1_000_000)]
    public void Long_input_takes_linear_time(string part, int times)
    {
        string text = string.Concat(Enumerable.Repeat(part, times));
        Linear.Check(() =>
        {
            if (SpecifierSet.TryParse(text, out SpecifierSet? set, out _)) Assert.InRange(set.ToString().Length, 0, text.Length);
        });
    }

    [Fact]
    public void Many_different_clauses_take_linear_time()
    {
        string text = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"!={i}.0"));
        Linear.Check(() => Assert.Equal(100_000, Parse(text).Clauses.Count));
    }

    private static SpecifierSet Parse(string text)
        => SpecifierSet.TryParse(text, out SpecifierSet? set, out string? reason) ? set : throw new FormatException(reason);
}
