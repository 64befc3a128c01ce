using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Pulp.Python;

/// <summary>
/// Texts of JSON tokens. Utf8JsonReader.GetString throws on an escaped half of a surrogate pair; a page full of them would cost an exception each, so
/// escapes are undone here. The bytes are known to be UTF-8.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a string or of a property name, halves of surrogate pairs included; null when the token is something else.</summary>
    public static string? Get(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return null;
        string text = Encoding.UTF8.GetString(reader.ValueSpan);
        return reader.ValueIsEscaped ? Unescape(text) : text;
    }

    /// <summary>The same, one string for texts that repeat.</summary>
    public static string? Get(ref Utf8JsonReader reader, TextPool pool) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? pool.Get(reader.ValueSpan) : Get(ref reader);

    /// <summary>The strings of an array, what else is in it left out; null when the token begins no array.</summary>
    public static List<string>? GetList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return null;
        List<string> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Get(ref reader) is { } text)
                texts.Add(text);
            else
                reader.TrySkip();
        }
        return texts;
    }

    /// <summary>A serial: a number, or one in a string; null when it is neither.</summary>
    public static long? GetSerial(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out long number) ? number : null;
        return long.TryParse(Get(ref reader), NumberStyles.None, CultureInfo.InvariantCulture, out long parsed) ? parsed : null;
    }

    /// <summary>A version of the interface: a text, or a number as it is written; null when it is neither.</summary>
    public static string? GetVersion(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : Get(ref reader);

    /// <summary>A number of bytes; null when it is none, or negative.</summary>
    public static long? GetSize(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long size) && size >= 0 ? size : null;

    /// <summary>The digests of an object; none when the token begins no object.</summary>
    public static FileDigests GetDigests(ref Utf8JsonReader reader)
    {
        var digests = default(FileDigestsBuilder);
        if (reader.TokenType != JsonTokenType.StartObject)
            return digests.Build();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? kind = FindKind(ref reader);
            reader.Read();
            if (kind is not null)
                AddDigest(ref digests, kind, ref reader);
            reader.TrySkip();
        }
        return digests.Build();
    }

    private static string? FindKind(ref Utf8JsonReader reader)
    {
        foreach (string kind in DigestKinds.Known)
            if (reader.ValueTextEquals(kind))
                return kind;
        return null;
    }

    private static void AddDigest(ref FileDigestsBuilder digests, string kind, ref Utf8JsonReader reader)
    {
        Span<char> hex = stackalloc char[DigestKinds.LongestHex];
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length <= hex.Length)
            digests.AddLast(kind, hex[..Encoding.UTF8.GetChars(reader.ValueSpan, hex)]);
        else
            digests.AddLast(kind, Get(ref reader));
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (c != '\\')
            {
                plain.Append(c);
                continue;
            }
            c = text[++at];
            if (c == 'u')
            {
                plain.Append((char)ushort.Parse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += 4;
                continue;
            }
            plain.Append(c switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c });
        }
        return plain.ToString();
    }
}
