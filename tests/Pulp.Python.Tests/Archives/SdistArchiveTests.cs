using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Pulp.Testing;

namespace Pulp.Python.Tests.Archives;

public sealed class SdistArchiveTests
{
    [Theory]
    [InlineData(".tar.gz")]
    [InlineData(".zip")]
    public void A_source_distribution_is_read(string extension)
    {
        TestFile file = TestSdist.Create("A.b", "1.0", extension, padding: 100_000);
        ArchiveMetadata metadata = Parts.Read(file.Bytes, file.FileName).Value!;
        Assert.Equal(("a_b-1.0/PKG-INFO", file.Metadata), (metadata.Entry, Encoding.UTF8.GetString(metadata.Bytes)));
        Assert.Equal("1.0", metadata.Metadata.Version);
        Assert.Empty(Parts.Check(file.Bytes, file.FileName));
    }

    [Fact]
    public void Pkg_info_of_the_first_folder_counts_whatever_the_folder_is_called()
    {
        byte[] sdist = Parts.Tar(Parts.File("./Other/a.egg-info/PKG-INFO", "Name: x\n"), Parts.File("PKG-INFO", "Name: y\n"), Parts.File("./Other/PKG-INFO", Parts.Metadata()));
        Assert.Equal("Other/PKG-INFO", Parts.Read(sdist, Parts.SdistName).Value!.Entry);
        Assert.Equal("the archive has no PKG-INFO in its folder", Parts.Read(Parts.Tar(Parts.File("a/x/PKG-INFO", "")), Parts.SdistName).Fault!.ToString());
    }

    [Theory]
    [InlineData("a-1.0-1.tar.gz", "1.0.post1")]
    [InlineData("a-2003.tar.gz", "2003")]
    [InlineData("a-1.0-final.tar.gz", "1.0_final")]
    public void A_version_is_told_with_the_projects_name(string fileName, string version)
    {
        byte[] sdist = Parts.Tar(Parts.File("a/PKG-INFO", Parts.Metadata("A", version)));
        Assert.Null(DistributionArchive.ReadMetadata(new MemoryStream(sdist), fileName, "a").Fault);
    }

    [Fact]
    public void What_is_wrong_with_an_sdist_is_told_with_its_place()
    {
        Assert.Equal("its entry 'a-1.0/PKG-INFO' is of the version '2' (expected: 1.0)", Fault(Parts.File("a-1.0/PKG-INFO", Parts.Metadata(version: "2"))));
        Assert.Equal("its entry 'b/PKG-INFO' is there twice ('a-1.0/PKG-INFO')", Fault(Parts.Info, Parts.File("b/PKG-INFO", "")));
        Assert.Equal("its entry 'a-1.0/pkg-info' is there twice ('a-1.0/PKG-INFO')", Fault(Parts.Info, Parts.File("a-1.0/pkg-info", "")));
        Assert.Equal("its entry 'a-1.0/PKG-INFO' is a link (expected: a file)", Fault(Parts.Link(TarEntryType.SymbolicLink, "a-1.0/PKG-INFO", "x")));
        Assert.Equal("its entry 'a-1.0/PKG-INFO' is a link (expected: a file)", Fault(Parts.Link(TarEntryType.HardLink, "a-1.0/PKG-INFO", "x")));
        Assert.Equal("its entry '../x' has a name that climbs out", Fault(Parts.Info, Parts.File("../x", "")));
        Assert.Equal("its entry '/x' has an absolute name", Fault(Parts.File("/x", "")));
        Assert.Equal("its entry 'a\\x' has a backslash in its name", Fault(Parts.File("a\\x", "")));

        static string Fault(params TarEntry[] entries) => Parts.Read(Parts.Tar(entries), Parts.SdistName).Fault!.ToString();
    }

    [Fact]
    public void Links_may_stay_below_and_must_not_lead_out()
    {
        Assert.Empty(Check(Parts.Link(TarEntryType.SymbolicLink, "a-1.0/b/c", "../PKG-INFO"), Parts.Link(TarEntryType.HardLink, "a-1.0/d", "a-1.0/PKG-INFO")));
        Assert.Equal(["its entry 'a-1.0/c' is a link that leads out, to '../../x'"], Check(Parts.Link(TarEntryType.SymbolicLink, "a-1.0/c", "../../x")));
        Assert.Equal(["its entry 'a-1.0/c' is a link that leads out, to '/etc/x'"], Check(Parts.Link(TarEntryType.SymbolicLink, "a-1.0/c", "/etc/x")));
        Assert.Equal(["its entry 'a-1.0/c' is a link that leads out, to '../../x'"], Check(Parts.Link(TarEntryType.HardLink, "a-1.0/c", "../x")));
        Assert.Equal(["its entry 'a-1.0/c' is neither a file nor a folder"], Check(new PaxTarEntry(TarEntryType.Fifo, "a-1.0/c")));
        Assert.Equal(
            ["its entry 'a-1.0/aux.c' has the name of a device on Windows", "its entry 'a-1.0/README' is there twice, letter case aside ('a-1.0/readme')"],
            Check(Parts.File("a-1.0/aux.c", ""), Parts.File("a-1.0/readme", ""), Parts.File("a-1.0/README", "")));

        static IEnumerable<string> Check(params TarEntry[] entries)
        {
            byte[] sdist = Parts.Tar([Parts.Info, .. entries]);
            Assert.Null(Parts.Read(sdist, Parts.SdistName).Fault);
            return Parts.Check(sdist, Parts.SdistName).Select(f => f.ToString());
        }
    }

    [Fact]
    public void A_cut_archive_is_never_taken_for_a_whole_one()
    {
        byte[] tar = Parts.RawTar(Parts.Info, Parts.File("a-1.0/x", new string('x', 3000)));
        int end = tar.Length - 1024;
        for (int length = 0; length < tar.Length; length += 256)
        {
            ArchiveReading<ArchiveMetadata> reading = Parts.Read(Parts.Gzip(tar.AsSpan(0, length)), Parts.SdistName);
            // One block of zeros is enough for an end.
            Assert.Equal(length < end + 512, reading.Fault?.Kind == ArchiveFaultKind.Unreadable);
        }
        byte[] packed = Parts.Gzip(tar);
        for (int length = 0; length < packed.Length - 40; length++)
            Assert.Equal(ArchiveFaultKind.Unreadable, Parts.Read(packed[..length], Parts.SdistName).Fault!.Kind);
        Assert.Equal("the archive is no gzip", Parts.Read(tar, Parts.SdistName).Fault!.ToString());
        Assert.Equal("the archive is no tar (expected: the header of an entry)", Parts.Read(Parts.Gzip(Encoding.ASCII.GetBytes(new string('z', 600))), Parts.SdistName).Fault!.ToString());
    }

    [Theory]
    [InlineData('x', "10000000000\0", "the archive has an extended header of 1,073,741,824 bytes")]
    [InlineData('g', "00010000000\0", "the archive has an extended header of 2,097,152 bytes")]
    [InlineData('L', "10000000000\0", "the archive has an extended header of 1,073,741,824 bytes")]
    [InlineData('K', "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "the archive has an extended header of 9,223,372,036,854,775,807 bytes")]
    [InlineData('0', "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", null)]
    [InlineData('0', "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", null)]
    [InlineData('S', "00000000000\0", null)]
    [InlineData('5', "00000001000\0", null)]
    public void A_header_that_says_much_makes_no_room_for_it(char kind, string size, string? message)
    {
        byte[] sdist = Parts.Gzip(Parts.Header("x", kind, size));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ArchiveFault fault = Parts.Read(sdist, Parts.SdistName).Fault!;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        if (message is not null)
            Assert.Equal(message, fault.ToString());
    }

    [Fact]
    public void A_bomb_costs_no_more_than_is_allowed()
    {
        var limits = new ArchiveLimits { UnpackedBytes = 1_000_000 };
        byte[] bomb = Parts.Tar(Parts.Info, Parts.File("a-1.0/x", new string('x', 8_000_000)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("the archive unpacks to more than is read of an archive of this size", Parts.Read(bomb, Parts.SdistName, limits).Fault!.ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        byte[] metadata = Parts.Tar(Parts.File("a-1.0/PKG-INFO", new string('x', 8_400_000)));
        Assert.Equal("its entry 'a-1.0/PKG-INFO' has more than 8,388,608 bytes", Parts.Read(metadata, Parts.SdistName).Fault!.ToString());
        byte[] many = Parts.Tar([.. Enumerable.Range(0, 1000).Select(i => Parts.File($"a-1.0/{i}", ""))]);
        Assert.Equal("the archive has more than 999 entries", Parts.Read(many, Parts.SdistName, new ArchiveLimits { Entries = 999 }).Fault!.ToString());
        Assert.Equal(ArchiveFaultKind.Limit, Parts.Read(Parts.Tar(Parts.File(new string('n', 5000), "")), Parts.SdistName).Fault!.Kind);
    }

    [Theory]
    [InlineData("a-1.0.tar.bz2")]
    [InlineData("a-1.0.tar.xz")]
    [InlineData("a-1.0.exe")]
    public void Other_kinds_are_told_as_not_read(string fileName)
    {
        Assert.False(DistributionArchive.CanRead(fileName));
        Assert.Equal("the archive is of a kind that is not read (expected: .whl, .tar.gz or .zip)", Parts.Read([1, 2, 3], fileName).Fault!.ToString());
        Assert.Equal(ArchiveFaultKind.Unsupported, Assert.Single(Parts.Check([1, 2, 3], fileName)).Kind);
    }

    [Fact]
    public void A_zip_sdist_is_held_to_its_checksums()
    {
        byte[] sdist = Parts.Zip([("a-1.0/PKG-INFO", Parts.Metadata()), ("a-1.0/x.py", "marker")], CompressionLevel.NoCompression);
        byte[] damaged = Parts.Patch(sdist, "marker"u8, at => at, 1);
        Assert.Null(Parts.Read(damaged, "a-1.0.zip").Fault);
        Assert.Equal(ArchiveFaultKind.Checksum, Assert.Single(Parts.Check(damaged, "a-1.0.zip")).Kind);
    }
}
