namespace Pulp.Python;

/// <summary>How a field of core metadata holds its values.</summary>
internal enum MetadataKind
{
    /// <summary>One text.</summary>
    Text,

    /// <summary>Many texts, a header each.</summary>
    List,

    /// <summary>Many texts in one header, joined by commas (Keywords).</summary>
    Commas,

    /// <summary>Labels and urls, a header each (Project-URL).</summary>
    Urls,
}

/// <summary>A field of core metadata.</summary>
/// <param name="Header">The header, lower case.</param>
/// <param name="Name">The field's name, as the packaging library calls it: in the plural where it holds many.</param>
/// <param name="Kind">How it holds its values.</param>
/// <param name="Added">The metadata version that brought it, as an index into <see cref="Versions"/>.</param>
internal sealed record MetadataField(string Header, string Name, MetadataKind Kind, int Added)
{
    /// <summary>The metadata versions there are, in order. 2.0 never came to be, and is none.</summary>
    public static readonly string[] Versions = ["1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"];

    /// <summary>All fields.</summary>
    public static readonly MetadataField[] All =
    [
        Text("metadata-version", "1.0"), Text("name", "1.0"), Text("version", "1.0"), List("platform", "1.0"), Text("summary", "1.0"),
        Text("description", "1.0"), new("keywords", "keywords", MetadataKind.Commas, Added: 0), Text("home-page", "1.0"),
        Text("author", "1.0"), Text("author-email", "1.0"), Text("license", "1.0"),
        List("supported-platform", "1.1"), Text("download-url", "1.1"), List("classifier", "1.1"),
        List("requires", "1.1", "requires"), List("provides", "1.1", "provides"), List("obsoletes", "1.1", "obsoletes"),
        Text("maintainer", "1.2"), Text("maintainer-email", "1.2"), List("requires-dist", "1.2", "requires_dist"),
        List("provides-dist", "1.2", "provides_dist"), List("obsoletes-dist", "1.2", "obsoletes_dist"), Text("requires-python", "1.2"),
        List("requires-external", "1.2", "requires_external"), new("project-url", "project_urls", MetadataKind.Urls, Added: 2),
        Text("description-content-type", "2.1"), List("provides-extra", "2.1", "provides_extra"), List("dynamic", "2.2", "dynamic"),
        Text("license-expression", "2.4"), List("license-file", "2.4"), List("import-name", "2.5"), List("import-namespace", "2.5"),
    ];

    private static readonly Dictionary<string, MetadataField> ByHeader = All.ToDictionary(field => field.Header, StringComparer.Ordinal);

    /// <summary>The field of a header, lower case; null when it is none.</summary>
    public static MetadataField? Find(string header) => ByHeader.GetValueOrDefault(header);

    private static MetadataField Text(string header, string added) =>
        new(header, header.Replace('-', '_'), MetadataKind.Text, Array.IndexOf(Versions, added));

    private static MetadataField List(string header, string added, string? name = null) =>
        new(header, name ?? header.Replace('-', '_') + "s", MetadataKind.List, Array.IndexOf(Versions, added));
}
