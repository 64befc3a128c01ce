using System.Security.Cryptography;
using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Store;

public sealed class StoreCheckTests
{
    [Fact]
    public async Task A_sound_store_has_no_problem_open_or_not()
    {
        await using TestStore test = await TestStore.NewAsync();
        await AddAsync(test, [1, 2, 3]);
        Assert.Empty(await CheckAsync(test, detailed: false));
        await test.LeaveAsync();
        // No version needs the file, and that is all there is to tell.
        Assert.Equal(PulpStoreProblemKind.Orphan, Assert.Single(await CheckAsync(test, detailed: true)).Kind);
    }

    [Fact]
    public async Task Missing_and_damaged_files_are_found()
    {
        await using TestStore test = await TestStore.NewAsync();
        string missing = await AddAsync(test, [1]);
        string cut = await AddAsync(test, [2, 2]);
        string changed = await AddAsync(test, [3, 3, 3]);
        File.Delete(missing);
        foreach (string path in (string[])[cut, changed]) File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllBytesAsync(cut, [2]);
        await File.WriteAllBytesAsync(changed, [9, 9, 9]);
        List<PulpStoreProblem> found = await CheckAsync(test, detailed: false);
        Assert.Equal(
            new HashSet<(PulpStoreProblemKind, string)> { (PulpStoreProblemKind.Damaged, cut), (PulpStoreProblemKind.Damaged, changed), (PulpStoreProblemKind.Missing, missing) },
            found.Select(p => (p.Kind, p.Path)).ToHashSet());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task A_database_that_does_not_open_is_a_problem(int at)
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.LeaveAsync();
        byte[] bytes = await File.ReadAllBytesAsync(test.Folder.Database);
        Array.Fill(bytes, (byte)'x', at, bytes.Length - at);
        await File.WriteAllBytesAsync(test.Folder.Database, bytes);
        Assert.All(await CheckAsync(test, detailed: false), p => Assert.Equal((PulpStoreProblemKind.Database, test.Folder.Database), (p.Kind, p.Path)));
        Assert.NotEmpty(await CheckAsync(test, detailed: false));
    }

    [Fact]
    public async Task What_is_no_store_is_an_error()
    {
        await using TestStore test = await TestStore.NewAsync();
        var nowhere = new StoreFolder(Path.Combine(test.Folder.Path, "no"));
        PulpException error = await Assert.ThrowsAsync<PulpException>(async () => await new PulpHost().CheckAsync(nowhere.Path, false, null, CancellationToken.None).ToListAsync());
        Assert.Equal(PulpErrors.StoreNotFound, error.Id);
    }

    private static async Task<List<PulpStoreProblem>> CheckAsync(TestStore test, bool detailed) =>
        await new PulpHost().CheckAsync(test.Folder.Path, detailed, null, CancellationToken.None).ToListAsync();

    private static async Task<string> AddAsync(TestStore test, byte[] bytes)
    {
        byte[] sha256 = SHA256.HashData(bytes);
        await using IncomingFile file = test.Store.Artifacts.Begin();
        file.Append(bytes);
        await test.Store.Artifacts.PlaceAsync(file, sha256, CancellationToken.None);
        await test.Database.WriteAsync(c => c.Execute("INSERT INTO artifact(sha256, size, touched) VALUES(?1, ?2, 0)", sha256, bytes.Length), CancellationToken.None);
        return test.Store.Artifacts.PathOf(sha256);
    }
}
