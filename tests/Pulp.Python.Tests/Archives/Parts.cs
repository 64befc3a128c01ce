using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Pulp.Python.Tests.Archives;

/// <summary>Archives made of parts, honest and not.</summary>
internal static class Parts
{
    public const string WheelName = "a-1.0-py3-none-any.whl";
    public const string SdistName = "a-1.0.tar.gz";

    public static string Metadata(string name = "a", string version = "1.0") => $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: s\n\nBody.\n";

    /// <summary>A wheel; what is given replaces or adds to its parts, in the order in which it stands. RECORD is made of all of them.</summary>
    public static byte[] Wheel(params (string Name, string? Text)[] changes) => Zip(WheelParts(changes));

    public static List<(string Name, string Text)> WheelParts(params (string Name, string? Text)[] changes)
    {
        List<(string Name, string Text)> parts =
        [
            ("a/__init__.py", "x = 1\n"),
            ("a-1.0.dist-info/METADATA", Metadata()),
            ("a-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
        ];
        foreach ((string name, string? text) in changes)
        {
            parts.RemoveAll(p => p.Name == name);
            if (text is not null)
                parts.Add((name, text));
        }
        if (!changes.Any(c => c.Name.EndsWith("/RECORD", StringComparison.Ordinal)))
            parts.Add(("a-1.0.dist-info/RECORD", Record(parts) + "a-1.0.dist-info/RECORD,,\n"));
        return parts;
    }

    public static string Record(IEnumerable<(string Name, string Text)> parts) => string.Concat(parts.Select(p =>
        $"{p.Name},sha256={Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(p.Text))).TrimEnd('=').Replace('+', '-').Replace('/', '_')},{Encoding.UTF8.GetByteCount(p.Text)}\n"));

    public static byte[] Zip(IEnumerable<(string Name, string Text)> parts, CompressionLevel level = CompressionLevel.NoCompression, int attributes = 0)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in parts)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, level);
                if (attributes != 0)
                    entry.ExternalAttributes = attributes;
                using Stream stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return memory.ToArray();
    }

    /// <summary>A tar of these entries, packed.</summary>
    public static byte[] Tar(params TarEntry[] entries) => Gzip(RawTar(entries));

    public static byte[] RawTar(params TarEntry[] entries)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true))
            foreach (TarEntry entry in entries)
                tar.WriteEntry(entry);
        return memory.ToArray();
    }

    public static TarEntry File(string name, string text) => new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    public static TarEntry Link(TarEntryType type, string name, string target) => new PaxTarEntry(type, name) { LinkName = target };

    public static TarEntry Info => File("a-1.0/PKG-INFO", Metadata());

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return memory.ToArray();
    }

    /// <summary>A header of a ustar entry, its checksum right.</summary>
    public static byte[] Header(string name, char kind, string size)
    {
        byte[] header = new byte[512];
        Put(0, name);
        Put(100, "0000644\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        Put(124, size);
        Put(136, "00000000000\0");
        header[156] = (byte)kind;
        Put(257, "ustar\000");
        Put(148, "        ");
        Put(148, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
        return header;

        void Put(int at, string text) => Encoding.Latin1.GetBytes(text).CopyTo(header, at);
    }

    public static ArchiveReading<ArchiveMetadata> Read(byte[] bytes, string name, ArchiveLimits? limits = null) =>
        DistributionArchive.ReadMetadata(new MemoryStream(bytes, writable: false), name, limits: limits);

    public static IReadOnlyList<ArchiveFault> Check(byte[] bytes, string name, ArchiveLimits? limits = null) =>
        DistributionArchive.Check(new MemoryStream(bytes, writable: false), name, limits: limits);

    /// <summary>Finds bytes and puts others there.</summary>
    public static byte[] Patch(byte[] bytes, ReadOnlySpan<byte> find, Func<int, int> at, params byte[] put)
    {
        byte[] changed = [.. bytes];
        int found = bytes.AsSpan().IndexOf(find);
        Assert.True(found >= 0);
        put.CopyTo(changed, at(found));
        return changed;
    }
}
