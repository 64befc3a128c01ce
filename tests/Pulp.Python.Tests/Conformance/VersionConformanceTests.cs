using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class VersionConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Versions_are_read_as_the_reference_reads_them()
        => new ConformanceRun("versions", output).All(test =>
        {
            string text = test.Text("in")!;
            bool valid = PythonVersion.TryParse(text, out PythonVersion? version);
            string? got = version?.ToString();

            // More digits than the reference converts: either answer will do.
            if (test.Flag("valid") is not { } expected) return null;
            string? difference = ConformanceRun.Compare("valid", text, expected, valid);
            return difference is not null || version is null ? difference : Differences(text, test, version, got!);
        });

    [Fact]
    public void Versions_are_ordered_as_the_reference_orders_them()
        => new ConformanceRun("order", output).All(test =>
        {
            PythonVersion[] versions = [.. test.Texts("versions").Select(PythonVersion.Parse)];
            int[] ranks = [.. test.GetProperty("rank").EnumerateArray().Select(rank => rank.GetInt32())];
            PythonVersion[] sorted = [.. versions.Order().Distinct()];
            byte[][] keys = [.. versions.Select(version => version.SortKey())];
            for (int i = 0; i < versions.Length; i++)
            {
                if (sorted[ranks[i]] != versions[i]) return $"at rank {ranks[i]}: expected {versions[i]}, got {sorted[ranks[i]]}";
                for (int j = 0; j < versions.Length; j++)
                {
                    int order = Math.Sign(ranks[i].CompareTo(ranks[j]));
                    bool agree = Math.Sign(versions[i].CompareTo(versions[j])) == order
                        && Math.Sign(keys[i].AsSpan().SequenceCompareTo(keys[j])) == order
                        && versions[i].Equals(versions[j]) == (order == 0)
                        && (order != 0 || versions[i].GetHashCode() == versions[j].GetHashCode());
                    if (!agree) return $"{versions[i]} and {versions[j]} should compare as {order}";
                }
            }

            return null;
        });

    private static string? Differences(string text, JsonElement test, PythonVersion version, string written)
        => ConformanceRun.Compare("str", text, test.Text("str"), written)
        ?? ConformanceRun.Compare("public", text, test.Text("public"), version.Public)
        ?? ConformanceRun.Compare("base", text, test.Text("base"), version.BaseVersion)
        ?? ConformanceRun.Compare("local", text, test.Text("local"), version.Local)
        ?? ConformanceRun.Compare("epoch", text, test.Text("epoch"), version.Epoch)
        ?? ConformanceRun.Compare("release", text, test.Text("release"), version.Release)
        ?? ConformanceRun.Compare("pre", text, test.Text("pre"), version.Pre)
        ?? ConformanceRun.Compare("post", text, test.Text("post"), version.Post)
        ?? ConformanceRun.Compare("dev", text, test.Text("dev"), version.Dev)
        ?? ConformanceRun.Compare("is_pre", text, test.Flag("is_pre"), version.IsPrerelease)
        ?? ConformanceRun.Compare("is_post", text, test.Flag("is_post"), version.IsPostrelease)
        ?? ConformanceRun.Compare("is_dev", text, test.Flag("is_dev"), version.IsDevrelease)
        ?? ConformanceRun.Compare("canonical", text, test.Text("canonical"), version.Canonical)
        ?? ConformanceRun.Compare("str of str", text, written, PythonVersion.Parse(written).ToString());
}
