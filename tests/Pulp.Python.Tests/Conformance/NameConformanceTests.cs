using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class NameConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Names_are_judged_and_normalised_as_the_reference_does()
        => new ConformanceRun("names", output).All(test =>
        {
            string text = test.Text("in")!;
            return ConformanceRun.Compare("valid", text, test.Flag("valid"), ProjectName.IsValid(text))
                ?? ConformanceRun.Compare("is_normalized", text, test.Flag("is_normalized"), ProjectName.IsNormalized(text))
                ?? (test.Flag("valid") == true ? ConformanceRun.Compare("normalized", text, test.Text("normalized"), ProjectName.Normalize(text)) : null);
        });

    [Fact]
    public void File_names_are_read_by_the_house_rule_and_as_the_reference_reads_them()
        => new ConformanceRun("filenames", output).All(test =>
        {
            string text = test.Text("filename")!;
            string? difference = null;
            if (test.Text("project") is { } project)
            {
                (string? packageType, string? version) = DistributionFileName.Read(project, text);
                difference = ConformanceRun.Compare("packagetype", text, test.Text("packagetype"), packageType)
                    ?? ConformanceRun.Compare("version", text, test.Text("version"), version);
            }

            if (test.TryGetProperty("wheel", out JsonElement wheel)) difference ??= ConformanceRun.Compare("wheel", text, Expected(wheel), Wheel(text));
            if (test.TryGetProperty("sdist", out JsonElement sdist)) difference ??= ConformanceRun.Compare("sdist", text, Expected(sdist), Sdist(text));
            return difference;
        });

    private static string Expected(JsonElement parts)
    {
        if (parts.TryGetProperty("error", out _)) return "error";
        string text = $"{parts.Text("name")} {parts.Text("version")}";
        if (!parts.TryGetProperty("tags", out JsonElement tags)) return text;
        JsonElement build = parts.GetProperty("build");
        string buildText = build.ValueKind == JsonValueKind.Null ? "null" : $"{build[0].GetString()}|{build[1].GetString()}";
        return $"{text} {buildText} {string.Join(' ', tags.EnumerateArray().Select(tag => tag.GetString()))}";
    }

    private static string Wheel(string fileName)
    {
        if (!WheelFileName.TryParse(fileName, out WheelFileName? wheel)) return "error";
        string build = wheel.Build is null ? "null" : $"{wheel.Build.Number}|{wheel.Build.Rest}";
        return $"{wheel.Name} {wheel.Version} {build} {string.Join(' ', wheel.Tags)}";
    }

    private static string Sdist(string fileName)
        => SdistFileName.TryParse(fileName, out SdistFileName? sdist) ? $"{sdist.Name} {sdist.Version}" : "error";
}
