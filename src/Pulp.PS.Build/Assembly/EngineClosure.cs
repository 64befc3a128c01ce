using System.Text.Json;

namespace Pulp.PS.Build.Assembly;

/// <summary>The files that an assembly needs at run time, as its deps.json names them: not what happens to lie in its output folder.</summary>
internal static class EngineClosure
{
    /// <summary>Pairs of a file and its path below the module's <c>lib</c> folder.</summary>
    /// <param name="assembly">The engine's assembly in its output folder, with its deps.json and every package's files beside it.</param>
    public static IReadOnlyList<(string Source, string Target)> Read(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        var description = Path.ChangeExtension(assembly, ".deps.json");
        if (!File.Exists(description))
            throw new BuildException("PULP001", "there is no deps.json beside the engine's assembly", assembly);
        using var json = JsonDocument.Parse(File.ReadAllBytes(description));
        var files = new List<(string, string)>();
        foreach (var target in json.RootElement.GetProperty("targets").EnumerateObject())
        {
            foreach (var library in target.Value.EnumerateObject())
            {
                files.AddRange(Managed(library, folder, description));
                files.AddRange(Native(library, folder, description));
            }
        }
        return files;
    }

    private static IEnumerable<(string, string)> Managed(JsonProperty library, string folder, string description)
    {
        if (!library.Value.TryGetProperty("runtime", out var runtime))
            yield break;
        foreach (var asset in runtime.EnumerateObject())
        {
            var name = Path.GetFileName(asset.Name);
            if (string.Equals(name, ModuleLayout.Model, StringComparison.OrdinalIgnoreCase))
                continue;
            if (IsInSharedFramework(name))
                throw new BuildException("PULP002", $"{library.Name} brings {name}, which the shared framework has: a second copy breaks type identity", description);
            yield return (Existing(Path.Combine(folder, name), description), name);
        }
    }

    private static IEnumerable<(string, string)> Native(JsonProperty library, string folder, string description)
    {
        if (!library.Value.TryGetProperty("runtimeTargets", out var targets))
            yield break;
        foreach (var asset in targets.EnumerateObject())
        {
            var rid = asset.Value.GetProperty("rid").GetString();
            if (!ModuleLayout.Platforms.Contains(rid, StringComparer.Ordinal))
                continue;
            if (!string.Equals(asset.Value.GetProperty("assetType").GetString(), "native", StringComparison.Ordinal))
                throw new BuildException("PULP003", $"{library.Name} has managed code for one platform ({asset.Name}): the load context knows none", description);
            yield return (Existing(Path.Combine(folder, asset.Name), description), $"runtimes/{rid}/native/{Path.GetFileName(asset.Name)}");
        }
    }

    private static string Existing(string file, string description) =>
        File.Exists(file) ? file : throw new BuildException("PULP004", $"{file} is named here but missing", description);

    private static bool IsInSharedFramework(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name));
}
