using CsCheck;
using Pulp.Python.Tests.Fuzzing;

namespace Pulp.Python.Tests.Versions;

public sealed class PythonVersionProperties
{
    private static readonly Gen<PythonVersion> Version = VersionSpellings.Any.Select(PythonVersion.Parse);

    [Fact]
    public void What_is_written_is_read_as_the_same_and_written_the_same()
        => Version.Sample(version =>
        {
            PythonVersion again = PythonVersion.Parse(version.ToString());
            Assert.Equal(version, again);
            Assert.Equal(version.ToString(), again.ToString());
            Assert.Equal(version, PythonVersion.Parse(version.Canonical));
            Assert.Equal(version.Local is null ? version.Public : $"{version.Public}+{version.Local}", version.ToString());
            Assert.StartsWith(version.BaseVersion, version.Public, StringComparison.Ordinal);
        }, iter: Fuzz.Count(20_000));

    [Fact]
    public void Order_hash_canonical_text_and_sort_key_agree()
        => Gen.Select(Version, Version).Sample(
            (a, b) =>
            {
                int order = Math.Sign(a.CompareTo(b));
                Assert.Equal(-order, Math.Sign(b.CompareTo(a)));
                Assert.Equal(order, Math.Sign(a.SortKey().AsSpan().SequenceCompareTo(b.SortKey())));
                Assert.Equal(order == 0, a.Equals(b));
                Assert.Equal(order == 0, a.Canonical == b.Canonical);
                if (order == 0) Assert.Equal(a.GetHashCode(), b.GetHashCode());
                Assert.Equal((order < 0, order <= 0, order > 0, order >= 0), (a < b, a <= b, a > b, a >= b));
            }, iter: Fuzz.Count(40_000));

    [Fact]
    public void Zeros_behind_a_release_make_no_other_version()
        => Gen.Select(VersionSpellings.Any, Gen.Int[1, 5]).Sample(
            (text, zeros) =>
            {
                PythonVersion version = PythonVersion.Parse(text);
                PythonVersion longer = PythonVersion.Parse(version.BaseVersion + string.Concat(Enumerable.Repeat(".0", zeros)) + version.ToString()[version.BaseVersion.Length..]);
                Assert.Equal(version, longer);
                Assert.Equal(version.GetHashCode(), longer.GetHashCode());
                Assert.Equal(version.SortKey(), longer.SortKey());
                Assert.NotEqual(version.ToString(), longer.ToString());
            }, iter: Fuzz.Count(20_000));

    [Fact]
    public void Any_text_is_answered()
        => Gen.OneOf<string>(Gen.String, Gen.String["0123456789.-_+!abcdevprostx \u001f\u212a\u0661"]).Sample(text =>
        {
            bool valid = PythonVersion.TryParse(text, out PythonVersion? version);
            Assert.Equal(valid, version is not null);
            if (valid) Assert.True(PythonVersion.TryParse(version!.ToString(), out _));
        }, iter: Fuzz.Count(50_000));
}
