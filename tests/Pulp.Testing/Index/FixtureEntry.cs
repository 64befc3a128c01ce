namespace Pulp.Testing;

/// <summary>
/// A file of a project as its pages list it. What is set here is what the pages say, whether it is true or not; the bytes served are those of
/// <see cref="File"/>. Change it through <see cref="FixtureProject.Edit"/> while the index runs.
/// </summary>
public sealed class FixtureEntry
{
    /// <summary>Lists a file with its true size and sha256.</summary>
    public FixtureEntry(TestFile file)
    {
        File = file;
        RequiresPython = file.RequiresPython;
    }

    /// <summary>The file; served at <c>files/NAME</c>.</summary>
    public TestFile File { get; set; }

    /// <summary>The digests listed on the simple page, by kind; null (the default): the true sha256. Empty: none.</summary>
    public IReadOnlyDictionary<string, string>? Hashes { get; set; }

    /// <summary>The digests listed in the legacy JSON; null (the default): the true md5 and sha256.</summary>
    public IReadOnlyDictionary<string, string>? LegacyHashes { get; set; }

    /// <summary>The size listed; null (the default): the true one. Negative: none.</summary>
    public long? Size { get; set; }

    /// <summary>The python versions it requires; null: not said.</summary>
    public string? RequiresPython { get; set; }

    /// <summary>The reason it was yanked for, empty without one; null: it is not yanked.</summary>
    public string? Yanked { get; set; }

    /// <summary>When it was uploaded; null: not said.</summary>
    public DateTimeOffset? UploadTime { get; set; } = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>True: core metadata is announced, with its digest, and served beside the file.</summary>
    public bool CoreMetadata { get; set; }

    /// <summary>The link; null (the default): a relative one to where the file is served.</summary>
    public string? Url { get; set; }

    /// <summary>The file name listed in JSON; null (the default): the file's.</summary>
    public string? FileName { get; set; }

    /// <summary>The version in the legacy JSON; null (the default): guessed from the file name.</summary>
    public string? Version { get; set; }
}
