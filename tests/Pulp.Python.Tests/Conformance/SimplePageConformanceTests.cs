using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class SimplePageConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Pages_and_root_lists_are_read_by_the_house_rule() =>
        new ConformanceRun("simple", output) { Informing = ["html-informs"] }.All(test =>
            test.Text("class") == "project-list" ? CheckList(test) : CheckPage(test));

    private static string? CheckPage(JsonElement test)
    {
        string label = test.Text("label")!, project = test.Text("project")!;
        PageReading<SimplePage> reading = SimplePageReader.Read(
            BytesOf(test), project, $"https://index.example/simple/{project}/", test.Text("content_type"), limit: 1 << 28);
        JsonElement house = test.GetProperty("house");
        if (house.Text("error") is { } error || reading.Error is not null)
            return ConformanceRun.Compare("error", label, house.Text("error"), reading.Error?.Code);

        SimplePage page = reading.Page!;
        string[] expected = [.. house.GetProperty("taken").EnumerateArray().Select(Expected)];
        string[] got = [.. page.Files.Select(PageLines.Of)];
        for (int i = 0; i < Math.Max(expected.Length, got.Length); i++)
            if (ConformanceRun.Compare($"file {i}", label, expected.ElementAtOrDefault(i), got.ElementAtOrDefault(i)) is { } difference)
                return difference;
        return ComparePage(label, test.GetProperty("pypi_simple"), page);
    }

    private static string? CheckList(JsonElement test)
    {
        string label = test.Text("label")!;
        PageReading<ProjectList> reading = ProjectListReader.Read(BytesOf(test), test.Text("content_type"), limit: 1 << 28);
        JsonElement names = test.GetProperty("names");
        if (names.ValueKind == JsonValueKind.Array)
            return ConformanceRun.Compare("names", label, string.Join('|', names.EnumerateArray().Select(n => n.GetString())),
                reading.Error?.Code ?? string.Join('|', reading.Page!.Projects.Select(p => p.Name)));
        // Of errors only that of the version has a name of its own in both; any other is unreadable here.
        string error = names.Text("error") == "unsupported-repository-version" ? "unsupported-repository-version" : "unreadable";
        return ConformanceRun.Compare("error", label, error, reading.Error?.Code);
    }

    private static string? ComparePage(string label, JsonElement expected, SimplePage page)
    {
        if (expected.TryGetProperty("error", out _))
            return null;
        string? versions = expected.TryGetProperty("versions", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? string.Join('|', list.EnumerateArray().Select(v => v.GetString()))
            : null;
        return ConformanceRun.Compare("repository_version", label, expected.Text("repository_version"), page.RepositoryVersion)
            ?? ConformanceRun.Compare("tracks", label, string.Join('|', expected.Texts("tracks")), string.Join('|', page.Tracks))
            ?? ConformanceRun.Compare("alternate_locations", label, string.Join('|', expected.Texts("alternate_locations")), string.Join('|', page.AlternateLocations))
            ?? ConformanceRun.Compare("status", label, expected.Text("status"), page.Status)
            ?? ConformanceRun.Compare("status_reason", label, expected.Text("status_reason"), page.StatusReason)
            ?? ConformanceRun.Compare("versions", label, versions, page.Versions is null ? null : string.Join('|', page.Versions));
    }

    private static string Expected(JsonElement file) => PageLines.Of(
        file.Text("filename"), file.Text("packagetype"), file.Text("version"), Pairs(file.GetProperty("digests")), file.Text("yanked"),
        file.Text("requires_python"), file.GetProperty("metadata") is { ValueKind: JsonValueKind.Object } metadata ? Pairs(metadata) : null);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement digests) =>
        digests.EnumerateObject().Select(d => KeyValuePair.Create(d.Name, d.Value.GetString()!)).OrderBy(d => d.Key, StringComparer.Ordinal);

    private static MemoryStream BytesOf(JsonElement test) =>
        new(test.Text("b64") is { } encoded ? Convert.FromBase64String(encoded) : Encoding.UTF8.GetBytes(test.Text("text")!));
}
