using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class RequirementConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Requirements_are_read_and_markers_evaluated_as_the_reference_does()
    {
        Dictionary<string, Dictionary<string, string>> environments = ConformanceData.ReadJson("environments.json")
            .Deserialize<Dictionary<string, Dictionary<string, string>>>()!;
        new ConformanceRun("requirements", output).All(test =>
        {
            string text = test.Text("in")!;
            bool valid = Requirement.TryParse(text, out Requirement? requirement, out string? reason);
            string? difference = ConformanceRun.Compare("valid", text, test.Flag("valid"), valid);
            if (difference is not null) return $"{difference} ({reason})";
            if (requirement is null) return string.IsNullOrWhiteSpace(reason) ? "no reason is given" : null;
            return Differences(text, test, requirement) ?? Evaluations(test, requirement, environments).FirstOrDefault(answer => answer is not null);
        });
    }

    private static string? Differences(string text, JsonElement test, Requirement requirement)
        => ConformanceRun.Compare("str", text, test.Text("str"), requirement.ToString())
        ?? ConformanceRun.Compare("name", text, test.Text("name"), requirement.Name)
        ?? ConformanceRun.Compare("normalized", text, test.Text("normalized"), requirement.NormalizedName)
        ?? ConformanceRun.Compare("extras", text, string.Join(' ', test.Texts("extras")), string.Join(' ', requirement.Extras))
        ?? ConformanceRun.Compare("specifier", text, test.Text("specifier"), requirement.Specifier.ToString())
        ?? ConformanceRun.Compare("url", text, test.Text("url"), requirement.Url)
        ?? ConformanceRun.Compare("marker", text, test.Text("marker"), requirement.Marker?.ToString());

    private static IEnumerable<string?> Evaluations(
        JsonElement test, Requirement requirement, Dictionary<string, Dictionary<string, string>> environments)
    {
        if (!test.TryGetProperty("eval", out JsonElement evaluations)) yield break;
        foreach (JsonProperty environment in evaluations.EnumerateObject())
        {
            foreach (JsonProperty extra in environment.Value.EnumerateObject())
            {
                MarkerResult got = requirement.Marker!.Evaluate(environments[environment.Name], extra.Name);
                yield return ConformanceRun.Compare($"{environment.Name}, extra '{extra.Name}'", requirement.ToString(), Expected(extra.Value), got);
            }
        }
    }

    private static MarkerResult Expected(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => MarkerResult.True,
        JsonValueKind.False => MarkerResult.False,
        _ when value.GetString() == "undefined-comparison" => MarkerResult.UndefinedComparison,
        _ => MarkerResult.UndefinedName,
    };
}
