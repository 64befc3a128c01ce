using System.Buffers;
using System.Text.Json;

namespace Pulp.Python;

/// <summary>Pages in JSON.</summary>
internal static class JsonPageWriter
{
    // The usual escapes, those of HTML's characters among them: a server that sends the page as something else does no harm.
    private static readonly JsonWriterOptions Options = new() { Indented = false, SkipValidation = false };

    /// <param name="output">Where to.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="files">Its files.</param>
    /// <param name="flush">Called after each file, when all of it is in the output.</param>
    public static void Write(IBufferWriter<byte> output, string project, IEnumerable<PublishedFile> files, Action? flush)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(files);
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json);
        json.WriteString("name"u8, project);
        json.WriteStartArray("files"u8);
        var versions = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (PublishedFile file in files)
        {
            WriteFile(json, file);
            if (file.Version is { } version && known.Add(version))
                versions.Add(version);
            json.Flush();
            flush?.Invoke();
        }
        json.WriteEndArray();
        json.WriteStartArray("versions"u8);
        foreach (string version in versions)
            json.WriteStringValue(version);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteRoot(IBufferWriter<byte> output, IEnumerable<ListedProject> projects, Action? flush)
    {
        ArgumentNullException.ThrowIfNull(projects);
        using var json = new Utf8JsonWriter(output, Options);
        Begin(json);
        json.WriteStartArray("projects"u8);
        foreach (ListedProject project in projects)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, project.Name);
            if (project.LastSerial is { } serial)
                json.WriteNumber("_last-serial"u8, serial);
            json.WriteEndObject();
            json.Flush();
            flush?.Invoke();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("meta"u8);
        json.WriteString("api-version"u8, SimplePageWriter.RepositoryVersion);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, PublishedFile file)
    {
        json.WriteStartObject();
        json.WriteString("filename"u8, file.FileName);
        json.WriteString("url"u8, file.Url);
        json.WritePropertyName("hashes"u8);
        WriteDigests(json, file.Digests);
        if (file.RequiresPython is { } python)
            json.WriteString("requires-python"u8, python);
        if (file.Size is { } size)
            json.WriteNumber("size"u8, size);
        if (file.UploadTime is { } time)
            json.WriteString("upload-time"u8, UploadTimes.Write(time));
        if (file.Yanked is null)
            json.WriteBoolean("yanked"u8, value: false);
        else if (file.Yanked.Length == 0)
            json.WriteBoolean("yanked"u8, value: true);
        else
            json.WriteString("yanked"u8, file.Yanked);
        if (file.CoreMetadata is { } metadata)
        {
            // Under its new name, and under the one that older clients know (PEP 714).
            WriteMetadata(json, "core-metadata"u8, metadata);
            WriteMetadata(json, "dist-info-metadata"u8, metadata);
        }
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ReadOnlySpan<byte> name, FileDigests digests)
    {
        json.WritePropertyName(name);
        if (digests.Count == 0)
            json.WriteBooleanValue(value: true);
        else
            WriteDigests(json, digests);
    }

    private static void WriteDigests(Utf8JsonWriter json, FileDigests digests)
    {
        json.WriteStartObject();
        foreach ((string kind, string hex) in digests.All())
            json.WriteString(kind, hex);
        json.WriteEndObject();
    }
}
