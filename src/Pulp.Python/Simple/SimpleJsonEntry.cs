using System.Text;
using System.Text.Json;

namespace Pulp.Python;

/// <summary>Reads an entry of a JSON page's <c>files</c> (PEP 691, 700, 714). Fields that are absent, null or of another kind count as not given.</summary>
internal static class SimpleJsonEntry
{
    private const int LongestTime = 64;

    /// <param name="reader">At the entry's first token; the whole entry is there.</param>
    /// <param name="pool">For texts that repeat.</param>
    public static PageLink Read(ref Utf8JsonReader reader, TextPool pool)
    {
        var link = default(PageLink);
        if (reader.TokenType != JsonTokenType.StartObject)
            return link;
        Metadata core = default, distInfo = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("filename"u8) && reader.Read())
                link.FileName = JsonText.Get(ref reader);
            else if (reader.ValueTextEquals("url"u8) && reader.Read())
                SetUrl(ref link, JsonText.Get(ref reader));
            else if (reader.ValueTextEquals("hashes"u8) && reader.Read())
                link.Digests = JsonText.GetDigests(ref reader);
            else if (reader.ValueTextEquals("requires-python"u8) && reader.Read())
                link.RequiresPython = JsonText.Get(ref reader, pool);
            else if (reader.ValueTextEquals("size"u8) && reader.Read())
                link.Size = JsonText.GetSize(ref reader);
            else if (reader.ValueTextEquals("upload-time"u8) && reader.Read())
                link.UploadTime = ReadTime(ref reader);
            else if (reader.ValueTextEquals("yanked"u8) && reader.Read())
                link.Yanked = ReadYanked(ref reader, pool);
            else if (reader.ValueTextEquals("core-metadata"u8) && reader.Read())
                core = ReadMetadata(ref reader);
            else if (reader.ValueTextEquals("dist-info-metadata"u8) && reader.Read())
                distInfo = ReadMetadata(ref reader);
            reader.TrySkip();
        }
        link.CoreMetadata = core.IsGiven ? core.Digests : distInfo.Digests;
        return link;
    }

    private static void SetUrl(ref PageLink link, string? url)
    {
        if (string.IsNullOrEmpty(url))
            link.Url = null;
        else
            link.SetUrl(url);
    }

    // Whatever is neither "no" nor a reason is a yes without one.
    private static string? ReadYanked(ref Utf8JsonReader reader, TextPool pool) =>
        reader.TokenType is JsonTokenType.Null or JsonTokenType.False ? null : JsonText.Get(ref reader, pool) ?? "";

    private static Metadata ReadMetadata(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.True => new Metadata(IsGiven: true, default(FileDigests)),
        JsonTokenType.StartObject => new Metadata(IsGiven: true, JsonText.GetDigests(ref reader)),
        _ => new Metadata(IsGiven: true, Digests: null),
    };

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[LongestTime];
        return reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length <= text.Length
            ? UploadTimes.Read(text[..Encoding.UTF8.GetChars(reader.ValueSpan, text)])
            : UploadTimes.Read(JsonText.Get(ref reader));
    }

    private readonly record struct Metadata(bool IsGiven, FileDigests? Digests);
}
