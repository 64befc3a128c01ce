using System.Text;
using System.Text.Json;

namespace Pulp.Python;

/// <summary>Reads the root list in JSON (PEP 691), project by project.</summary>
internal sealed class ProjectListJsonParser(Encoding encoding) : JsonPageParser<ProjectList>(encoding)
{
    // Ten times the projects of the largest index.
    public const int MostProjects = 10_000_000;

    private readonly List<ListedProject> _projects = [];
    private Place _place = Place.Before;
    private bool _hasProjects;
    private string? _version;
    private long? _serial;

    private enum Place
    {
        Before,
        Root,
        Projects,
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
                Fail(PageFault.Unreadable, "the list is JSON, but no object");
                return false;
            case Place.Root when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.After;
                return true;
            case Place.Root:
                return reader.ValueTextEquals("projects"u8) ? BeginProjects(ref reader) : ReadProperty(ref reader);
            default:
                return ReadEntry(ref reader);
        }
    }

    /// <inheritdoc/>
    protected override PageReading<ProjectList> Finish()
    {
        if (!AcceptVersion(_version))
            return Complete();
        if (!_hasProjects)
        {
            Fail(PageFault.Unreadable, "the list is JSON, but has no projects");
            return Complete();
        }
        return PageReading<ProjectList>.Of(new ProjectList { RepositoryVersion = _version, LastSerial = _serial, Projects = _projects });
    }

    private bool BeginProjects(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return false;
        _projects.Clear();
        _hasProjects = reader.TokenType == JsonTokenType.StartArray;
        if (_hasProjects)
            _place = Place.Projects;
        return _hasProjects || reader.TrySkip();
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
        string? name = null;
        long? serial = null;
        while (end.TokenType == JsonTokenType.EndObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8) && reader.Read())
                name = JsonText.Get(ref reader);
            else if (reader.ValueTextEquals("_last-serial"u8) && reader.Read())
                serial = JsonText.GetSerial(ref reader);
            reader.TrySkip();
        }
        // A list with a hole in it must not be believed: what it does not name would count as gone.
        if (string.IsNullOrEmpty(name))
            Fail(PageFault.Unreadable, $"entry {_projects.Count + 1} of the list has no name");
        else if (_projects.Count == MostProjects)
            Fail(PageFault.TooLarge, $"the list has more than {MostProjects:N0} projects");
        else
            _projects.Add(new ListedProject(name, serial));
        reader = end;
        return !HasFailed;
    }

    private bool ReadProperty(ref Utf8JsonReader reader)
    {
        Utf8JsonReader name = reader;
        if (!reader.Read())
            return false;
        Utf8JsonReader end = reader;
        if (!end.TrySkip())
            return false;
        if (name.ValueTextEquals("meta"u8) && reader.TokenType == JsonTokenType.StartObject)
        {
            (_version, _serial) = (null, null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("api-version"u8) && reader.Read())
                    _version = JsonText.GetVersion(ref reader);
                else if (reader.ValueTextEquals("_last-serial"u8) && reader.Read())
                    _serial = JsonText.GetSerial(ref reader);
                reader.TrySkip();
            }
        }
        reader = end;
        return true;
    }
}
