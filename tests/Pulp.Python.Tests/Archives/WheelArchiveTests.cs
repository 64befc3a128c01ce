using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pulp.Testing;

namespace Pulp.Python.Tests.Archives;

public sealed class WheelArchiveTests
{
    private const string Info = "a-1.0.dist-info/";

    [Fact]
    public void A_wheel_is_read_as_far_as_its_dist_info()
    {
        TestFile file = TestWheel.Create("A.b", "1.0", requires: ["c>=1"], padding: 3000);
        WheelArchive wheel = WheelArchive.Read(new MemoryStream(file.Bytes), file.FileName).Value!;
        Assert.Equal(("a_b-1.0.dist-info", "1.0", "pulp-testing", true), (wheel.InfoFolder, wheel.Wheel.Version, wheel.Wheel.Generator, wheel.Wheel.RootIsPurelib));
        Assert.Equal(["py3-none-any"], wheel.Wheel.Tags);
        Assert.Equal(file.Metadata, Encoding.UTF8.GetString(wheel.Metadata.Bytes));
        Assert.Equal(["c>=1"], wheel.Metadata.Metadata.RequiresDist);
        Assert.Equal(5, wheel.Record.Count);
        Assert.Equal(("a_b/data.bin", "sha256", 3000L), (wheel.Record[1].Path, wheel.Record[1].Kind, wheel.Record[1].Size));
        Assert.Empty(Parts.Check(file.Bytes, file.FileName));
        Assert.Equal(file.Metadata, Encoding.UTF8.GetString(Parts.Read(file.Bytes, file.FileName).Value!.Bytes));
    }

    [Theory]
    [InlineData("Foo_Bar-1.0.post1-py3-none-any.whl", "foo.bar", "1.0-1")]
    [InlineData("a-1.0+local.1-py3-none-any.whl", "A", "1.0+local-1")]
    [InlineData("a-2004b-py3-none-any.whl", "a", "2004b0")]
    public void Spellings_of_name_and_version_agree(string fileName, string name, string version)
    {
        byte[] wheel = Parts.Zip([($"{name}-{version.Replace('-', '_')}.dist-info/METADATA", Parts.Metadata(name, version))]);
        Assert.Null(Parts.Read(wheel, fileName).Fault);
    }

    public static TheoryData<string, string?, ArchiveFaultKind, string> Bad => new()
    {
        { "../x", "", ArchiveFaultKind.Name, "its entry '../x' has a name that climbs out" },
        { "a/../../x", "", ArchiveFaultKind.Name, "its entry 'a/../../x' has a name that climbs out" },
        { "/etc/x", "", ArchiveFaultKind.Name, "its entry '/etc/x' has an absolute name" },
        { "C:/x", "", ArchiveFaultKind.Name, "its entry 'C:/x' has a name that begins with a drive letter" },
        { "a\\x", "", ArchiveFaultKind.Name, "its entry 'a\\x' has a backslash in its name" },
        { "a\0.py", "", ArchiveFaultKind.Name, "its entry 'a\\u0000.py' has a NUL in its name" },
        { "b-1.0.dist-info/x", "", ArchiveFaultKind.Twice, "the archive has two folders 'a-1.0.dist-info' and 'b-1.0.dist-info' (expected: one .dist-info)" },
        { "A-1.0.dist-info/x", "", ArchiveFaultKind.Twice, "the archive has two folders 'a-1.0.dist-info' and 'A-1.0.dist-info' (expected: one .dist-info)" },
        { Info + "metadata", "", ArchiveFaultKind.Twice, "its entry 'a-1.0.dist-info/METADATA' is there twice, letter case aside" },
        { Info + "METADATA", null, ArchiveFaultKind.Missing, "the archive has no 'a-1.0.dist-info/METADATA'" },
        { Info + "METADATA", "Name: b\nVersion: 1.0\n", ArchiveFaultKind.Mismatch, "its entry 'a-1.0.dist-info/METADATA' is of the project 'b' (expected: a)" },
        { Info + "METADATA", "Name: a\nVersion: 2\n", ArchiveFaultKind.Mismatch, "its entry 'a-1.0.dist-info/METADATA' is of the version '2' (expected: 1.0)" },
        { Info + "METADATA", "Version: 1.0\n", ArchiveFaultKind.Missing, "its entry 'a-1.0.dist-info/METADATA' gives no name" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_wrong_with_a_wheel_is_told_with_its_place(string name, string? text, ArchiveFaultKind kind, string message)
    {
        byte[] wheel = Parts.Wheel((name, text));
        ArchiveFault fault = Parts.Read(wheel, Parts.WheelName).Fault!;
        Assert.Equal((kind, message), (fault.Kind, fault.ToString()));
        Assert.Contains(Parts.Check(wheel, Parts.WheelName), f => f.Kind == kind);
    }

    [Fact]
    public void A_dist_info_of_another_project_or_version_is_a_mismatch()
    {
        byte[] wheel = Parts.Wheel();
        Assert.Equal("its entry 'a-1.0.dist-info' is of the project 'a' (expected: b)", Parts.Read(wheel, "b-1.0-py3-none-any.whl").Fault!.ToString());
        Assert.Equal("its entry 'a-1.0.dist-info' is of the version '1.0' (expected: 1.1)", Parts.Read(wheel, "a-1.1-py3-none-any.whl").Fault!.ToString());
        Assert.Equal(ArchiveFaultKind.Missing, Parts.Read(Parts.Zip([("a.py", "")]), Parts.WheelName).Fault!.Kind);
        Assert.Equal(ArchiveFaultKind.Mismatch, Parts.Read(wheel, "a.whl").Fault!.Kind);
    }

    [Theory]
    [InlineData("con.py", ArchiveFaultKind.Name, "has the name of a device on Windows")]
    [InlineData("a/nul.tar.gz/x", ArchiveFaultKind.Name, "has the name of a device on Windows")]
    [InlineData("a/x. ", ArchiveFaultKind.Name, "has a name that begins or ends with a space, or ends with a dot")]
    [InlineData("a/x:y", ArchiveFaultKind.Name, "has a character in its name that file systems refuse (< > : \" | ? *)")]
    [InlineData("A/__INIT__.py", ArchiveFaultKind.Twice, "is there twice, letter case aside ('a/__init__.py')")]
    [InlineData("a//./__init__.py", ArchiveFaultKind.Twice, "is there twice, letter case aside ('a/__init__.py')")]
    public void What_only_some_systems_mind_spoils_the_check_and_not_the_metadata(string name, ArchiveFaultKind kind, string what)
    {
        byte[] wheel = Parts.Wheel((name, "x"));
        Assert.Null(Parts.Read(wheel, Parts.WheelName).Fault);
        ArchiveFault fault = Assert.Single(Parts.Check(wheel, Parts.WheelName));
        Assert.Equal((kind, what), (fault.Kind, fault.What));
    }

    [Fact]
    public void Every_entry_is_held_to_record()
    {
        List<(string Name, string Text)> parts = Parts.WheelParts();
        string record = parts[^1].Text;
        Assert.Matches("^its entry 'a/__init__.py' has the sha256 [-_A-Za-z0-9]{43} \\(expected: AAAA, as RECORD says\\)$", Assert.Single(Faults(record.Replace(record[21..64], "AAAA", StringComparison.Ordinal))));
        Assert.Equal(["its entry 'a/__init__.py' has 6 bytes (expected: 7, as RECORD says)"], Faults(record.Replace(",6\n", ",7\n", StringComparison.Ordinal)));
        Assert.Equal(["its entry 'b.py' is in RECORD, and not in the archive"], Faults(record + "b.py,sha256=AAAA,1\n"));
        Assert.Equal(["its entry 'a/__init__.py' is in RECORD twice"], Faults(record + "a/__init__.py,,\n"));
        Assert.Equal(["its entry 'a/__init__.py' is not in RECORD"], Faults(record[(record.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(["its entry 'a/__init__.py' has a digest of the kind 'md5' in RECORD (expected: sha256, sha384 or sha512)"], Faults("a/__init__.py,md5=AAAA,\n" + record[(record.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(["its entry 'a-1.0.dist-info/RECORD' cannot be read (expected: UTF-8, lines of path, digest, size)"], Faults("\"a"));

        static IEnumerable<string> Faults(string text) => Parts.Check(Parts.Wheel((Info + "RECORD", text)), Parts.WheelName).Select(f => f.ToString());
    }

    [Fact]
    public void Bytes_that_do_not_fit_their_checksum_or_length_are_told()
    {
        byte[] wheel = Parts.Patch(Parts.Wheel(), "Summary: s"u8, at => at, (byte)'s');
        Assert.Matches("^its entry 'a-1.0.dist-info/METADATA' has the CRC [0-9a-f]{8} \\(expected: [0-9a-f]{8}\\)$", Parts.Read(wheel, Parts.WheelName).Fault!.ToString());
        // A deflated entry that says it is shorter, and one that says it is longer.
        byte[] packed = Parts.Zip(Parts.WheelParts(), CompressionLevel.Optimal);
        foreach (int change in new[] { -1, 1 })
        {
            byte[] lying = [.. packed];
            int header = Central(lying, "METADATA"), local = Local(lying, "METADATA");
            foreach (int at in new[] { header + 24, local + 22 })
                BinaryPrimitives.WriteInt32LittleEndian(lying.AsSpan(at), BinaryPrimitives.ReadInt32LittleEndian(lying.AsSpan(at)) + change);
            Assert.Equal(ArchiveFaultKind.Checksum, Parts.Read(lying, Parts.WheelName).Fault!.Kind);
        }
    }

    [Fact]
    public void Encrypted_entries_links_and_other_packings_are_told()
    {
        byte[] wheel = Parts.Wheel();
        wheel[Central(wheel, "METADATA") + 8] |= 1;
        Assert.Equal("its entry 'a-1.0.dist-info/METADATA' is encrypted", Parts.Read(wheel, Parts.WheelName).Fault!.ToString());
        wheel = Parts.Wheel();
        wheel[Central(wheel, "METADATA") + 10] = 12;
        Assert.Equal("its entry 'a-1.0.dist-info/METADATA' is packed by method 12 (expected: stored or deflated)", Parts.Read(wheel, Parts.WheelName).Fault!.ToString());
        byte[] links = Parts.Zip(Parts.WheelParts(), attributes: unchecked((int)0xA1FF0000));
        links[Central(links, "METADATA") + 5] = 3;
        Assert.Equal("its entry 'a-1.0.dist-info/METADATA' is a link (expected: a file)", Parts.Read(links, Parts.WheelName).Fault!.ToString());
        Assert.Contains(Parts.Check(links, Parts.WheelName), f => f.Kind == ArchiveFaultKind.Link);
    }

    [Fact]
    public void What_stands_before_the_data_must_agree_with_the_directory()
    {
        byte[] wheel = Parts.Wheel();
        wheel[Local(wheel, "METADATA") + 30] = (byte)'b';
        Assert.Equal("its entry 'a-1.0.dist-info/METADATA' is described in two ways that disagree", Parts.Read(wheel, Parts.WheelName).Fault!.ToString());
    }

    [Fact]
    public void A_directory_that_lies_is_not_believed()
    {
        byte[] wheel = Parts.Wheel();
        int end = wheel.Length - 22;
        Assert.Equal(ArchiveFaultKind.Unreadable, With(10, 3).Kind);
        Assert.Equal("the archive has 4 entries (expected: 200, as it says)", With(8, 200).ToString());
        Assert.Equal("the archive has a directory at another place than it says", With(16, 0).ToString());
        Assert.Equal("the archive goes on after its end", Parts.Read([.. wheel, 1], Parts.WheelName).Fault!.ToString());
        Assert.Equal("the archive is no zip, or cut (expected: the end record of a zip)", Parts.Read(wheel[..^30], Parts.WheelName).Fault!.ToString());
        Assert.Equal("the archive is no zip, or cut (expected: the end record of a zip)", Parts.Read([], Parts.WheelName).Fault!.ToString());
        int header = Central(wheel, "METADATA");
        byte[] outside = [.. wheel];
        BinaryPrimitives.WriteInt32LittleEndian(outside.AsSpan(header + 42), wheel.Length);
        Assert.Equal("its entry 'a-1.0.dist-info/METADATA' lies outside of the archive", Parts.Read(outside, Parts.WheelName).Fault!.ToString());
        byte[] overlaps = [.. wheel];
        BinaryPrimitives.WriteInt32LittleEndian(overlaps.AsSpan(header + 42), 0);
        Assert.EndsWith("overlaps with another", Parts.Read(overlaps, Parts.WheelName).Fault!.ToString());

        ArchiveFault With(int at, byte value)
        {
            byte[] lying = [.. wheel];
            lying[end + at] = value;
            if (at == 8)
                lying[end + 10] = value;
            return Parts.Read(lying, Parts.WheelName).Fault!;
        }
    }

    [Fact]
    public void Sizes_of_zip64_are_read_and_their_lies_found()
    {
        byte[] wheel = Parts.Wheel();
        byte[] wide = Wide(wheel, lie: 0);
        Assert.Null(Parts.Read(wide, Parts.WheelName).Fault);
        Assert.Empty(Parts.Check(wide, Parts.WheelName));
        Assert.Equal("the archive has 4 entries (expected: 5, as it says)", Parts.Read(Wide(wheel, lie: 1), Parts.WheelName).Fault!.ToString());
        Assert.Equal(ArchiveFaultKind.Limit, Parts.Read(Wide(wheel, lie: long.MaxValue - 10), Parts.WheelName).Fault!.Kind);
        byte[] two = Wide(wheel, lie: 1);
        two[^12] = two[^14] = 4;
        two[^11] = two[^13] = 0;
        Assert.Equal("the archive has two end records that disagree", Parts.Read(two, Parts.WheelName).Fault!.ToString());
    }

    [Fact]
    public void A_bomb_as_metadata_costs_no_more_than_is_allowed()
    {
        byte[] wheel = Parts.Zip(Parts.WheelParts((Info + "METADATA", Parts.Metadata() + new string('x', 12_000_000)), (Info + "RECORD", "")), CompressionLevel.Fastest);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("its entry 'a-1.0.dist-info/METADATA' has 12,000,061 bytes, more than 8,388,608", Parts.Read(wheel, Parts.WheelName).Fault!.ToString());
        // The same, with a directory that says it is small.
        int header = Central(wheel, "METADATA");
        BinaryPrimitives.WriteInt32LittleEndian(wheel.AsSpan(header + 24), 1000);
        BinaryPrimitives.WriteInt32LittleEndian(wheel.AsSpan(Local(wheel, "METADATA") + 22), 1000);
        Assert.Equal(ArchiveFaultKind.Checksum, Parts.Read(wheel, Parts.WheelName).Fault!.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(ArchiveFaultKind.Limit, Parts.Check(
            Parts.Zip(Parts.WheelParts(("b", new string('x', 400_000))), CompressionLevel.Optimal), Parts.WheelName, new ArchiveLimits { UnpackedBytes = 1000 })[^1].Kind);
    }

    [Fact]
    public void Very_many_entries_are_refused_before_they_are_read()
    {
        byte[] wheel = Parts.Zip(Parts.WheelParts([.. Enumerable.Range(0, 2000).Select(i => ($"a/{i}", (string?)""))]));
        Assert.Null(Parts.Read(wheel, Parts.WheelName).Fault);
        Assert.Equal("the archive has 2,004 entries, more than 2,000", Parts.Read(wheel, Parts.WheelName, new ArchiveLimits { Entries = 2000 }).Fault!.ToString());
    }

    [Fact]
    public void What_the_stream_throws_passes_through()
    {
        byte[] wheel = Parts.Wheel();
        Assert.Throws<TimeoutException>(() => DistributionArchive.ReadMetadata(new BrokenStream(wheel), Parts.WheelName));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => DistributionArchive.ReadMetadata(new MemoryStream(wheel), Parts.WheelName, cancel: cancelled.Token));
    }

    // The same zip with a zip64 end record, whose count is wrong by the lie.
    private static byte[] Wide(byte[] zip, long lie)
    {
        ReadOnlySpan<byte> end = zip.AsSpan(zip.Length - 22);
        byte[] record = new byte[56 + 20];
        BinaryPrimitives.WriteUInt32LittleEndian(record, 0x06064B50);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), 44);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) + lie;
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(24), count);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(32), count);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(40), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(48), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(56), 0x07064B50);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(64), zip.Length - 22);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(72), 1);
        byte[] small = end.ToArray();
        small.AsSpan(8, 12).Fill(0xFF);
        return [.. zip[..^22], .. record, .. small];
    }

    private static int Local(byte[] zip, string name) => Header(zip, name, "PK\x03\x04"u8, 30);

    private static int Central(byte[] zip, string name) => Header(zip, name, "PK\x01\x02"u8, 46);

    private static int Header(byte[] zip, string name, ReadOnlySpan<byte> mark, int size)
    {
        for (int at = 0; ;)
        {
            at += zip.AsSpan(at).IndexOf(mark);
            if (zip.AsSpan(at + size, 100).StartsWith(Encoding.ASCII.GetBytes(Info + name)))
                return at;
            at++;
        }
    }

    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => throw new TimeoutException();
    }
}
