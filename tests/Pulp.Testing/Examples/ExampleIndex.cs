using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pulp.Testing;

/// <summary>The index that lies in examples/index: made-up projects as an index shows them on two days, and their files.</summary>
public static class ExampleIndex
{
    private const string Yanked = "loses its tail in strong wind";
    private const int PerFile = 3_000;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Each file of the folder: its path with slashes, and its bytes. The same on every machine that packs archives as Unix does.</summary>
    public static SortedDictionary<string, byte[]> Files()
    {
        var monday = Monday();
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        AddDay(files, "monday", monday);
        AddDay(files, "tuesday", Tuesday(monday));
        return files;
    }

    private static Dictionary<string, List<Entry>> Monday() => new(StringComparer.Ordinal)
    {
        ["mossery"] =
        [
            Sdist("mossery", "3.0", "2026-02-11T08:15:00Z", 0, "Slow green things"),
            Sdist("mossery", "3.1", "2026-05-04T08:20:00Z", 1, "Slow green things"),
        ],
        ["kitelet"] =
        [
            .. Release("1.0.0", "2026-03-02T10:00:00Z"),
            .. Release("1.1.0", "2026-06-18T10:00:00Z"),
            .. Release("2.0b1", "2026-09-30T10:00:00Z").Take(1),
        ],
        ["maplet"] = [Wheel("maplet", "0.4", "2026-01-20T12:00:00Z", 5, "Maps for the road", "py3-none-any")],
        ["tidely"] =
        [
            Sdist("tidely", "0.9", "2025-11-12T06:30:00Z", 2, "High and low water"),
            Sdist("tidely", "1.0", "2026-04-01T06:30:00Z", 2, "High and low water"),
            .. new[] { "macosx_11_0_arm64", "manylinux_2_28_x86_64", "win32" }
                .Select(platform => Wheel("tidely", "1.0", "2026-04-01T06:40:00Z", 4, "High and low water", $"py3-none-{platform}")),
        ],
    };

    /// <summary>A release came, another was yanked, and an old file is gone.</summary>
    private static Dictionary<string, List<Entry>> Tuesday(Dictionary<string, List<Entry>> monday) => new(monday, StringComparer.Ordinal)
    {
        ["mossery"] = monday["mossery"][1..],
        ["kitelet"] =
        [
            .. monday["kitelet"].Select(entry => entry.File.FileName.Contains("1.1.0", StringComparison.Ordinal) ? entry with { Yanked = Yanked } : entry),
            .. Release("1.1.1", "2026-11-24T07:05:00Z"),
        ],
    };

    private static Entry[] Release(string version, string uploaded) =>
    [
        Wheel("kitelet", version, uploaded, 2, "Flies when there is wind", "py3-none-any"),
        Sdist("kitelet", version, uploaded, 1, "Flies when there is wind"),
    ];

    private static Entry Wheel(string project, string version, string uploaded, int size, string summary, string tag) =>
        new(TestWheel.Create(project, version, tag, size * PerFile, requiresPython: ">=3.10", summary: summary), uploaded);

    private static Entry Sdist(string project, string version, string uploaded, int size, string summary) =>
        new(TestSdist.Create(project, version, padding: size * PerFile, requiresPython: ">=3.10", summary: summary), uploaded);

    private static void AddDay(SortedDictionary<string, byte[]> files, string day, Dictionary<string, List<Entry>> projects)
    {
        var root = new
        {
            meta = Meta,
            projects = projects.Keys.Order(StringComparer.Ordinal).Select(name => new { name }),
        };
        files[$"{day}/simple/index.json"] = Page(root);
        foreach (var (project, entries) in projects)
        {
            files[$"{day}/simple/{project}/index.json"] = Page(new
            {
                meta = Meta,
                name = project,
                versions = entries.Select(entry => VersionOf(entry.File.FileName)).Distinct(StringComparer.Ordinal),
                files = entries.Select(Describe),
            });
            foreach (var entry in entries)
                files[$"files/{entry.File.FileName}"] = entry.File.Bytes;
        }
    }

    private static Dictionary<string, string> Meta => new(StringComparer.Ordinal) { ["api-version"] = "1.1" };

    private static Dictionary<string, object> Describe(Entry entry) => new(StringComparer.Ordinal)
    {
        ["filename"] = entry.File.FileName,
        ["url"] = $"../../files/{entry.File.FileName}",
        ["hashes"] = new { sha256 = entry.File.Sha256 },
        ["requires-python"] = entry.File.RequiresPython!,
        ["size"] = entry.File.Size,
        ["upload-time"] = DateTimeOffset.Parse(entry.Uploaded, CultureInfo.InvariantCulture).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        ["yanked"] = (object?)entry.Yanked ?? false,
    };

    private static string VersionOf(string fileName) => fileName.Replace(".tar.gz", "", StringComparison.Ordinal).Split('-')[1];

    private static byte[] Page(object page) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(page, Json) + "\n");

    private sealed record Entry(TestFile File, string Uploaded, string? Yanked = null);
}
