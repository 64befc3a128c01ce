using CsCheck;
using Pulp.Model;
using Pulp.Python.Tests.Selections;

namespace Pulp.Python.Tests.Fuzzing;

/// <summary>The selection decides of a file the same however it is asked.</summary>
public sealed class SelectionFuzz
{
    private static readonly Gen<string> FileName = Gen.Select(
        Gen.OneOf("1.0", "1.0.0", "2.0rc1", "2.0", "2.0.post1", "2!0.1", "trunk", "1.0+l", "3.0.dev1"),
        Gen.OneOf("django-{0}.tar.gz", "django-{0}.zip", "django-{0}-py3-none-any.whl", "django-{0}-cp312-cp312-win_amd64.whl", "django-{0}.win32.exe"),
        (version, form) => form.Replace("{0}", version));

    private static readonly Gen<PulpFilterItem[]> Items = Gen.OneOf("django", "Django>=1", "django==2.0", "django<2.0rc1", "flask", "django===trunk", "django!=1.*").Array[0, 3]
        .Select(texts => Files.Items(string.Join('|', texts)));

    private static readonly Gen<Selection> Any = Gen.Select(
        Items, Items, Gen.Bool, Gen.OneOf("", "sdist", "bdist_wheel").Array[0, 2], Gen.OneOf("windows", "linux").Array[0, 1], Gen.Int[0, 3],
        (include, exclude, prerelease, types, platforms, keep) => new Selection
        {
            Includes = include,
            Excludes = exclude,
            Prereleases = prerelease,
            PackageTypes = [.. types.Where(t => t.Length > 0)],
            ExcludePlatforms = platforms,
            KeepLatest = keep,
        });

    [Fact]
    public void One_by_one_all_together_and_in_any_order_files_are_decided_alike() => Gen.Select(Any, FileName.Array[0, 10], Gen.Int[0, 1000]).Sample(
        (selection, names, shuffle) =>
        {
            SimpleFile[] files = [.. names.Distinct().Select(name => Files.Make(name))];
            var selector = new Selector(selection);
            SelectionDecision[] together = selector.Select("django", files);
            SimpleFile[] shuffled = [.. files];
            new Random(shuffle).Shuffle(shuffled);
            Dictionary<string, string> other = new Selector(selection).Select("DJANGO", shuffled).ToDictionary(d => d.File.FileName, Show);
            Assert.All(together, d => Assert.Equal(other[d.File.FileName], Show(d)));
            Assert.True(together.All(d => !d.Selected) || selector.IncludesProject("django"));
            if (selection.KeepLatest > 0)
                return;
            foreach (SelectionDecision decision in together)
                Assert.Equal(Show(decision), Show(Assert.Single(selector.Select("django", [decision.File]))));
        },
        iter: Fuzz.Count(2000));

    private static string Show(SelectionDecision decision) => $"{decision.Selected} {decision.Rule} {decision.Reason}";
}
