namespace Pulp.Python;

/// <summary>What the legacy JSON says of one file.</summary>
/// <param name="FileName">The file name, as given; nothing is judged about it: it only joins with a file of the simple page.</param>
/// <param name="Digests">The digests.</param>
/// <param name="Size">Bytes; null: not given.</param>
/// <param name="UploadTime">When it was uploaded, UTC; null: not given.</param>
public sealed record LegacyFile(string FileName, FileDigests Digests, long? Size, DateTimeOffset? UploadTime);

/// <summary>A project's legacy JSON (<c>pypi/NAME/json</c>), read: it adds to the files of the simple page. Immutable.</summary>
public sealed class LegacyPage
{
    /// <summary>The project's name as spelt there; null: not given.</summary>
    public string? Name { get; init; }

    /// <summary>The serial of the project's last change; null: not given.</summary>
    public long? LastSerial { get; init; }

    /// <summary>The files by name, letter case counts; of a name listed twice the first.</summary>
    public required IReadOnlyDictionary<string, LegacyFile> Files { get; init; }
}
