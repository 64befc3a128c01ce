using CsCheck;

namespace Pulp.Python.Tests.FileNames;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("a", "a-1.0.Win32.exe", "bdist_wininst", "1.0")]
    [InlineData("a", "a-1.0.windows.exe", "bdist_wininst", "1.0")]
    [InlineData("a", "a-1.0.WIN32.exe", "bdist_wininst", null)]
    [InlineData("a", "a-1.0.linux.1.linux-x86_64.tar.gz", "bdist_dumb", "1.0")]
    [InlineData("a", "a-.linux-x86_64.tar.gz", "sdist", ".linux-x86_64")]
    [InlineData("a", "a-1.0.linux x.tar.gz", "sdist", "1.0.linux x")]
    [InlineData("a", "a-1.0-py3.egg", "bdist_egg", "1.0")]
    [InlineData("a", "a-1.0-py3.10-linux-x86_64.egg", "bdist_egg", "1.0")]
    [InlineData("a", "a-1.0-py3-solaris-py2.egg", "bdist_egg", "1.0")]
    [InlineData("a", "a-1.0-py3-other.egg", "bdist_egg", "1.0-py3-other")]
    [InlineData("a", "a-1.0.egg", "bdist_egg", "1.0")]
    [InlineData("a", "a-1.0-macosx-10.9.dmg", "bdist_dmg", "1.0")]
    [InlineData("a", "a-1.0.dmg", "bdist_dmg", "1.0")]
    [InlineData("a", "a-1.0-1.rpm", "bdist_rpm", null)]
    [InlineData("a", "a.tar.gz", "sdist", null)]
    [InlineData("a", "a-.tar.gz", "sdist", null)]
    [InlineData("a", "a-1.0.TAR.GZ", null, null)]
    [InlineData("a", "a-1.0.tar.z", null, null)]
    [InlineData("a", "a-1.0.tar.Z", "sdist", "1.0")]
    [InlineData("a", "a--py3-none-any.whl", "bdist_wheel", null)]
    [InlineData("a-b", "A.__b-1.zip", "sdist", "1")]
    [InlineData("A._B", "a-b-1.zip", "sdist", "1")]
    [InlineData("a-b", "ab-1.zip", "sdist", null)]
    [InlineData("k", "\u212a-1.zip", "sdist", null)]
    public void House_rule(string project, string fileName, string? packageType, string? version)
        => Assert.Equal((packageType, version), DistributionFileName.Read(project, fileName));

    [Fact]
    public void Any_name_is_answered()
        => Gen.Select(
            Gen.OneOf<string>(Gen.String, Gen.String["a-._1 "]),
            Gen.OneOf("", ".whl", ".egg", ".exe", ".dmg", ".rpm", ".tar.gz", ".zip", "-py3-none-any.whl", ".win32.exe", "-py2.7.egg", ".linux.tar.gz"),
            Gen.OneOf("a", "a-b", "-", ""))
            .Sample(
                (stem, ending, project) =>
                {
                    string name = stem + ending;
                    (string? packageType, string? version) = DistributionFileName.Read(project, name);
                    Assert.True(packageType is not null || version is null);
                    if (version is not null) Assert.Contains(version, name, StringComparison.Ordinal);
                    Assert.False(WheelFileName.TryParse(name, out WheelFileName? wheel) && wheel.Tags.Count == 0);
                    Assert.False(SdistFileName.TryParse(name, out SdistFileName? sdist) && sdist.Name.Length == 0);
                },
                iter: 50_000);

    [Fact]
    public void Build_tags_compare_by_number_then_text()
    {
        string?[] builds = [null, "1", "1a", "01b", "2", "10", "99999999999999999999"];
        WheelBuild?[] sorted = [.. builds.Select(build => Wheel(build is null ? "" : $"-{build}").Build)];
        for (int i = 1; i < sorted.Length; i++)
        {
            Assert.True(WheelBuild.Compare(sorted[i - 1], sorted[i]) < 0, $"{sorted[i - 1]} < {sorted[i]}");
            Assert.Equal(0, WheelBuild.Compare(sorted[i], sorted[i]));
        }

        Assert.Equal("1b", sorted[3]!.ToString());
    }

    [Fact]
    public void A_name_that_stands_for_very_many_tags_is_read_at_once()
    {
        string many = string.Join('.', Enumerable.Range(0, 10_000).Select(i => $"p{i}"));
        Linear.Check(() => Assert.True(WheelFileName.TryParse($"a-1-{many}-{many}-{many}.whl", out _)));
    }

    [Theory]
    [InlineData(".linux", ".tar.gz")]
    [InlineData(".linux", " .tar.gz")]
    [InlineData("-py3.1", ".egg")]
    [InlineData("-", ".rpm")]
    [InlineData("-", ".whl")]
    [InlineData(".-_", ".zip")]
    [InlineData(".win", ".dmg")]
    public void Long_names_take_linear_time(string part, string ending)
    {
        string name = "a-1" + string.Concat(Enumerable.Repeat(part, 300_000)) + ending;
        Linear.Check(() =>
        {
            DistributionFileName.Read("a", name);
            Assert.False(WheelFileName.TryParse(name, out _));
            Assert.False(SdistFileName.TryParse(name, out _));
        });
    }

    private static WheelFileName Wheel(string build)
        => WheelFileName.TryParse($"a-1.0{build}-py3-none-any.whl", out WheelFileName? wheel) ? wheel : throw new FormatException(build);
}
