using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class SpecifierConformanceTests(ITestOutputHelper output)
{
    private static readonly (string Name, bool? Value)[] Policies = [("none", null), ("true", true), ("false", false)];

    [Fact]
    public void Specifiers_are_read_and_answer_as_the_reference_does()
    {
        Dictionary<string, string[]> lists = ConformanceData.ReadJson("specifier-lists.json.gz").EnumerateObject()
            .ToDictionary(list => list.Name, list => list.Value.EnumerateArray().Select(item => item.GetString()!).ToArray());
        new ConformanceRun("specifiers", output).All(test =>
        {
            string text = test.Text("spec")!;
            bool valid = SpecifierSet.TryParse(text, out SpecifierSet? set, out string? reason);
            string? difference = ConformanceRun.Compare("valid", text, test.Flag("valid"), valid);
            if (difference is not null) return difference;
            if (set is null) return string.IsNullOrWhiteSpace(reason) ? "no reason is given" : null;
            string[] versions = test.Text("list") is { } list ? lists[list] : test.Texts("versions");
            return Differences(text, test, set) ?? Policies.Select(policy => Answers(test, set, versions, policy)).FirstOrDefault(answer => answer is not null);
        });
    }

    private static string? Differences(string text, JsonElement test, SpecifierSet set)
    {
        string clauses = string.Join('\n', test.GetProperty("clauses").EnumerateArray().Select(clause => $"{clause[0].GetString()} {clause[1].GetString()}"));
        return ConformanceRun.Compare("str", text, test.Text("str"), set.ToString())
            ?? ConformanceRun.Compare("clauses", text, clauses, string.Join('\n', set.Clauses.Select(clause => $"{clause.Operator} {clause.Version}")))
            ?? ConformanceRun.Compare("prereleases", text, test.Flag("prereleases"), set.Prereleases);
    }

    private static string? Answers(JsonElement test, SpecifierSet set, string[] versions, (string Name, bool? Value) policy)
    {
        string contains = string.Concat(versions.Select(version => set.Contains(version, policy.Value) ? '1' : '0'));
        string? difference = ConformanceRun.Compare($"contains_{policy.Name}", set.ToString(), test.Text("contains_" + policy.Name), contains);
        if (difference is not null) return difference;

        // Kept in order, so each is found in the list behind the one before; a version listed twice answers twice.
        var kept = new Queue<string>(set.Filter(versions, policy.Value));
        string filter = string.Concat(versions.Select(version => kept.TryPeek(out string? next) && next == version ? (kept.Dequeue(), '1').Item2 : '0'));
        return ConformanceRun.Compare($"filter_{policy.Name}", set.ToString(), test.Text("filter_" + policy.Name), filter)
            ?? ConformanceRun.Compare("left over", set.ToString(), 0, kept.Count);
    }
}
