using Pulp.PS.Shell.Tests.Support;
using Pulp.Testing;

namespace Pulp.PS.Shell.Tests;

/// <summary>
/// The index in examples/index is generated, and this is what holds it to its generator. To write it anew after a change of that:
/// <c>PULP_WRITE_EXAMPLES=1 dotnet test tests/Pulp.PS.Shell.Tests --filter ExampleIndex</c>.
/// </summary>
public sealed class ExampleIndexTests
{
    private static readonly string[] ByHand = ["README.md", "serve.ps1"];

    private static string Folder => Path.Combine(Built.Repository, "examples", "index");

    // Archives name the system that packed them.
    [UnixFact]
    public void The_index_is_what_its_generator_makes()
    {
        var made = ExampleIndex.Files();
        if (Environment.GetEnvironmentVariable("PULP_WRITE_EXAMPLES") == "1")
            Write(made);
        var found = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Except(ByHand);
        Assert.Equal(made.Keys, found.Order(StringComparer.Ordinal));
        Assert.All(made, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(Folder, file.Key))));
    }

    private static void Write(SortedDictionary<string, byte[]> made)
    {
        foreach (var folder in Directory.GetDirectories(Folder))
            Directory.Delete(folder, recursive: true);
        foreach (var (name, bytes) in made)
        {
            var file = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }
}
