using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pulp.Testing;

namespace Pulp.Benchmarks.Index;

/// <summary>An index as a folder: <c>pages/NAME.json</c> with links to <c>../../files/FILE</c>, and <c>files/</c>.</summary>
internal sealed class SliceIndex(string folder)
{
    /// <summary>The folder.</summary>
    internal string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The projects, by the names of their pages.</summary>
    internal IReadOnlyList<string> Projects =>
        [.. Directory.EnumerateFiles(PageFolder, "*.json").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    /// <summary>The projects that the root list has: all but those that begin with <c>extra-</c>.</summary>
    internal IEnumerable<string> Listed => Projects.Where(p => !p.StartsWith("extra-", StringComparison.Ordinal));

    /// <summary>The names of the files that the pages list, each once.</summary>
    internal IReadOnlyList<string> Files =>
        [.. Projects.SelectMany(ReadFiles).Distinct(StringComparer.Ordinal)];

    private string PageFolder => Path.Combine(Folder, "pages");

    /// <summary>
    /// Makes one of as many files as given, of sizes as a real index has them (half of them below 40 KB, few above 2 MB), all in all about <paramref name="bytes"/>.
    /// The same arguments give the same index.
    /// </summary>
    internal static SliceIndex Make(string folder, int projects, int files, long bytes)
    {
        var index = new SliceIndex(folder);
        var filesFolder = Directory.CreateDirectory(Path.Combine(index.Folder, "files")).FullName;
        var weights = Enumerable.Range(0, files).Select(i => Math.Exp(3 * ((i * 0.618033988749895 % 1) - 0.5) * 2)).ToArray();
        var unit = bytes / weights.Sum();
        var number = 0;
        for (var p = 0; p < projects; p++)
        {
            var count = (files / projects) + (p < files % projects ? 1 : 0);
            var entries = new List<SliceFile>(count);
            for (var f = 0; f < count; f++, number++)
            {
                var file = TestFile.Any(FileName(p, f), (long)(weights[number] * unit) + 1, seed: (ulong)number);
                File.WriteAllBytes(Path.Combine(filesFolder, file.FileName), file.Content.ToArray());
                entries.Add(new SliceFile(file.FileName, file.Content.Sha256, file.Content.Length));
            }

            index.WritePage(ProjectName(p), entries);
        }

        return index;
    }

    /// <summary>Makes one that only has pages: for content on demand.</summary>
    internal static SliceIndex MakePages(string folder, int projects, int filesEach)
    {
        var index = new SliceIndex(folder);
        for (var p = 0; p < projects; p++)
            index.WritePage(ProjectName(p), [.. Enumerable.Range(0, filesEach).Select(f => Made(p, f))]);
        return index;
    }

    /// <summary>A file that only a page has.</summary>
    internal static SliceFile Made(int project, int file)
    {
        var name = FileName(project, file);
        return new SliceFile(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name))), 10_000 + file);
    }

    /// <summary>The name of the n-th project.</summary>
    internal static string ProjectName(int project) => string.Create(CultureInfo.InvariantCulture, $"project-{project:0000}");

    /// <summary>Writes a page, in one step: a server may be reading it.</summary>
    internal void WritePage(string project, IReadOnlyList<SliceFile> files)
    {
        Directory.CreateDirectory(PageFolder);
        var page = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["meta"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["api-version"] = "1.1" },
            ["name"] = project,
            ["files"] = files.Select((f, i) => new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["filename"] = f.Name,
                ["url"] = "../../files/" + f.Name,
                ["hashes"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = f.Sha256 },
                ["size"] = f.Size,
                ["requires-python"] = ">=3.8",
                ["upload-time"] = DateTimeOffset.UnixEpoch.AddDays(18_000).AddMinutes(i * 77).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
                ["yanked"] = false,
            }).ToArray(),
        });
        var path = Path.Combine(PageFolder, project + ".json");
        File.WriteAllBytes(path + ".new", page);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string FileName(int project, int file) =>
        string.Create(CultureInfo.InvariantCulture, $"project_{project:0000}-{1 + (file / 10)}.{file % 10}-py3-none-any.whl");

    private IEnumerable<string> ReadFiles(string project)
    {
        using var page = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PageFolder, project + ".json")));
        return [.. page.RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("url").GetString()!.Split('/')[^1].Split('#')[0])];
    }
}

/// <summary>A file of a page.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its digest in hex.</param>
/// <param name="Size">Its bytes.</param>
internal sealed record SliceFile(string Name, string Sha256, long Size);
