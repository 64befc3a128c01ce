namespace Pulp.Python;

/// <summary>The metadata file of a distribution.</summary>
/// <param name="Entry">Where it lies in the archive.</param>
/// <param name="Bytes">The file as it is: what PEP 658 serves.</param>
/// <param name="Metadata">The same, read. Its own faults are no fault of the archive.</param>
public sealed record ArchiveMetadata(string Entry, byte[] Bytes, CoreMetadata Metadata)
{
    internal static ArchiveMetadata Read(string entry, byte[] bytes, ArchiveIdentity identity)
    {
        CoreMetadata metadata = CoreMetadata.Read(bytes);
        identity.Judge(metadata.Name, metadata.Version, entry);
        return new ArchiveMetadata(entry, bytes, metadata);
    }
}

/// <summary>Which project and version an archive is, by its file name.</summary>
internal sealed class ArchiveIdentity
{
    private ArchiveIdentity(string project, string version)
    {
        Project = project;
        Version = version;
    }

    /// <summary>Normalised.</summary>
    public string Project { get; }

    /// <summary>As spelt.</summary>
    public string Version { get; }

    /// <summary>Reads a file name; throws <see cref="ArchiveFaultException"/>.</summary>
    /// <param name="fileName">The name.</param>
    /// <param name="project">The project that lists it; null: told from the name.</param>
    public static ArchiveIdentity Of(string fileName, string? project)
    {
        project ??= WheelFileName.TryParse(fileName, out WheelFileName? wheel) ? wheel.Name : SdistFileName.TryParse(fileName, out SdistFileName? sdist) ? sdist.Name : null;
        return project is not null && DistributionFileName.Read(project, fileName).Version is { } version
            ? new ArchiveIdentity(ProjectName.Normalize(project), version)
            : throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Mismatch, "has a file name from which project and version cannot be told"));
    }

    /// <summary>Judges what an entry says; throws <see cref="ArchiveFaultException"/>.</summary>
    public void Judge(string? name, string? version, string entry)
    {
        if (name is null || version is null)
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Missing, name is null ? "gives no name" : "gives no version", EntryNames.Show(entry)));
        if (!IsProject(name))
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Mismatch, $"is of the project {EntryNames.Show(name)}", EntryNames.Show(entry), Project));
        if (!IsVersion(version))
            throw new ArchiveFaultException(new ArchiveFault(ArchiveFaultKind.Mismatch, $"is of the version {EntryNames.Show(version)}", EntryNames.Show(entry), Version));
    }

    public bool IsProject(string name) => ProjectName.Normalize(PythonText.Trim(name).ToString()) == Project;

    // File names spell a dash as an underscore; versions that are none by PEP 440 are compared as text.
    public bool IsVersion(string version) =>
        Parse(version) is { } said && Parse(Version) is { } named ? said.Equals(named) : Fold(version).Equals(Fold(Version), StringComparison.OrdinalIgnoreCase);

    private static PythonVersion? Parse(string text) =>
        PythonVersion.TryParse(text, out PythonVersion? version) || PythonVersion.TryParse(text.Replace('_', '-'), out version) ? version : null;

    private static string Fold(string version) => PythonText.Trim(version).ToString().Replace('_', '-').Replace('.', '-').Replace('+', '-').Replace(' ', '-');
}
