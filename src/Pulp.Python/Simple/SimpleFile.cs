using System.Diagnostics.CodeAnalysis;

namespace Pulp.Python;

/// <summary>A distribution file as a project's page lists it, and as a mirror may take it. Immutable.</summary>
public sealed class SimpleFile
{
    private PythonVersion? _parsed;
    private bool _isParsed;

    /// <summary>Makes a file; for what is not read from a page.</summary>
    public SimpleFile()
    {
    }

    // The same file with what another page says of it.
    [SetsRequiredMembers]
    internal SimpleFile(SimpleFile file, FileDigests digests, long? size, DateTimeOffset? uploadTime)
    {
        FileName = file.FileName;
        Url = file.Url;
        Digests = digests;
        RequiresPython = file.RequiresPython;
        Yanked = file.Yanked;
        CoreMetadata = file.CoreMetadata;
        Size = size;
        UploadTime = uploadTime;
        PackageType = file.PackageType;
        Version = file.Version;
    }

    /// <summary>The file name; safe as a name on every platform, see <see cref="FileNameRules"/>.</summary>
    public required string FileName { get; init; }

    /// <summary>Where its bytes are: an absolute http or https url without fragment, spelt as the page spells it.</summary>
    public required string Url { get; init; }

    /// <summary>The digests that the page gives.</summary>
    public FileDigests Digests { get; init; }

    /// <summary>The Python versions it is for, as given (it may be no valid specifier); null when none or an empty text is given.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>Why it was withdrawn (PEP 592), empty when no reason is given; null: it is not withdrawn.</summary>
    public string? Yanked { get; init; }

    /// <summary>The digests of its core metadata, which lies beside it (PEP 658, 714), may be none; null: it does not lie there.</summary>
    public FileDigests? CoreMetadata { get; init; }

    /// <summary>Bytes (PEP 700); null: not given.</summary>
    public long? Size { get; init; }

    /// <summary>When it was uploaded (PEP 700), UTC; null: not given.</summary>
    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>Pulp's text for the kind of distribution, told from the file name: sdist, bdist_wheel, bdist_egg …</summary>
    public required string PackageType { get; init; }

    /// <summary>The version, as spelt in the file name; it may be none of PEP 440.</summary>
    public required string Version { get; init; }

    /// <summary>The version by PEP 440, read when it is first asked for; null when it is none.</summary>
    public PythonVersion? ParsedVersion
    {
        get
        {
            // Two threads may read it twice, to the same end: the flag is written last.
            if (!Volatile.Read(ref _isParsed))
            {
                _parsed = PythonVersion.TryParse(Version, out PythonVersion? version) ? version : null;
                Volatile.Write(ref _isParsed, true);
            }
            return _parsed;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FileName;
}
