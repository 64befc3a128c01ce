using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pulp.Testing;

/// <summary>Writes the pages of a fixture index: JSON (PEP 691, 700), HTML (PEP 503, 592, 658), the legacy JSON and the root list.</summary>
internal static class FixturePages
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Json(FixtureProject project, IReadOnlyList<FixtureEntry> entries, int serial, Func<FixtureEntry, string> link) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("meta");
        json.WriteString("api-version", "1.1");
        json.WriteNumber("_last-serial", serial);
        json.WriteEndObject();
        json.WriteString("name", project.Normalized);
        json.WriteStartArray("versions");
        foreach (var version in entries.Select(e => VersionOf(project, e)).Distinct()) json.WriteStringValue(version);
        json.WriteEndArray();
        json.WriteStartArray("files");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("filename", entry.FileName ?? entry.File.FileName);
            json.WriteString("url", link(entry));
            WriteHashes(json, "hashes", HashesOf(entry));
            if ((entry.Size ?? entry.File.Size) is >= 0 and var size) json.WriteNumber("size", size);
            if (entry.UploadTime is { } time) json.WriteString("upload-time", time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("requires-python", entry.RequiresPython);
            if (entry.Yanked is null) json.WriteBoolean("yanked", false);
            else if (entry.Yanked.Length == 0) json.WriteBoolean("yanked", true);
            else json.WriteString("yanked", entry.Yanked);
            if (entry is { CoreMetadata: true, File.Metadata: { } text })
            {
                json.WriteStartObject("core-metadata");
                json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    internal static byte[] Html(FixtureProject project, IReadOnlyList<FixtureEntry> entries, Func<FixtureEntry, string> link)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta name=\"pypi:repository-version\" content=\"1.1\"><title>Links for ")
            .Append(project.Name).Append("</title></head><body>\n");
        foreach (var entry in entries)
        {
            var fragment = string.Join('&', HashesOf(entry).Select(h => $"{h.Key}={h.Value}"));
            html.Append("<a href=\"").Append(Encode(link(entry)));
            if (fragment.Length > 0) html.Append('#').Append(Encode(fragment));
            html.Append('"');
            if (entry.RequiresPython is { } requires) html.Append(" data-requires-python=\"").Append(Encode(requires)).Append('"');
            if (entry.Yanked is { } reason) html.Append(" data-yanked=\"").Append(Encode(reason)).Append('"');
            if (entry is { CoreMetadata: true, File.Metadata: { } text }) html.Append(" data-core-metadata=\"sha256=").Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))).Append('"');
            html.Append('>').Append(Encode(entry.File.FileName)).Append("</a><br/>\n");
        }

        return Encoding.UTF8.GetBytes(html.Append("</body></html>\n").ToString());
    }

    internal static byte[] Legacy(FixtureProject project, IReadOnlyList<FixtureEntry> entries, int serial, Func<FixtureEntry, string> link) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("info");
        json.WriteString("name", project.Name);
        json.WriteString("version", entries.Count == 0 ? "" : VersionOf(project, entries[^1]));
        json.WriteEndObject();
        json.WriteNumber("last_serial", serial);
        json.WriteStartObject("releases");
        foreach (var release in entries.GroupBy(e => VersionOf(project, e)))
        {
            json.WriteStartArray(release.Key);
            foreach (var entry in release)
            {
                json.WriteStartObject();
                json.WriteString("filename", entry.FileName ?? entry.File.FileName);
                json.WriteString("url", link(entry));
                WriteHashes(json, "digests", entry.LegacyHashes ?? new Dictionary<string, string> { ["md5"] = entry.File.Content.Hash(HashAlgorithmName.MD5), ["sha256"] = entry.File.Sha256 });
                json.WriteNumber("size", entry.Size is >= 0 and var size ? size : entry.File.Size);
                json.WriteString("requires_python", entry.RequiresPython);
                json.WriteBoolean("yanked", entry.Yanked is not null);
                json.WriteString("yanked_reason", entry.Yanked);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartArray("urls");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    internal static byte[] JsonList(IReadOnlyList<FixtureProject> projects, bool serials) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("meta");
        json.WriteString("api-version", "1.1");
        if (serials) json.WriteNumber("_last-serial", projects.Sum(p => p.Serial));
        json.WriteEndObject();
        json.WriteStartArray("projects");
        foreach (var project in projects)
        {
            json.WriteStartObject();
            if (serials) json.WriteNumber("_last-serial", project.Serial);
            json.WriteString("name", project.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    internal static byte[] HtmlList(IReadOnlyList<FixtureProject> projects)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta name=\"pypi:repository-version\" content=\"1.1\"><title>Simple index</title></head><body>\n");
        foreach (var project in projects) html.Append("<a href=\"").Append(project.Normalized).Append("/\">").Append(Encode(project.Name)).Append("</a>\n");
        return Encoding.UTF8.GetBytes(html.Append("</body></html>\n").ToString());
    }

    private static IReadOnlyDictionary<string, string> HashesOf(FixtureEntry entry) =>
        entry.Hashes ?? new Dictionary<string, string> { ["sha256"] = entry.File.Sha256 };

    // Good enough for what tests generate: a wheel's second part, else what follows the last dash.
    private static string VersionOf(FixtureProject project, FixtureEntry entry)
    {
        if (entry.Version is { } given) return given;
        var name = entry.File.FileName;
        if (name.EndsWith(".whl", StringComparison.Ordinal)) return name.Split('-')[1];
        var rest = name[Math.Min(name.Length, project.Normalized.Length + 1)..];
        return rest.Replace(".tar.gz", "", StringComparison.Ordinal).Replace(".zip", "", StringComparison.Ordinal);
    }

    private static void WriteHashes(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> hashes)
    {
        json.WriteStartObject(name);
        foreach (var (kind, digest) in hashes) json.WriteString(kind, digest);
        json.WriteEndObject();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain)) write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
