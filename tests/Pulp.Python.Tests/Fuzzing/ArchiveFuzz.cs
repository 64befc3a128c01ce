using System.IO.Compression;
using System.Text;
using CsCheck;
using Pulp.Python.Tests.Archives;
using Pulp.Testing;

namespace Pulp.Python.Tests.Fuzzing;

/// <summary>Archives with a few bytes changed, cut, doubled: a result or a fault, never an exception, and no more memory than a small multiple of the input.</summary>
public sealed class ArchiveFuzz
{
    private static readonly (string Name, byte[] Bytes)[] Archives =
    [
        (TestWheel.Create("a", "1.0", padding: 200).FileName, TestWheel.Create("a", "1.0", padding: 200).Bytes),
        (Parts.WheelName, Parts.Zip(Parts.WheelParts(), CompressionLevel.Optimal)),
        ("a-1.0.zip", TestSdist.Create("a", "1.0", ".zip", padding: 200).Bytes),
        ("a-1.0.tar.gz", TestSdist.Create("a", "1.0", padding: 200).Bytes),
    ];

    private static readonly byte[] Tar = Parts.RawTar(
        Parts.Info, Parts.File($"a-1.0/{new string('n', 150)}/x", "x"), Parts.Link(System.Formats.Tar.TarEntryType.SymbolicLink, "a-1.0/l", "x"), Parts.File("a-1.0/y", new string('y', 700)));

    private static readonly Gen<byte[]> Bit = Gen.OneOf(
        Gen.OneOf<byte[]>([0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFE, 0xFF, 0xFF, 0x7F], [0x50, 0x4B, 5, 6], [0x50, 0x4B, 6, 6], [0x50, 0x4B, 1, 2], [1, 0, 28, 0], [0x80], [0xFF]),
        Gen.OneOf("77777777777", "00000000000", " ", "x", "g", "L", "K", "S", "1", "2", "5", "30 size=99999999999\n", "../").Select(Encoding.ASCII.GetBytes),
        Gen.Byte.Array[1, 4]);

    private static Gen<byte[]> Mutate(byte[] whole) =>
        from edits in Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Frequency((6, Gen.Const(-1)), (1, Gen.Int[0, 60])), Bit).Array[1, 5]
        from cut in Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[0, whole.Length]))
        select edits.Aggregate(whole[..^cut], (bytes, edit) =>
        {
            int at = Math.Min(edit.Item1, bytes.Length);
            // Mostly in place: a zip whose bytes move is only ever cut.
            int over = edit.Item2 < 0 ? Math.Min(edit.Item3.Length, bytes.Length - at) : Math.Min(edit.Item2, bytes.Length - at);
            return [.. bytes[..at], .. edit.Item3, .. bytes[(at + over)..]];
        });

    [Fact]
    public void Archives_of_any_bytes_are_answered_within_bounds()
    {
        Gen<(string Name, byte[] Bytes)> any = Gen.OneOf(
            [.. Archives.Select(a => Mutate(a.Bytes).Select(bytes => (a.Name, bytes))), Mutate(Tar).Select(bytes => ("a-1.0.tar.gz", Parts.Gzip(bytes)))]);
        any.Sample(
            archive =>
            {
                // One thread reads it all, so that what it allocates can be counted.
                Fuzz.Bounded(archive.Bytes.Length, 200, 1_500_000, () =>
                {
                    ArchiveReading<ArchiveMetadata> reading = Parts.Read(archive.Bytes, archive.Name);
                    Assert.True(reading.Value is null != reading.Fault is null);
                    IReadOnlyList<ArchiveFault> faults = Parts.Check(archive.Bytes, archive.Name);
                    Assert.All(faults, f => Assert.InRange(f.ToString().Length, 1, 2000));
                    // What cannot be read is no sound archive.
                    Assert.True(reading.Fault is null || faults.Count > 0);
                    if (archive.Name.EndsWith(".whl", StringComparison.Ordinal))
                        _ = WheelArchive.Read(new MemoryStream(archive.Bytes), archive.Name);
                });
            },
            iter: Fuzz.Count(2000));
    }

    [Fact]
    public void Any_record_is_answered() => Fuzz.Texts("a", "a/b", ",", "\"", "\"\"", "\n", "\r\n", "\r", "sha256=", "AAAA", "12", "=").Sample(
        text =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (WheelRecordLine.Read(bytes) is not { } lines)
                return;
            Assert.All(lines, line => Assert.NotEmpty(line.Path));
            string again = string.Concat(lines.Select(l => $"\"{l.Path.Replace("\"", "\"\"")}\",\"{(l.Kind is null ? "" : $"{l.Kind}={l.Digest}").Replace("\"", "\"\"")}\",{l.Size}\n"));
            Assert.Equal(lines, WheelRecordLine.Read(Encoding.UTF8.GetBytes(again)));
        },
        iter: Fuzz.Count(5000));

    [Fact]
    public void Any_content_type_is_answered() => Fuzz.Texts(
        "text/html", "application/json", "application/vnd.pypi.simple.v1+json", ";", " charset=", "utf-8", "utf-7", "utf-16", "latin1", "\"", "=", ",", "x-user-defined", "/", "+").Sample(
        type =>
        {
            byte[] page = Encoding.UTF8.GetBytes("{\"meta\":{\"api-version\":\"1.0\"},\"files\":[]}");
            PageReading<SimplePage> reading = SimplePageReader.Read(new MemoryStream(page), "a", "https://index.example/simple/a/", type, 1000);
            Assert.True(reading.Page is null != reading.Error is null);
        },
        iter: Fuzz.Count(2000));
}
