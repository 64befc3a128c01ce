namespace Pulp.Python;

/// <summary>
/// The core metadata of a distribution (METADATA, PKG-INFO; versions 1.0 to 2.6), read as the packaging library reads it. Nothing in a file throws: what
/// cannot be read is in <see cref="Unparsed"/>, what is not valid in <see cref="Faults"/>. Immutable.
/// </summary>
public sealed class CoreMetadata
{
    private readonly Dictionary<string, object> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _unparsed = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<MetadataFault>> _faults;

    private CoreMetadata(MetadataHeaders headers)
    {
        foreach (string name in headers.Names)
            if (!headers.IsSound(name) || MetadataField.Find(name) is not { } field || !Take(field, headers.Values(name)))
                _unparsed[name] = headers.Values(name);
        TakeBody(headers);
        _faults = new Lazy<IReadOnlyList<MetadataFault>>(() => MetadataJudge.Judge(this), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The names of the fields that are there, as the packaging library calls them (<c>requires_dist</c>, <c>classifiers</c> …).</summary>
    public IReadOnlyCollection<string> Fields => _fields.Keys;

    /// <summary>What is not recognised, by header in lower case: unknown headers, single fields that are repeated, text that is not UTF-8 (as Latin-1).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Unparsed => _unparsed;

    /// <summary>The fields that are not valid, by header; a field that is required and missing among them.</summary>
    public IReadOnlyList<MetadataFault> Faults => _faults.Value;

    /// <summary>Metadata-Version, as given; null: not given.</summary>
    public string? MetadataVersion => Text("metadata_version");

    /// <summary>The project's name, as given; null: not given.</summary>
    public string? Name => Text("name");

    /// <summary>The version, as given; null: not given.</summary>
    public string? Version => Text("version");

    /// <summary>What the project does, one line; null: not given.</summary>
    public string? Summary => Text("summary");

    /// <summary>The long description, of the header or the body; null: not given.</summary>
    public string? Description => Text("description");

    /// <summary>The markup of the description; null: not given.</summary>
    public string? DescriptionContentType => Text("description_content_type");

    /// <summary>The project's site; null: not given.</summary>
    public string? HomePage => Text("home_page");

    /// <summary>Where to fetch it; null: not given.</summary>
    public string? DownloadUrl => Text("download_url");

    /// <summary>The author; null: not given.</summary>
    public string? Author => Text("author");

    /// <summary>The author's address; null: not given.</summary>
    public string? AuthorEmail => Text("author_email");

    /// <summary>The maintainer; null: not given.</summary>
    public string? Maintainer => Text("maintainer");

    /// <summary>The maintainer's address; null: not given.</summary>
    public string? MaintainerEmail => Text("maintainer_email");

    /// <summary>The licence, as text; null: not given.</summary>
    public string? License => Text("license");

    /// <summary>The licence, as an SPDX expression; null: not given.</summary>
    public string? LicenseExpression => Text("license_expression");

    /// <summary>The Python versions it is for; null: not given.</summary>
    public string? RequiresPython => Text("requires_python");

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string> Keywords => List("keywords");

    /// <summary>Trove classifiers.</summary>
    public IReadOnlyList<string> Classifiers => List("classifiers");

    /// <summary>What it needs of other projects, requirements by PEP 508.</summary>
    public IReadOnlyList<string> RequiresDist => List("requires_dist");

    /// <summary>What it needs beyond Python.</summary>
    public IReadOnlyList<string> RequiresExternal => List("requires_external");

    /// <summary>The extras it has.</summary>
    public IReadOnlyList<string> ProvidesExtra => List("provides_extra");

    /// <summary>Files of its licences, relative paths.</summary>
    public IReadOnlyList<string> LicenseFiles => List("license_files");

    /// <summary>Fields that may differ between its distributions.</summary>
    public IReadOnlyList<string> Dynamic => List("dynamic");

    /// <summary>Platforms it is for, free text.</summary>
    public IReadOnlyList<string> Platforms => List("platforms");

    /// <summary>Labels and urls, of a project's links.</summary>
    public IReadOnlyDictionary<string, string> ProjectUrls =>
        _fields.GetValueOrDefault("project_urls") as IReadOnlyDictionary<string, string> ?? new Dictionary<string, string>();

    /// <summary>Reads a metadata file.</summary>
    /// <param name="bytes">The whole file.</param>
    public static CoreMetadata Read(ReadOnlySpan<byte> bytes) => new(MetadataHeaders.Read(bytes));

    /// <summary>Reads a metadata file from a stream, which stays open.</summary>
    /// <param name="stream">The file; what it throws passes through.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <returns>The metadata; null when there are more bytes.</returns>
    public static CoreMetadata? Read(Stream stream, int limit)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        const int PieceSize = 16 * 1024;
        using var whole = new MemoryStream();
        byte[] piece = new byte[PieceSize];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (whole.Length + read > limit)
                return null;
            whole.Write(piece, 0, read);
        }
        return Read(whole.GetBuffer().AsSpan(0, (int)whole.Length));
    }

    /// <summary>The value of a field that holds one text; null when it is not there.</summary>
    /// <param name="field">A name of <see cref="Fields"/>.</param>
    public string? Text(string field) => _fields.GetValueOrDefault(field) as string;

    /// <summary>The values of a field that holds many; empty when it is not there.</summary>
    /// <param name="field">A name of <see cref="Fields"/>.</param>
    public IReadOnlyList<string> List(string field) => _fields.GetValueOrDefault(field) as IReadOnlyList<string> ?? [];

    private bool Take(MetadataField field, IReadOnlyList<string> values)
    {
        switch (field.Kind)
        {
            case MetadataKind.Text when values.Count == 1:
                _fields[field.Name] = values[0];
                return true;
            // An empty Import-Name says that there are no names, which is not the same as saying nothing.
            case MetadataKind.List when field.Name == "import_names" && values is [""]:
                _fields[field.Name] = Array.Empty<string>();
                return true;
            case MetadataKind.List:
                _fields[field.Name] = values;
                return true;
            case MetadataKind.Commas when values.Count == 1:
                _fields[field.Name] = values[0].Split(',').Select(word => PythonText.Trim(word).ToString()).ToArray();
                return true;
            case MetadataKind.Urls when ReadUrls(values) is { } urls:
                _fields[field.Name] = urls;
                return true;
            default:
                return false;
        }
    }

    // Null when a label comes twice.
    private static Dictionary<string, string>? ReadUrls(IReadOnlyList<string> values)
    {
        var urls = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string value in values)
        {
            int comma = value.IndexOf(',', StringComparison.Ordinal);
            ReadOnlySpan<char> label = comma < 0 ? value : value.AsSpan(0, comma);
            ReadOnlySpan<char> url = comma < 0 ? default : value.AsSpan(comma + 1);
            if (!urls.TryAdd(PythonText.Trim(label).ToString(), PythonText.Trim(url).ToString()))
                return null;
        }
        return urls;
    }

    // A description in the header and one in the body: which is right cannot be told, so neither counts.
    private void TakeBody(MetadataHeaders headers)
    {
        const string Description = "description";
        if (headers.Body.Length == 0)
            return;
        bool given = _fields.TryGetValue(Description, out object? header), unparsed = _unparsed.TryGetValue(Description, out IReadOnlyList<string>? values);
        if (!headers.IsBodySound)
        {
            _unparsed[Description] = unparsed ? [.. values!, headers.Body] : [headers.Body];
        }
        else if (given)
        {
            _fields.Remove(Description);
            _unparsed[Description] = [(string)header!, headers.Body];
        }
        else if (unparsed)
        {
            _unparsed[Description] = [.. values!, headers.Body];
        }
        else
        {
            _fields[Description] = headers.Body;
        }
    }
}
