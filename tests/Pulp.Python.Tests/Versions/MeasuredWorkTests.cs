using System.Security.Cryptography;
using System.Text;

namespace Pulp.Python.Tests.Versions;

/// <summary>The 100,000 made-up versions that speed is measured on give the answers that the reference gives.</summary>
public sealed class MeasuredWorkTests
{
    private static readonly string[] Work = [.. MeasuredVersions.Spellings()];

    [Fact]
    public void Normalised_texts_are_those_of_the_reference()
        => Assert.StartsWith("71b58bd03087", Digest(Work.Select(PythonVersion.Parse)), StringComparison.Ordinal);

    [Fact]
    public void Order_is_that_of_the_reference()
    {
        PythonVersion[] tenth = [.. Work.Where((_, i) => i % 10 == 0).Select(PythonVersion.Parse)];
        Array.Sort(tenth);
        Assert.StartsWith("b7c28a909a91", Digest(tenth), StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_keeps_as_many_as_the_reference()
    {
        Assert.True(SpecifierSet.TryParse(">=1.2,!=5.*,<15,!=7.3.1", out SpecifierSet? set, out _));
        Assert.Equal(52_051, set.Filter(Work, null).Count);
    }

    private static string Digest(IEnumerable<PythonVersion> versions)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions))));
}
