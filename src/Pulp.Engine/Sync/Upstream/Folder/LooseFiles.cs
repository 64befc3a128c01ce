using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A page made of what lies in a folder.</summary>
/// <param name="Body">Its text, JSON (PEP 691).</param>
/// <param name="Tag">Names the state it was made of.</param>
internal sealed record MadePage(byte[] Body, string Tag);

/// <summary>Distributions that lie side by side in a folder, as an index: pages are made of their names, sizes and times; digests are not known.</summary>
internal sealed class LooseFiles(string folder)
{
    /// <summary>Files whose project cannot be told, with the reason; known after <see cref="MakeList"/>.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> LeftOut { get; private set; } = [];

    /// <summary>True: there is at least one distribution.</summary>
    internal static bool Any(string folder) => Files(folder).Any(LooseName.IsDistribution);

    /// <summary>The page of a project; null: no file is one of its.</summary>
    internal MadePage? MakePage(string project)
    {
        var files = Files(folder).Where(f => LooseName.IsOf(project, f)).Order(StringComparer.Ordinal).ToList();
        return files.Count == 0 ? null : Make(json =>
        {
            json.WriteString("name", project);
            json.WriteStartArray("files");
            foreach (var name in files)
            {
                if (FileState.Of(Path.Combine(folder, name)) is not { } state) continue;
                json.WriteStartObject();
                json.WriteString("filename", name);
                json.WriteString("url", FolderMap.Address(name));
                json.WriteStartObject("hashes");
                json.WriteEndObject();
                json.WriteNumber("size", state.Length);
                // No part of the format: readers pass it over. A page whose file was written anew must be another page.
                json.WriteNumber("_modified", state.Modified);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The list of projects.</summary>
    internal MadePage MakeList()
    {
        var projects = new SortedSet<string>(StringComparer.Ordinal);
        var leftOut = new List<KeyValuePair<string, string>>();
        foreach (var name in Files(folder).Order(StringComparer.Ordinal))
        {
            if (LooseName.ReadProject(name) is { } project) projects.Add(project);
            else leftOut.Add(new(name, LooseName.IsDistribution(name) ? "its name is neither that of a wheel nor of a source distribution, so its project cannot be told" : "it is no distribution"));
        }

        LeftOut = leftOut;
        return ListOf(projects);
    }

    /// <summary>A root list of these names.</summary>
    internal static MadePage ListOf(IEnumerable<string> projects) => Make(json =>
    {
        json.WriteStartArray("projects");
        foreach (var project in projects)
        {
            json.WriteStartObject();
            json.WriteString("name", project);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // Hidden files are nobody's distribution.
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(n => !n.StartsWith('.'));

    private static MadePage Make(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteString("api-version", "1.0");
            json.WriteEndObject();
            write(json);
            json.WriteEndObject();
        }

        return new MadePage(body.WrittenSpan.ToArray(), Convert.ToHexStringLower(SHA256.HashData(body.WrittenSpan)));
    }
}
