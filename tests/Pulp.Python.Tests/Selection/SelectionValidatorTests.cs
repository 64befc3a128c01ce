using CsCheck;
using Pulp.Model;

namespace Pulp.Python.Tests.Selections;

public sealed class SelectionValidatorTests
{
    private const string NameRule = "is not a project's name (letters, digits and -_. only, a letter or digit at both ends)";

    [Fact]
    public void All_faults_are_told_at_once_part_by_part()
    {
        var selection = new Selection
        {
            Includes = [new PulpFilterItem { Name = "a" }, new PulpFilterItem { Name = "-a", VersionSpecifier = "2" }, new PulpFilterItem { Name = "" }],
            Excludes = [new PulpFilterItem { Fault = "the key 'nam' is not known; was 'name' meant?", Name = "ok" }, Files.WithDigests("b", ("", "00"), ("md5", "xy"), ("sha1", ""))],
            PackageTypes = ["sdist", "wheel"],
            ExcludePlatforms = ["Windows", "beos"],
            KeepLatest = -1,
        };
        Assert.Equal(
        [
            $"includes[1]: name: '-a' {NameRule}",
            "includes[1]: version_specifier: " + Reason("2"),
            "includes[2]: name: no name is given",
            "excludes[0]: item: the key 'nam' is not known; was 'name' meant?",
            "excludes[1]: digests: digest 1 ('00') has no type",
            "excludes[1]: digests: digest 2 ('xy') is not hexadecimal",
            "excludes[1]: digests: digest 3 ('') is not hexadecimal",
            "package_types[1]: 'wheel' is no package type (bdist_dmg, bdist_dumb, bdist_egg, bdist_msi, bdist_rpm, bdist_wheel, bdist_wininst, sdist); was bdist_wheel meant?",
            "exclude_platforms[0]: 'Windows' is no platform (windows, macos, freebsd, linux); was windows meant?",
            "exclude_platforms[1]: 'beos' is no platform (windows, macos, freebsd, linux)",
            "keep_latest_packages: -1 is below 0; 0 keeps all versions",
        ],
        SelectionValidator.Validate(selection).Select(fault => fault.ToString()));
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Selector(selection));
        Assert.StartsWith("includes[1]: name", error.Message, StringComparison.Ordinal);

        static string Reason(string specifier) => SpecifierSet.TryParse(specifier, out _, out string? reason) ? "" : reason;
    }

    [Theory]
    [InlineData("django~=2.0,!=2.0.1", "django", "~=2.0,!=2.0.1")]
    [InlineData(" Foo_Bar ( >=2 , <3 ) ", "Foo_Bar", ">=2 , <3")]
    [InlineData("a", "a", "")]
    [InlineData("a[]>=1", "a", ">=1")]
    [InlineData("a===any", "a", "===any")]
    public void A_text_becomes_a_name_and_a_specifier_as_it_is_spelt(string text, string name, string specifier)
    {
        PulpFilterItem item = FilterItemReader.Read(new PulpFilterItem { Text = text, Given = 7, Digests = [new PulpDigest { Type = "md5", Digest = "00" }] }, out string? fault);
        Assert.Null(fault);
        Assert.Equal((name, specifier, null), (item.Name, item.VersionSpecifier, item.Text));
        Assert.Equal((7, "md5:00"), (item.Given, item.Digests[0].ToString()));
    }

    [Theory]
    [InlineData("a @ https://index.example/a.whl", "'a @ https://index.example/a.whl' names a url; give a project and, if need be, versions of it")]
    [InlineData("a[b,c]", "'a[b,c]' asks for extras [b,c]; a mirror takes files, which have none: leave them out")]
    [InlineData("a; os_name=='nt'", "'a; os_name=='nt'' has a marker (os_name == \"nt\"); a mirror serves every environment: leave it out")]
    [InlineData("a>1.0.*", "'a>1.0.*' is no requirement: '>1.0.*': .* is for == and != only, not for > (in the version specifier at character 2)")]
    [InlineData("", "'' is no requirement: the text ends at character 1 where the name of a project (letters, digits and ._-, a letter or digit first) was expected")]
    public void A_text_that_is_no_entry_is_quoted_with_the_reason(string text, string expected)
    {
        var given = new PulpFilterItem { Text = text };
        Assert.Same(given, FilterItemReader.Read(given, out string? fault));
        Assert.Equal(expected, fault);
        Assert.Equal(("includes", 0, "item"), SelectionValidator.Validate(new Selection { Includes = [given] }).Select(f => (f.Part, f.Index, f.Field)).Single());
    }

    [Theory]
    [InlineData("bdist-whel", "bdist_wheel")]
    [InlineData("Wheel", "bdist_wheel")]
    [InlineData("SDIST", "sdist")]
    [InlineData("bdist_whee", "bdist_wheel")]
    [InlineData("dist", "bdist_dmg")]
    [InlineData("tarball", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void The_nearest_known_word_is_offered_when_one_is_near(string given, string? expected) => Assert.Equal(expected, NearestWord.Find(given, PackageTypes.Known));

    [Fact]
    public void A_long_word_is_near_to_none() => Assert.Null(NearestWord.Find(new string('w', 100_000), PlatformFilter.Known));

    [Fact]
    public void What_has_no_fault_is_taken_and_what_has_one_is_not()
    {
        Gen<string> word = Gen.OneOf<string>(Gen.String, Gen.OneOf("a", "a-b", "", ">=1", "==1.*", "sha256", "00", "sdist", "linux"), Gen.String["a1-_.[]()<>=!~,; \n"]);
        Gen<PulpFilterItem> item = Gen.Select(word.Null(), word, word, word, Gen.Int[0, 2]).Select((name, specifier, type, digest, kind) => kind switch
        {
            0 => new PulpFilterItem { Text = name + specifier },
            1 => new PulpFilterItem { Name = name, VersionSpecifier = specifier },
            _ => Files.WithDigests(name ?? "a", (type, digest)),
        });
        Gen.Select(item.Array[0, 2], item.Array[0, 2], word.Array[0, 1], word.Array[0, 1], Gen.Int[-1, 2]).Sample((includes, excludes, types, platforms, keep) =>
        {
            var selection = new Selection { Includes = includes, Excludes = excludes, PackageTypes = types, ExcludePlatforms = platforms, KeepLatest = keep };
            IReadOnlyList<SelectionFault> faults = SelectionValidator.Validate(selection);
            Assert.All(faults, fault => Assert.InRange(fault.ToString().Length, 1, 1_000));
            if (faults.Count > 0)
                Assert.Throws<ArgumentException>(() => new Selector(selection));
            else
                Assert.NotEmpty(Assert.Single(new Selector(selection).Select("a", [Files.Make("a-1.tar.gz", "a", ("sha256", Files.Sha256))])).Reason);
        }, iter: 5_000);
    }
}
