using System.Text;
using CsCheck;
using Pulp.Python.Tests.Versions;

namespace Pulp.Python.Tests.Fuzzing;

/// <summary>Any text is answered; what is read and written again reads the same; orders are orders.</summary>
public sealed class FormatFuzz
{
    private static readonly string[] VersionPieces = ["1", "0", "2!", ".", "a", "rc", "post", "dev", "-", "_", "+", "v", "*", "1.0", "alpha", "r", " "];

    private static readonly Gen<string> VersionLike = Gen.OneOf<string>(VersionSpellings.Any, Fuzz.Texts(VersionPieces), Fuzz.Texts("trunk", "final", "1.0", "-", "zz", "\ud83d\ude00", "\uffff"));

    private static readonly Gen<string> SpecifierLike = Gen.OneOf<string>(
        Fuzz.Texts(["==", ">=", "<=", "<", ">", "!=", "~=", "===", ",", "1.0", "2", ".*", "a1", ".dev0", "+l", "1!", " ", "x"]),
        Gen.Select(Gen.OneOf("==", ">=", "<=", "<", ">", "!=", "~=", "==="), VersionSpellings.Any, Gen.OneOf("", ".*"), (o, v, s) => o + v + s).Array[1, 4].Select(c => string.Join(',', c)));

    private static readonly string[] MarkerPieces =
        ["os_name", "python_version", "extra", "extras", "platform_release", "'posix'", "\"3.1\"", "'a\\x00'", "'a\\\\b'", "'\\ud800\"'", "==", "<", ">=", "~=", "===", " in ", " not in ", " and ", " or ", "(", ")", " ", "'", "sys_platform", "os.name"];

    private static readonly Dictionary<string, string> Environment = new() { ["os_name"] = "posix", ["python_version"] = "3.11", ["platform_release"] = "6.1-x", ["sys_platform"] = "linux" };

    [Fact]
    public void Versions_have_a_total_order_and_a_sort_key_that_agrees() =>
        Gen.Select(VersionSpellings.Any, VersionSpellings.Any, VersionSpellings.Any).Sample(
            (a, b, c) =>
            {
                PythonVersion x = PythonVersion.Parse(a), y = PythonVersion.Parse(b), z = PythonVersion.Parse(c);
                PythonVersion[] sorted = [x, y, z];
                Array.Sort(sorted);
                Assert.True(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
                Assert.Equal(Math.Sign(x.CompareTo(z)), Math.Sign(x.SortKey().AsSpan().SequenceCompareTo(z.SortKey())));
            },
            iter: Fuzz.Count(3000));

    [Fact]
    public void Any_version_is_answered_within_bounds() => VersionLike.Sample(
        text => Fuzz.Bounded(text.Length, 400, 20_000, () =>
        {
            if (!PythonVersion.TryParse(text, out PythonVersion? version))
                return;
            Assert.Equal(version, PythonVersion.Parse(version.ToString()));
            Assert.Equal(version.ToString(), PythonVersion.Parse(version.ToString()).ToString());
        }),
        iter: Fuzz.Count(5000));

    [Fact]
    public void Any_specifier_is_answered_and_writes_what_it_reads() => Gen.Select(SpecifierLike, VersionLike.Array[0, 4]).Sample(
        (text, versions) =>
        {
            if (!SpecifierSet.TryParse(text, out SpecifierSet? set, out string? reason))
            {
                Assert.NotEmpty(reason);
                return;
            }
            Assert.True(SpecifierSet.TryParse(set.ToString(), out SpecifierSet? again, out _), set.ToString());
            Assert.Equal(set.ToString(), again.ToString());
            Assert.Equal(set.Prereleases, again.Prereleases);
            foreach (bool? prereleases in new bool?[] { null, true, false })
            {
                IReadOnlyList<string> kept = set.Filter(versions, prereleases);
                Assert.Equal(kept, again.Filter(versions, prereleases));
                Assert.Empty(kept.Except(versions));
                foreach (string version in versions)
                {
                    bool contains = set.Contains(version, prereleases);
                    Assert.Equal(contains, again.Contains(version, prereleases));
                    if (PythonVersion.TryParse(version, out PythonVersion? parsed) && !text.Contains("===", StringComparison.Ordinal))
                        Assert.Equal(contains, set.Contains(parsed, prereleases));
                }
            }
        },
        iter: Fuzz.Count(4000));

    [Fact]
    public void Any_requirement_is_answered_and_writes_what_it_reads() => Fuzz.Texts(
        ["a", "a-b", "A.b_", "[x]", "[x,y]", "(", ")", ">=1", "==1.*", ",", ";", " ; ", " @ ", "http://h/x", " ", "extra == 'x'", "os_name=='a'", " and ", "===x"]).Sample(
        text =>
        {
            if (!Requirement.TryParse(text, out Requirement? requirement, out string? reason))
            {
                Assert.NotEmpty(reason);
                return;
            }
            Assert.True(Requirement.TryParse(requirement.ToString(), out Requirement? again, out _), requirement.ToString());
            Assert.Equal(requirement.ToString(), again.ToString());
            Assert.Equal(requirement.Name, again.Name);
        },
        iter: Fuzz.Count(8000));

    [Fact]
    public void Any_marker_is_answered_and_writes_what_it_reads() => Fuzz.Texts(MarkerPieces).Sample(
        text =>
        {
            if (!Marker.TryParse(text, out Marker? marker, out string? reason))
            {
                Assert.NotEmpty(reason);
                return;
            }
            Assert.True(Marker.TryParse(marker.ToString(), out Marker? again, out _), marker.ToString());
            Assert.Equal(marker.ToString(), again.ToString());
            foreach (string? extra in new[] { null, "", "x" })
                Assert.Equal(marker.Evaluate(Environment, extra), again.Evaluate(Environment, extra));
        },
        iter: Fuzz.Count(8000));

    [Fact]
    public void Any_name_is_answered() => Fuzz.Texts("a", "B", "-", "_", ".", "1", "--").Sample(
        text =>
        {
            string normalized = ProjectName.Normalize(text);
            Assert.Equal(normalized, ProjectName.Normalize(normalized));
            if (ProjectName.IsValid(text))
                Assert.True(ProjectName.IsValid(normalized) && ProjectName.IsNormalized(normalized));
        },
        iter: Fuzz.Count(5000));

    [Fact]
    public void Any_file_name_is_answered_and_what_is_taken_can_be_written() => Gen.Select(
        Fuzz.Texts(["a", "-", "_", "1.0", "py3", "none", "any", ".whl", ".tar.gz", ".zip", ".egg", ".exe", ".rpm", ".win32", "linux-x86_64", "py2.py3", "con", "/", "\\", "..", ":", " "]), Gen.OneOf("a", "A-b", "")).Sample(
        (name, project) =>
        {
            _ = DistributionFileName.Read(project, name);
            if (WheelFileName.TryParse(name, out WheelFileName? wheel))
                Assert.Equal("bdist_wheel", DistributionFileName.Read(wheel.Name, name).PackageType);
            _ = SdistFileName.TryParse(name, out _);
            if (FileNameRules.Judge(name) is null)
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 255);
                Assert.DoesNotContain(name, c => c is '/' or '\\' or ':' || char.IsControl(c));
                Assert.Equal(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
            }
        },
        iter: Fuzz.Count(8000));
}
