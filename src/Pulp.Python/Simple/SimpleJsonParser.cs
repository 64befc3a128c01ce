using System.Text;
using System.Text.Json;

namespace Pulp.Python;

/// <summary>Reads a project's page in JSON (PEP 691), entry by entry.</summary>
internal sealed class SimpleJsonParser(string project, string url, Encoding encoding) : JsonPageParser<SimplePage>(encoding)
{
    private readonly LinkJudge _judge = new(project);
    private readonly LinkBase _base = new(url);
    private readonly TextPool _pool = new();
    private Place _place = Place.Before;
    private bool _hasFiles;
    private string? _name;
    private string? _version;
    private long? _serial;
    private List<string>? _tracks;
    private List<string>? _alternates;
    private List<string>? _versions;
    private string? _status;
    private string? _statusReason;

    private enum Place
    {
        Before,
        Root,
        Files,
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
                Fail(PageFault.Unreadable, "the page is JSON, but no object");
                return false;
            case Place.Root when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.After;
                return true;
            case Place.Root:
                return reader.ValueTextEquals("files"u8) ? BeginFiles(ref reader) : ReadProperty(ref reader);
            default:
                return ReadEntry(ref reader);
        }
    }

    /// <inheritdoc/>
    protected override PageReading<SimplePage> Finish()
    {
        if (!AcceptVersion(_version))
            return Complete();
        if (!_hasFiles)
        {
            Fail(PageFault.Unreadable, "the page is JSON, but has no list of files");
            return Complete();
        }
        return PageReading<SimplePage>.Of(new SimplePage
        {
            IsJson = true,
            SaysWhatItIs = true,
            Name = _name,
            RepositoryVersion = _version,
            LastSerial = _serial,
            Tracks = _tracks ?? [],
            AlternateLocations = _alternates ?? [],
            Status = _status,
            StatusReason = _statusReason,
            Versions = _versions,
            Files = _judge.Files,
            Refused = _judge.Refused,
        });
    }

    // Of a name that is given twice the last counts, here as everywhere in JSON.
    private bool BeginFiles(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return false;
        _judge.Clear();
        _hasFiles = reader.TokenType == JsonTokenType.StartArray;
        if (_hasFiles)
            _place = Place.Files;
        return _hasFiles || reader.TrySkip();
    }

    private bool ReadEntry(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            _place = Place.Root;
            return true;
        }
        Utf8JsonReader end = reader;
        if (!end.TrySkip())
            return false;
        if (_judge.Count == LinkJudge.MostLinks)
        {
            Fail(PageFault.TooLarge, $"the page has more than {LinkJudge.MostLinks:N0} files");
            return false;
        }
        PageLink link = SimpleJsonEntry.Read(ref reader, _pool);
        _judge.AddJson(link, _base);
        reader = end;
        return true;
    }

    private bool ReadProperty(ref Utf8JsonReader reader)
    {
        Utf8JsonReader name = reader;
        if (!reader.Read())
            return false;
        Utf8JsonReader end = reader;
        if (!end.TrySkip())
            return false;
        if (name.ValueTextEquals("name"u8))
            _name = JsonText.Get(ref reader);
        else if (name.ValueTextEquals("versions"u8))
            _versions = JsonText.GetList(ref reader);
        else if (name.ValueTextEquals("alternate-locations"u8))
            _alternates = JsonText.GetList(ref reader);
        else if (name.ValueTextEquals("meta"u8))
            ReadMeta(ref reader);
        else if (name.ValueTextEquals("project-status"u8))
            ReadStatus(ref reader);
        reader = end;
        return true;
    }

    private void ReadMeta(ref Utf8JsonReader reader)
    {
        (_version, _serial, _tracks) = (null, null, null);
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("api-version"u8) && reader.Read())
                _version = JsonText.GetVersion(ref reader);
            else if (reader.ValueTextEquals("_last-serial"u8) && reader.Read())
                _serial = JsonText.GetSerial(ref reader);
            else if (reader.ValueTextEquals("tracks"u8) && reader.Read())
                _tracks = JsonText.GetList(ref reader);
            reader.TrySkip();
        }
    }

    private void ReadStatus(ref Utf8JsonReader reader)
    {
        (_status, _statusReason) = (null, null);
        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8) && reader.Read())
                _status = JsonText.Get(ref reader);
            else if (reader.ValueTextEquals("reason"u8) && reader.Read())
                _statusReason = JsonText.Get(ref reader);
            reader.TrySkip();
        }
    }
}
