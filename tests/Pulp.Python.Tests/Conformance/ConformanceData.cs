using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Pulp.Python.Tests.Conformance;

/// <summary>The cases that other implementations agreed on: gzip-compressed JSON lines, in this folder or the one that PULP_CONFORMANCE names.</summary>
internal static class ConformanceData
{
    /// <summary>The folder with the cases.</summary>
    public static string Folder { get; } = FromEnvironment("PULP_CONFORMANCE") ?? Path.Combine(AppContext.BaseDirectory, "Conformance");

    /// <summary>The folders with the big pages, whose parent folder is the first part of a page's label (<c>X/pages/Y</c>).</summary>
    public static IReadOnlyList<string> PageFolders { get; } = FromEnvironment("PULP_CONFORMANCE_PAGES")
        ?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        ?? [Path.Combine(AppContext.BaseDirectory, "Conformance", "shared", "pages")];

    /// <summary>The cases of a file, such as <c>versions</c>.</summary>
    public static IEnumerable<JsonElement> Read(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(Folder, name + ".jsonl.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var lines = new StreamReader(unzipped, Encoding.UTF8);
        while (lines.ReadLine() is { } line)
        {
            if (line.Length > 0) yield return JsonSerializer.Deserialize<JsonElement>(line);
        }
    }

    /// <summary>A JSON file beside the cases; compressed when its name ends in .gz.</summary>
    public static JsonElement ReadJson(string fileName)
    {
        using FileStream file = File.OpenRead(Path.Combine(Folder, fileName));
        using Stream content = fileName.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return JsonSerializer.Deserialize<JsonElement>(content);
    }

    private static string? FromEnvironment(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
