using System.Buffers;

namespace Pulp.Python;

/// <summary>Judges the fields of core metadata by its specification, each for itself; the first fault of a field is told.</summary>
internal static class MetadataJudge
{
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    private static readonly string[] NeverDynamic = ["name", "version", "metadata-version"];

    public static IReadOnlyList<MetadataFault> Judge(CoreMetadata metadata)
    {
        List<MetadataFault> faults = [];
        int age = Array.IndexOf(MetadataField.Versions, metadata.MetadataVersion);
        foreach (MetadataField field in MetadataField.All)
        {
            bool given = metadata.Fields.Contains(field.Name);
            string? reason = !given ? Missing(field)
                // How old a version is that is none cannot be said.
                : age >= 0 && field.Added > age ? $"came with metadata version {MetadataField.Versions[field.Added]}, not with {metadata.MetadataVersion}"
                : field.Kind == MetadataKind.Text ? JudgeText(field, metadata.Text(field.Name)!)
                : JudgeList(field, metadata.List(field.Name));
            if (reason is not null)
                faults.Add(new MetadataFault(field.Header, reason));
        }
        return faults;
    }

    // Whatever Python takes for the end of a line.
    internal static bool HasLineBreak(string text) => text.AsSpan().ContainsAny(LineBreaks);

    private static string? Missing(MetadataField field) => field.Name is "metadata_version" or "name" or "version" ? "is required" : null;

    private static string? JudgeText(MetadataField field, string text)
    {
        string quoted = $"'{PythonText.Excerpt(text)}'";
        switch (field.Name)
        {
            case "metadata_version":
                return MetadataField.Versions.Contains(text, StringComparer.Ordinal) ? null : $"{quoted} is no metadata version";
            case "name":
                return ProjectName.IsValid(text) ? null : $"{quoted} is not a project's name";
            case "version":
                return PythonVersion.TryParse(text, out _) ? null : $"{quoted} is not a version";
            case "summary":
                return HasLineBreak(text) ? "has more than one line" : null;
            case "requires_python":
                return SpecifierSet.TryParse(text, out _, out string? reason) ? null : reason;
            case "description_content_type":
                return ContentTypeField.Judge(text);
            case "license_expression":
                return LicenseExpression.Judge(text);
            default:
                return null;
        }
    }

    private static string? JudgeList(MetadataField field, IReadOnlyList<string> values)
    {
        Func<string, string?>? judge = field.Name switch
        {
            "dynamic" => JudgeDynamic,
            "provides_extra" => static extra => ProjectName.IsValid(extra) ? null : $"'{PythonText.Excerpt(extra)}' is not the name of an extra",
            "requires_dist" => static text => Requirement.TryParse(text, out _, out string? reason) ? null : $"'{PythonText.Excerpt(text)}': {reason}",
            "license_files" => LicensePath.Judge,
            "import_names" or "import_namespaces" => ImportName.Judge,
            _ => null,
        };
        return judge is null ? null : values.Select(judge).FirstOrDefault(reason => reason is not null);
    }

    private static string? JudgeDynamic(string text)
    {
        string field = PythonText.Lower(text);
        if (NeverDynamic.Contains(field, StringComparer.Ordinal))
            return $"{field} may not be dynamic";
        return MetadataField.Find(field) is null ? $"'{PythonText.Excerpt(text)}' is no field" : null;
    }
}
