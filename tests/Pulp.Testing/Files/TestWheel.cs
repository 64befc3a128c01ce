using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Pulp.Testing;

/// <summary>Wheels: valid archives with METADATA, WHEEL and RECORD, the same bytes for the same arguments on every machine.</summary>
public static class TestWheel
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes a wheel.</summary>
    /// <param name="project">The project, any spelling.</param>
    /// <param name="version">The version, as it stands in the file name.</param>
    /// <param name="tag">Python, ABI and platform tag.</param>
    /// <param name="padding">Bytes of data inside, that look random: the file's size is a little more.</param>
    /// <param name="build">A build tag; null: none.</param>
    /// <param name="requiresPython">Requires-Python; null: none.</param>
    /// <param name="requires">Requires-Dist.</param>
    /// <param name="summary">The summary; null: one made of the name.</param>
    public static TestFile Create(string project, string version, string tag = "py3-none-any", int padding = 0, string? build = null, string? requiresPython = null, IEnumerable<string>? requires = null, string? summary = null)
    {
        var name = TestMetadata.Escape(project);
        var stem = $"{name}-{version}" + (build is null ? "" : $"-{build}");
        var metadata = TestMetadata.Write(project, version, requiresPython, requires ?? [], summary);
        var info = $"{name}-{version}.dist-info/";
        var data = ByteSource.Generate(padding, TestFile.SeedOf($"{stem}-{tag}")).ToArray();
        var entries = new List<(string Name, byte[] Bytes)>
        {
            ($"{name}/__init__.py", Encoding.UTF8.GetBytes($"__version__ = '{version}'\n")),
            ($"{name}/data.bin", data),
            (info + "METADATA", Encoding.UTF8.GetBytes(metadata)),
            (info + "WHEEL", Encoding.UTF8.GetBytes($"Wheel-Version: 1.0\nGenerator: pulp-testing\nRoot-Is-Purelib: true\nTag: {tag}\n")),
        };
        var record = new StringBuilder();
        foreach (var (path, bytes) in entries) record.Append(path).Append(",sha256=").Append(UrlSafe(SHA256.HashData(bytes))).Append(',').Append(bytes.Length).Append('\n');
        record.Append(info).Append("RECORD,,\n");
        entries.Add((info + "RECORD", Encoding.UTF8.GetBytes(record.ToString())));
        return new TestFile($"{stem}-{tag}.whl", ByteSource.From(Zip(entries)), metadata, requiresPython);
    }

    /// <summary>A zip of these entries, stored: compressed bytes differ between versions of the compressor.</summary>
    internal static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = Epoch;
                entry.ExternalAttributes = 0x81A4 << 16;   // a regular file, rw-r--r--, whatever the system
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }

        return memory.ToArray();
    }

    private static string UrlSafe(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
