using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Pulp.Python.Tests.Conformance;

public sealed class RealPageConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Big_pages_are_read_to_the_last_link() =>
        new ConformanceRun("real-pages", output).All(test =>
        {
            byte[] page = Open(test);
            string project = test.Text("project")!;
            PageReading<SimplePage> reading = SimplePageReader.Read(
                new MemoryStream(page), project, $"https://index.example/simple/{project}/", test.Text("content_type"), limit: 1 << 28);
            return reading.Error?.ToString()
                ?? Check(test, test.Text("page") ?? "generated", reading.Page!, new PageSpelling(page, reading.Page!.IsJson));
        });

    private static string? Check(JsonElement test, string label, SimplePage page, PageSpelling spelling)
    {
        List<Link> links = [.. Links(page, spelling)];
        return ConformanceRun.Compare("links", label, test.GetProperty("links").GetInt32(), links.Count)
            ?? ConformanceRun.Compare("house_taken", label, test.GetProperty("house_taken").GetInt32(), page.Files.Count)
            ?? ConformanceRun.Compare("house_refused", label, test.GetProperty("house_refused").GetInt32(), page.Refused.Count)
            ?? ConformanceRun.Compare("names", label, test.Text("names_sha256"), Hash(links.Select(l => l.FileName)))
            ?? ConformanceRun.Compare("lines", label, test.Text("lines_sha256"), Hash(links.Select(l => l.Line)))
            ?? ConformanceRun.Compare("requires_python", label, test.GetProperty("requires_python").GetInt32(), page.Files.Count(f => f.RequiresPython is not null))
            ?? ConformanceRun.Compare("metadata", label, test.GetProperty("metadata").GetInt32(), page.Files.Count(f => f.CoreMetadata is not null))
            ?? ConformanceRun.Compare("yanked", label, test.GetProperty("yanked").GetInt32(), page.Files.Count(f => spelling.Yanked(f) is not null))
            ?? CompareJson(test, label, page);
    }

    private static string? CompareJson(JsonElement test, string label, SimplePage page) =>
        !test.TryGetProperty("versions", out JsonElement versions) ? null
            : ConformanceRun.Compare("versions", label, versions.ValueKind == JsonValueKind.Null ? null : versions.GetInt32(), page.Versions?.Count)
                ?? ConformanceRun.Compare("size_total", label, test.GetProperty("size_total").GetInt64(), page.Files.Sum(f => f.Size ?? 0))
                ?? ConformanceRun.Compare("upload_times", label, test.GetProperty("upload_times").GetInt32(), page.Files.Count(f => f.UploadTime is not null));

    // All links in the page's order; the name of a refused one as pip tells it.
    private static IEnumerable<Link> Links(SimplePage page, PageSpelling spelling)
    {
        Dictionary<int, RefusedLink> refused = page.Refused.ToDictionary(r => r.Position);
        using IEnumerator<SimpleFile> files = page.Files.GetEnumerator();
        for (int i = 0; i < page.Files.Count + page.Refused.Count; i++)
        {
            if (refused.TryGetValue(i, out RefusedLink? link))
                yield return new Link(NameOf(link.Url), $"{NameOf(link.Url)}\t{Unescape(link.Url)}\t\t\t-");
            else if (files.MoveNext())
                yield return Taken(files.Current, spelling);
        }
    }

    private static Link Taken(SimpleFile file, PageSpelling spelling)
    {
        string yanked = spelling.Yanked(file) is { } reason ? "y:" + reason : "-";
        return new Link(file.FileName, $"{file.FileName}\t{Unescape(file.Url)}\t{spelling.Sha256(file)}\t{file.RequiresPython}\t{yanked}");
    }

    private static string NameOf(string url)
    {
        string path = url.Split('?')[0].Split("://", 2)[^1].TrimEnd('/');
        return Unescape(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text);

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));

    private static byte[] Open(JsonElement test)
    {
        if (test.Text("page") is { } label)
            return ConformancePages.Read(label);
        JsonElement generator = test.GetProperty("generator");
        byte[] page = GeneratedPages.Make(generator.Text("kind") == "json", generator.GetProperty("seed").GetUInt32(), generator.GetProperty("count").GetInt32());
        Assert.Equal(test.Text("page_sha256"), Convert.ToHexStringLower(SHA256.HashData(page)));
        return page;
    }

    private sealed record Link(string FileName, string Line);
}
