using System.Text;
using Pulp.Engine.Tests.Sync;
using Pulp.Model;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Content;

/// <summary>What files say of themselves: read when it is asked for, kept, and told where it cannot be read.</summary>
public sealed class MetadataTests
{
    [Fact]
    public async Task Metadata_is_null_until_it_is_asked_for_and_then_kept()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].Add(TestWheel.Create("A", "1.0", requires: ["b>=1", "c; extra == 'x'"], summary: "émile"), TestSdist.Create("A", "1.0"));
        house.Index["a"].Add(TestFile.Any("a-1.0-py3.9.egg", 100));
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        Assert.All(await house.ContentAsync(), p => Assert.Null(p.Metadata));

        var read = await ReadAsync(house);
        Assert.Equal(["a-1.0-py3-none-any.whl", "a-1.0-py3.9.egg", "a-1.0.tar.gz"], read.Select(p => p.FileName));
        Assert.All(read, p => Assert.Null(p.MetadataFault));
        Assert.Null(read[1].Metadata);
        var metadata = read[0].Metadata!;
        Assert.Equal(("2.1", "A", "1.0", "émile", "A. Tester", "MIT"), (metadata.MetadataVersion, metadata.Name, metadata.Version, metadata.Summary, metadata.Author, metadata.License));
        Assert.Equal(["b>=1", "c; extra == 'x'"], metadata.RequiresDist);
        Assert.Equal("Generated, not for use.\n", metadata.Description);
        Assert.Empty(metadata.Classifiers);
        Assert.Equal("A, made for a test", read[2].Metadata!.Summary);

        // Kept: the files are not needed any more.
        foreach (var package in read) File.Delete(package.Path!);
        var kept = await house.ContentAsync();
        Assert.Equal(metadata.RequiresDist, kept[0].Metadata!.RequiresDist);
        Assert.Equal(metadata.Description, kept[0].Metadata!.Description);
        Assert.Equal("A, made for a test", kept[2].Metadata!.Summary);
    }

    [Fact]
    public async Task What_was_read_is_kept_though_nobody_wants_the_rest()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1", "2");
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        await foreach (var package in house.Pulp.GetContentAsync(Query(metadata: true), CancellationToken.None)) break;
        Assert.Equal([true, false], (await house.ContentAsync()).Select(p => p.Metadata is not null));
    }

    [Fact]
    public async Task An_archive_that_cannot_be_read_says_why_and_the_others_are_read()
    {
        await using var house = await SyncHouse.OpenAsync();
        var whole = TestWheel.Create("a", "1.0");
        house.Index["a"].Add(
            TestFile.Any("a-1.0-py3-none-any.whl", whole.Bytes[..^10]),
            TestFile.Any("a-1.1-py3-none-any.whl", whole.Bytes),
            TestFile.Any("a-1.2.tar.gz", Encoding.ASCII.GetBytes("<html>")),
            TestFile.Any("a-1.3.tar.bz2", 100),
            TestWheel.Create("a", "1.4"));
        await house.RemoteAsync("a");
        await house.SyncWellAsync();
        var read = await ReadAsync(house);
        Assert.Equal(
            [
                null,
                "the archive is of a kind that is not read (expected: .whl, .tar.gz or .zip)",
                "the archive is no gzip",
                "its entry 'a-1.0.dist-info' is of the version '1.0' (expected: 1.1)",
                "the archive is no zip, or cut (expected: the end record of a zip)",
            ],
            read.Select(p => p.MetadataFault));
        Assert.Equal([true, false, false, false, false], read.Select(p => p.Metadata is not null));
        File.Delete(read[2].Path!);
        Assert.Contains("Test-PulpStore", (await ReadAsync(house))[2].MetadataFault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_files_that_are_not_downloaded_nothing_is_read()
    {
        await using var house = await SyncHouse.OpenAsync();
        house.Index["a"].AddWheels("1");
        await house.RemoteAsync("bar", r => r with { Include = SyncHouse.Items("a"), Policy = PulpPolicy.OnDemand });
        await house.SyncWellAsync();
        var package = Assert.Single(await ReadAsync(house));
        Assert.True(package is { IsDownloaded: false, Metadata: null, MetadataFault: null });
    }

    private static ContentQuery Query(bool metadata) => new() { Version = new PulpVersionReference(SyncHouse.Named("foo"), null), Metadata = metadata };

    private static async Task<List<PulpPythonPackage>> ReadAsync(SyncHouse house)
    {
        var list = new List<PulpPythonPackage>();
        await foreach (var package in house.Pulp.GetContentAsync(Query(metadata: true), CancellationToken.None)) list.Add(package);
        return list;
    }
}
