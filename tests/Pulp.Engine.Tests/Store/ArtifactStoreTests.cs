using System.Security.Cryptography;
using Pulp.Engine.Store;

namespace Pulp.Engine.Tests.Store;

public sealed class ArtifactStoreTests
{
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5];
    private static readonly byte[] Digest = SHA256.HashData(Bytes);

    [Fact]
    public async Task A_placed_file_lies_under_its_digest_and_is_read_only()
    {
        await using TestStore test = await TestStore.NewAsync();
        ArtifactStore artifacts = test.Store.Artifacts;
        string temporary;
        await using (IncomingFile file = artifacts.Begin())
        {
            temporary = file.Path;
            file.Append(Bytes);
            Assert.Equal(Digest, file.GetSha256());
            await artifacts.PlaceAsync(file, Digest, CancellationToken.None);
        }

        string path = artifacts.PathOf(Digest);
        Assert.Equal(Path.Combine(test.Folder.Artifacts, Convert.ToHexStringLower(Digest)[..2], Convert.ToHexStringLower(Digest)[2..]), path);
        Assert.Equal(Bytes, await File.ReadAllBytesAsync(path));
        Assert.True(new FileInfo(path).IsReadOnly);
        Assert.False(File.Exists(temporary));
    }

    [Fact]
    public async Task What_was_not_placed_is_deleted()
    {
        await using TestStore test = await TestStore.NewAsync();
        await using (IncomingFile file = test.Store.Artifacts.Begin()) file.Append(Bytes);
        Assert.Empty(Directory.EnumerateFiles(test.Store.Workers.Temporary));
    }

    [Fact]
    public async Task A_name_taken_by_the_same_bytes_is_left_as_it_is()
    {
        await using TestStore test = await TestStore.NewAsync();
        await PlaceAsync(test);
        DateTime before = File.GetLastWriteTimeUtc(test.Store.Artifacts.PathOf(Digest));
        await PlaceAsync(test);
        Assert.Equal(before, File.GetLastWriteTimeUtc(test.Store.Artifacts.PathOf(Digest)));
        Assert.Empty(Directory.EnumerateFiles(test.Store.Workers.Temporary));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 2, 3, 4, 6 })]
    public async Task Damaged_bytes_under_the_name_are_not_adopted_and_give_way(byte[] damaged)
    {
        await using TestStore test = await TestStore.NewAsync();
        string path = test.Store.Artifacts.PathOf(Digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, damaged);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Null(test.Store.Artifacts.TryAdopt(Digest));
        await PlaceAsync(test);
        Assert.Equal(Bytes, await File.ReadAllBytesAsync(path));
        Assert.Equal(Bytes.Length, test.Store.Artifacts.TryAdopt(Digest));
    }

    [Fact]
    public async Task Side_by_side_the_same_bytes_are_placed_once()
    {
        await using TestStore test = await TestStore.NewAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PlaceAsync(test)));
        Assert.Equal(Bytes.Length, test.Store.Artifacts.TryAdopt(Digest));
        Assert.Empty(Directory.EnumerateFiles(test.Store.Workers.Temporary));
    }

    private static async Task PlaceAsync(TestStore test)
    {
        await using IncomingFile file = test.Store.Artifacts.Begin();
        file.Append(Bytes);
        await test.Store.Artifacts.PlaceAsync(file, Digest, CancellationToken.None);
    }
}
