using System.IO.Compression;

namespace Pulp.Python.Tests.Conformance;

/// <summary>The big pages of the cases, by label: <c>X/pages/Y</c> is the file Y in the folder of pages whose parent folder is X.</summary>
internal static class ConformancePages
{
    // The pages beside the tests are always there; PULP_CONFORMANCE_PAGES adds others, or takes their place.
    private static readonly string[] Folders =
    [
        .. ConformanceData.PageFolders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
        Path.Combine(AppContext.BaseDirectory, "Conformance", "shared", "pages"),
    ];

    public static byte[] Read(string label)
    {
        string[] parts = label.Split('/');
        string file = Path.Combine(parts[2..]);
        string folder = FoldersOf(parts[0]).FirstOrDefault(f => File.Exists(Path.Combine(f, file))) ?? FolderOf(parts[0]);
        using var unzipped = new GZipStream(File.OpenRead(Path.Combine(folder, file)), CompressionMode.Decompress);
        var page = new MemoryStream();
        unzipped.CopyTo(page);
        return page.ToArray();
    }

    /// <summary>The projects that have a JSON page directly in the folder of <c>shared</c> or <c>hidden</c>; <c>all</c> for both.</summary>
    public static IEnumerable<(string Project, string Label)> Projects(string which) =>
        (which == "all" ? ["shared", "hidden"] : (string[])[which])
            .SelectMany(parent => Directory.EnumerateFiles(FolderOf(parent), "*.json.gz")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)
                .Select(name => (name[..^".json.gz".Length], $"{parent}/pages/{name}")));

    /// <summary>A page by name: a project's, in whichever folder has it, or a label.</summary>
    public static (string Project, string Label) Project(string name)
    {
        string file = name.Split('/')[^1], project = file.EndsWith(".json.gz", StringComparison.Ordinal) ? file[..^".json.gz".Length] : file;
        if (name.Contains('/', StringComparison.Ordinal))
            return (project, name);
        string folder = Folders.First(f => File.Exists(Path.Combine(f, project + ".json.gz")));
        return (project, $"{Path.GetFileName(Path.GetDirectoryName(folder))}/pages/{project}.json.gz");
    }

    private static IEnumerable<string> FoldersOf(string parent) =>
        Folders.Where(folder => Path.GetFileName(Path.GetDirectoryName(folder)) == parent && Directory.Exists(folder));

    private static string FolderOf(string parent) =>
        FoldersOf(parent).FirstOrDefault()
        ?? throw new DirectoryNotFoundException($"No folder {parent}{Path.DirectorySeparatorChar}pages: PULP_CONFORMANCE_PAGES must name it.");
}
