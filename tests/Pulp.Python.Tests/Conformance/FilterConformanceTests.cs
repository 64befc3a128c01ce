using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pulp.Model;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class FilterConformanceTests(ITestOutputHelper output)
{
    private readonly ConcurrentDictionary<string, SimplePage> _pages = new(StringComparer.Ordinal);

    [Fact]
    public void Remotes_select_the_files_that_the_rules_say() =>
        new ConformanceRun("filter", output).All(test =>
        {
            string label = test.Text("id")!;
            Selection selection = Read(test.GetProperty("remote"));
            IReadOnlyList<SelectionFault> faults = SelectionValidator.Validate(selection);
            if (test.Flag("valid") == false)
                return ConformanceRun.Compare("why", label, test.Text("why"), faults.Count == 0 ? null : Why(faults[0]));
            return faults.Count > 0 ? string.Join('\n', faults) : Check(test, label, new Selector(selection));
        });

    private string? Check(JsonElement test, string label, Selector selector)
    {
        var selected = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach ((string project, string page) in Pages(test.GetProperty("pages")))
        {
            if (!selector.IncludesProject(project))
                continue;
            string[] names = [.. selector.Select(project, Page(project, page).Files).Where(d => d.Selected).Select(d => d.File.FileName)];
            if (names.Length > 0)
                selected.Add(project, [.. names.Order(StringComparer.Ordinal)]);
        }
        foreach (JsonProperty expected in test.TryGetProperty("selected", out JsonElement files) ? files.EnumerateObject() : default)
        {
            string got = string.Join('\n', selected.GetValueOrDefault(expected.Name, []));
            if (ConformanceRun.Compare(expected.Name, label, string.Join('\n', expected.Value.EnumerateArray().Select(n => n.GetString())), got) is { } difference)
                return difference;
        }
        string counts = string.Join(", ", selected.Select(p => $"{p.Key} {p.Value.Count}"));
        string expectedCounts = string.Join(", ", test.GetProperty("counts").EnumerateObject().Where(c => c.Value.GetInt32() > 0)
            .OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name} {c.Value.GetInt32()}"));
        string lines = string.Concat(selected.SelectMany(p => p.Value.Select(name => $"{p.Key}\t{name}\n")));
        return ConformanceRun.Compare("counts", label, expectedCounts, counts)
            ?? ConformanceRun.Compare("count", label, test.GetProperty("count").GetInt32(), selected.Values.Sum(names => names.Count))
            ?? ConformanceRun.Compare("sha256", label, test.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))));
    }

    private static IEnumerable<(string Project, string Label)> Pages(JsonElement pages) => pages.ValueKind == JsonValueKind.String
        ? ConformancePages.Projects(pages.GetString()!)
        : pages.EnumerateArray().Select(name => ConformancePages.Project(name.GetString()!));

    private SimplePage Page(string project, string label) => _pages.GetOrAdd(label, _ =>
        SimplePageReader.Read(new MemoryStream(ConformancePages.Read(label)), project, $"https://index.example/simple/{project}/", "application/json", 1 << 28).Page!);

    private static string Why(SelectionFault fault) => fault.Field.Length == 0 ? fault.Part : $"{fault.Part}: {fault.Field}";

    private static Selection Read(JsonElement remote) => new()
    {
        Includes = Items(remote, "includes"),
        Excludes = Items(remote, "excludes"),
        Prereleases = remote.Flag("prereleases") ?? false,
        PackageTypes = remote.TryGetProperty("package_types", out JsonElement types) ? [.. types.EnumerateArray().Select(t => t.GetString()!)] : [],
        ExcludePlatforms = remote.TryGetProperty("exclude_platforms", out JsonElement platforms) ? [.. platforms.EnumerateArray().Select(t => t.GetString()!)] : [],
        KeepLatest = remote.TryGetProperty("keep_latest_packages", out JsonElement keep) ? keep.GetInt32() : 0,
    };

    private static PulpFilterItem[] Items(JsonElement remote, string part) =>
        remote.TryGetProperty(part, out JsonElement items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray().Select(item => new PulpFilterItem
            {
                Name = item.Text("name"),
                VersionSpecifier = item.Text("version_specifier") ?? "",
                Digests = item.TryGetProperty("digests", out JsonElement digests) && digests.ValueKind == JsonValueKind.Array
                    ? [.. digests.EnumerateArray().Select(d => new PulpDigest { Type = d.Text("type") ?? "", Digest = d.Text("digest") ?? "" })]
                    : [],
            })]
            : [];
}
