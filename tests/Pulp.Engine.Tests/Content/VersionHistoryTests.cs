using CsCheck;
using Pulp.Engine.Content;
using Pulp.Engine.Tests.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Content;

public sealed class VersionHistoryTests
{
    private const int Files = 6;

    // A step: for each file what becomes of it. 0 and 1: nothing, 2: it goes, 3 to 5: these bytes are added or replace others.
    private static readonly Gen<int[][]> Histories = Gen.Int[0, 5].Array[Files].Array[1, 8];

    [Fact]
    public Task Any_version_of_any_history_is_what_a_plain_list_says() => Histories.SampleAsync(
        async history =>
        {
            await using TestStore test = await TestStore.NewAsync();
            long row = await test.RepositoryAsync("foo");
            List<SortedDictionary<string, int>> plain = [new(StringComparer.Ordinal)];
            foreach (int[] step in history)
            {
                var now = new SortedDictionary<string, int>(plain[^1], StringComparer.Ordinal);
                var add = new List<(string, string, int)>();
                var remove = new List<(string, string)>();
                for (int i = 0; i < Files; i++)
                {
                    string file = $"a-{i}.tar.gz";
                    if (step[i] == 2 && now.Remove(file)) remove.Add(("a", file));
                    if (step[i] < 3 || (now.TryGetValue(file, out int held) && held == step[i])) continue;
                    now[file] = step[i];
                    add.Add(("a", file, step[i]));
                }

                plain.Add(now);
                await Holdings.CommitAsync(test, row, add, remove);
            }

            var reader = new ContentReader(test.Database, test.Store.Artifacts);
            for (int number = 0; number < plain.Count; number++)
            {
                var query = new ContentQuery { Version = new(new PulpReference { Name = "foo" }, number) };
                List<(string, string)> read = await reader.GetAsync(query, CancellationToken.None).Select(p => (p.FileName, p.Sha256)).ToListAsync();
                Assert.Equal(plain[number].Select(f => (f.Key, Convert.ToHexStringLower(Holdings.Digest(f.Key, f.Value)))), read.Order());
            }
        },
        iter: 40);
}
