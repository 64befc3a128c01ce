using System.Text;
using System.Text.Json;

namespace Pulp.Python;

/// <summary>Reads a project's legacy JSON, file by file: <c>releases</c> (version → files) and <c>urls</c> (those of the newest version).</summary>
internal sealed class LegacyJsonParser(Encoding encoding) : JsonPageParser<LegacyPage>(encoding)
{
    private readonly Dictionary<string, LegacyFile> _files = new(StringComparer.Ordinal);
    private Place _place = Place.Before;
    private bool _hasFiles;
    private string? _name;
    private long? _serial;

    private enum Place
    {
        Before,
        Root,
        Releases,
        Files,
        Urls,
        After,
    }

    /// <inheritdoc/>
    protected override bool Step(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return false;
        switch (_place)
        {
            case Place.Before when reader.TokenType == JsonTokenType.StartObject:
                _place = Place.Root;
                return true;
            case Place.Before:
                Fail(PageFault.Unreadable, "the legacy JSON is no object");
                return false;
            case Place.Root when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.After;
                return true;
            case Place.Root when reader.ValueTextEquals("releases"u8):
                return Begin(ref reader, JsonTokenType.StartObject, Place.Releases);
            case Place.Root when reader.ValueTextEquals("urls"u8):
                return Begin(ref reader, JsonTokenType.StartArray, Place.Urls);
            case Place.Root:
                return ReadProperty(ref reader);
            case Place.Releases when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.Root;
                return true;
            case Place.Releases:
                return Begin(ref reader, JsonTokenType.StartArray, Place.Files);
            default:
                return ReadEntry(ref reader);
        }
    }

    /// <inheritdoc/>
    protected override PageReading<LegacyPage> Finish()
    {
        if (_hasFiles)
            return PageReading<LegacyPage>.Of(new LegacyPage { Name = _name, LastSerial = _serial, Files = _files });
        Fail(PageFault.Unreadable, "the legacy JSON has neither releases nor urls");
        return Complete();
    }

    // At a name: goes into the value when it is of the kind expected, else over it.
    private bool Begin(ref Utf8JsonReader reader, JsonTokenType expected, Place place)
    {
        if (!reader.Read())
            return false;
        if (reader.TokenType != expected)
            return reader.TrySkip();
        _hasFiles = true;
        _place = place;
        return true;
    }

    private bool ReadEntry(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _place = _place == Place.Files ? Place.Releases : Place.Root;
            return true;
        }
        Utf8JsonReader end = reader;
        if (!end.TrySkip())
            return false;
        if (reader.TokenType == JsonTokenType.StartObject && ReadFile(ref reader) is { } file)
            _files.TryAdd(file.FileName, file);
        if (_files.Count > LinkJudge.MostLinks)
            Fail(PageFault.TooLarge, $"the legacy JSON has more than {LinkJudge.MostLinks:N0} files");
        reader = end;
        return !HasFailed;
    }

    private static LegacyFile? ReadFile(ref Utf8JsonReader reader)
    {
        string? name = null, md5 = null;
        var digests = default(FileDigests);
        long? size = null;
        DateTimeOffset? uploaded = null, uploadedIso = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("filename"u8) && reader.Read())
                name = JsonText.Get(ref reader);
            else if (reader.ValueTextEquals("digests"u8) && reader.Read())
                digests = JsonText.GetDigests(ref reader);
            else if (reader.ValueTextEquals("md5_digest"u8) && reader.Read())
                md5 = JsonText.Get(ref reader);
            else if (reader.ValueTextEquals("size"u8) && reader.Read())
                size = JsonText.GetSize(ref reader);
            else if (reader.ValueTextEquals("upload_time_iso_8601"u8) && reader.Read())
                uploadedIso = UploadTimes.Read(JsonText.Get(ref reader));
            else if (reader.ValueTextEquals("upload_time"u8) && reader.Read())
                uploaded = UploadTimes.Read(JsonText.Get(ref reader));
            reader.TrySkip();
        }
        // Older servers give the md5 alone, beside the digests.
        if (md5 is not null && digests["md5"] is null)
            digests = FileDigests.Of([.. digests.All(), KeyValuePair.Create("md5", md5)]);
        return string.IsNullOrEmpty(name) ? null : new LegacyFile(name, digests, size, uploadedIso ?? uploaded);
    }

    private bool ReadProperty(ref Utf8JsonReader reader)
    {
        Utf8JsonReader name = reader;
        if (!reader.Read())
            return false;
        Utf8JsonReader end = reader;
        if (!end.TrySkip())
            return false;
        if (name.ValueTextEquals("last_serial"u8))
            _serial = JsonText.GetSerial(ref reader);
        else if (name.ValueTextEquals("info"u8) && reader.TokenType == JsonTokenType.StartObject)
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("name"u8) && reader.Read())
                    _name = JsonText.Get(ref reader);
                reader.TrySkip();
            }
        reader = end;
        return true;
    }
}
