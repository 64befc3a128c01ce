using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class MetadataConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Metadata_is_read_and_judged_as_the_reference_does() =>
        new ConformanceRun("metadata", output) { Informing = ["edge-mime"] }.All(test =>
        {
            string label = test.Text("label")!;
            CoreMetadata metadata = CoreMetadata.Read(test.Text("b64") is { } encoded ? Convert.FromBase64String(encoded) : Encoding.UTF8.GetBytes(test.Text("text")!));
            string expected = Lines(test.GetProperty("expect_raw").EnumerateObject().Select(f => $"{f.Name}: {Value(f.Value)}"));
            string unparsed = Lines(test.GetProperty("expect_unparsed").EnumerateObject().Select(f => $"{f.Name}: {Value(f.Value)}"));
            return ConformanceRun.Compare("raw", label, expected, Lines(metadata.Fields.Select(name => $"{name}: {Value(metadata, name)}")))
                ?? ConformanceRun.Compare("unparsed", label, unparsed, Lines(metadata.Unparsed.Select(f => $"{f.Key}: [{string.Join('|', f.Value)}]")))
                ?? ConformanceRun.Compare(
                    "invalid fields", label, string.Join(", ", test.Texts("expect_invalid_fields").Order(StringComparer.Ordinal)),
                    string.Join(", ", metadata.Faults.Select(f => f.Field).Order(StringComparer.Ordinal)));
        });

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static string? Value(CoreMetadata metadata, string name) => name == "project_urls"
        ? $"{{{string.Join('|', metadata.ProjectUrls.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{u.Key}={u.Value}"))}}}"
        : metadata.Text(name) ?? $"[{string.Join('|', metadata.List(name))}]";

    private static string? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join('|', value.EnumerateArray().Select(v => v.GetString()))}]",
        JsonValueKind.Object => $"{{{string.Join('|', value.EnumerateObject().OrderBy(u => u.Name, StringComparer.Ordinal).Select(u => $"{u.Name}={u.Value.GetString()}"))}}}",
        _ => value.GetString(),
    };
}
