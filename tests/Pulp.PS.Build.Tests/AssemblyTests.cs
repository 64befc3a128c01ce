using Pulp.PS.Build.Assembly;

namespace Pulp.PS.Build.Tests;

/// <summary>A folder is put in its place whole or not at all, and of an engine only what it names is shipped.</summary>
public sealed class AssemblyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pulp-build-").FullName;

    [Fact]
    public void A_staged_folder_replaces_the_old_one_whole()
    {
        var place = Write("out/old.txt", "old", "out");
        using (var staged = new StagedFolder(place))
        {
            staged.Add(Write("a.txt", "new"), "sub/a.txt");
            Assert.True(File.Exists(Path.Combine(place, "old.txt")));
            staged.Commit();
        }

        Assert.Equal(["sub/a.txt"], Files(place));
        Assert.Equal(["out"], Directory.GetDirectories(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void One_that_is_given_up_leaves_the_old_one()
    {
        var place = Write("out/old.txt", "old", "out");
        using (var staged = new StagedFolder(place)) staged.Add(Write("a.txt", "new"), "a.txt");
        Assert.Equal(["old.txt"], Files(place));
        Assert.Equal(["out"], Directory.GetDirectories(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Two_files_for_one_place_are_a_fault()
    {
        using var staged = new StagedFolder(Path.Combine(_folder, "out"));
        staged.Add(Write("a.txt", "1"), "x.dll");
        Assert.Contains("x.dll", Assert.Throws<BuildException>(() => staged.Add(Write("b.txt", "2"), "x.dll")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Natives_of_other_platforms_and_the_model_stay_behind()
    {
        Describe("""
            "Engine/1.0": { "runtime": { "Engine.dll": {}, "Pulp.Model.dll": {} } },
            "Db/1.0": { "runtimeTargets": {
                "runtimes/linux-x64/native/libx.so": { "rid": "linux-x64", "assetType": "native" },
                "runtimes/browser-wasm/native/x.a": { "rid": "browser-wasm", "assetType": "native" } } }
            """);
        foreach (var file in new[] { "Engine.dll", "Pulp.Model.dll", "runtimes/linux-x64/native/libx.so" }) Write(file, "x");
        Assert.Equal(["Engine.dll", "runtimes/linux-x64/native/libx.so"], EngineClosure.Read(Path.Combine(_folder, "Engine.dll")).Select(f => f.Target));
    }

    [Theory]
    [InlineData("\"P/1\": { \"runtime\": { \"lib/System.Text.Json.dll\": {} } }", "shared framework")]
    [InlineData("\"P/1\": { \"runtime\": { \"lib/Gone.dll\": {} } }", "missing")]
    [InlineData("\"P/1\": { \"runtimeTargets\": { \"runtimes/win-x64/lib/P.dll\": { \"rid\": \"win-x64\", \"assetType\": \"runtime\" } } }", "managed code for one platform")]
    public void What_must_not_be_shipped_is_a_build_error(string libraries, string said)
    {
        Describe(libraries);
        Assert.Contains(said, Assert.Throws<BuildException>(() => EngineClosure.Read(Path.Combine(_folder, "Engine.dll"))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Describe(string libraries) => Write("Engine.deps.json", $$"""{ "targets": { ".NETCoreApp,Version=v10.0": { {{libraries}} } } }""");

    private string Write(string relative, string text, string? returned = null)
    {
        var path = Path.Combine(_folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return Path.Combine(_folder, returned ?? relative);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
