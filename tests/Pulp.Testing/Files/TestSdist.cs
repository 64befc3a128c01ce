using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Pulp.Testing;

/// <summary>Source distributions: valid archives with PKG-INFO and pyproject.toml, the same bytes for the same arguments on every machine.</summary>
public static class TestSdist
{
    /// <summary>Makes a source distribution.</summary>
    /// <param name="project">The project, any spelling.</param>
    /// <param name="version">The version, as it stands in the file name.</param>
    /// <param name="extension"><c>.tar.gz</c> or <c>.zip</c>.</param>
    /// <param name="padding">Bytes of data inside, that look random: the file's size is a little more.</param>
    /// <param name="fileName">Another file name than <c>project_name-version</c>; null: that.</param>
    /// <param name="requiresPython">Requires-Python; null: none.</param>
    /// <param name="requires">Requires-Dist.</param>
    /// <param name="summary">The summary; null: one made of the name.</param>
    public static TestFile Create(string project, string version, string extension = ".tar.gz", int padding = 0, string? fileName = null, string? requiresPython = null, IEnumerable<string>? requires = null, string? summary = null)
    {
        var stem = $"{TestMetadata.Escape(project)}-{version}";
        var metadata = TestMetadata.Write(project, version, requiresPython, requires ?? [], summary);
        (string Name, byte[] Bytes)[] entries =
        [
            ($"{stem}/PKG-INFO", Encoding.UTF8.GetBytes(metadata)),
            ($"{stem}/pyproject.toml", Encoding.UTF8.GetBytes($"[project]\nname = '{project}'\nversion = '{version}'\n")),
            ($"{stem}/data.bin", ByteSource.Generate(padding, TestFile.SeedOf(stem + extension)).ToArray()),
        ];
        var bytes = extension switch
        {
            ".tar.gz" => TarGz(entries),
            ".zip" => TestWheel.Zip(entries),
            _ => throw new ArgumentOutOfRangeException(nameof(extension), extension, "Only .tar.gz and .zip are generated."),
        };
        return new TestFile(fileName ?? stem + extension, ByteSource.From(bytes), metadata, requiresPython);
    }

    private static byte[] TarGz(IEnumerable<(string Name, byte[] Bytes)> entries)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.NoCompression, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (name, bytes) in entries)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    ModificationTime = DateTimeOffset.UnixEpoch.AddDays(3653),
                    Mode = (UnixFileMode)0b110_100_100,
                    DataStream = new MemoryStream(bytes),
                });
            }
        }

        var packed = memory.ToArray();
        packed[9] = 255;   // the system that packed it: not said
        return packed;
    }
}
