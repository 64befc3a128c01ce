using Pulp.Engine.Repositories;
using Pulp.Engine.Tests.Content;
using Pulp.Engine.Tests.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Repositories;

public sealed class VersionTests
{
    [Fact]
    public async Task Newest_first_by_number_or_the_latest()
    {
        await using TestStore test = await TestStore.NewAsync();
        long row = await test.RepositoryAsync("foo");
        await Holdings.CommitAsync(test, row, add: [("a", "a-1.tar.gz", 1), ("a", "a-2.tar.gz", 2)]);
        await Holdings.CommitAsync(test, row, add: [("b", "b-1.tar.gz", 3)], remove: [("a", "a-1.tar.gz")]);
        var reader = new VersionReader(test.Database);
        List<PulpRepositoryVersion> all = await GetAsync(reader, new VersionQuery());
        Assert.Equal([(2, 1, 1, 2), (1, 2, 0, 2), (0, 0, 0, 0)], all.Select(v => (v.Number, v.Added, v.Removed, v.Present)));
        Assert.Equal([2], (await GetAsync(reader, new VersionQuery { Latest = true })).Select(v => v.Number));
        Assert.Equal([2, 0], (await GetAsync(reader, new VersionQuery { Numbers = [0, 2, 2] })).Select(v => v.Number));
        Assert.Equal("foo:2", all[0].ToString());
    }

    [Fact]
    public async Task A_number_that_is_not_there_is_told_after_those_that_are()
    {
        await using TestStore test = await TestStore.NewAsync();
        await test.RepositoryAsync("foo");
        var seen = new List<int>();
        PulpException error = await Assert.ThrowsAsync<PulpException>(async () =>
        {
            await foreach (PulpRepositoryVersion version in new VersionReader(test.Database).GetAsync(new PulpReference { Name = "foo" }, new VersionQuery { Numbers = [7, 0] }, CancellationToken.None))
                seen.Add(version.Number);
        });
        Assert.Equal([0], seen);
        Assert.Equal((PulpErrors.VersionNotFound, 7), (error.Id, (int?)error.Target));
    }

    private static async Task<List<PulpRepositoryVersion>> GetAsync(VersionReader reader, VersionQuery query) =>
        await reader.GetAsync(new PulpReference { Name = "foo" }, query, CancellationToken.None).ToListAsync();
}
