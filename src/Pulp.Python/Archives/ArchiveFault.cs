namespace Pulp.Python;

/// <summary>What is wrong with an archive.</summary>
public enum ArchiveFaultKind
{
    /// <summary>Not an archive of its kind, damaged, or cut.</summary>
    Unreadable,

    /// <summary>A kind of archive, compression or metadata that is not read here.</summary>
    Unsupported,

    /// <summary>An entry that is needed is encrypted.</summary>
    Encrypted,

    /// <summary>More entries, longer names or more unpacked bytes than are read.</summary>
    Limit,

    /// <summary>A name that leads out of the folder an archive is unpacked into, or that some file system refuses.</summary>
    Name,

    /// <summary>Two entries that would be one file, letter case aside; or two entries where one is meant.</summary>
    Twice,

    /// <summary>A link where a file has to be, or one that leads out.</summary>
    Link,

    /// <summary>Bytes that do not fit the archive's own checksum or size.</summary>
    Checksum,

    /// <summary>Something that has to be there is not.</summary>
    Missing,

    /// <summary>The archive says that it is another project or version than its file name.</summary>
    Mismatch,

    /// <summary>The wheel's RECORD and its entries disagree.</summary>
    Record,
}

/// <summary>A fault of an archive: what, where, and what was expected.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="What">What is wrong, as the rest of a sentence that begins with the place ("is encrypted").</param>
/// <param name="Entry">The entry it is about, as a message can show it; null: the archive itself.</param>
/// <param name="Expected">What was expected; null: it goes without saying.</param>
public sealed record ArchiveFault(ArchiveFaultKind Kind, string What, string? Entry = null, string? Expected = null)
{
    /// <summary>The fault as a sentence without a full stop.</summary>
    public override string ToString() => (Entry is null ? "the archive " : $"its entry {Entry} ") + What + (Expected is null ? "" : $" (expected: {Expected})");
}

/// <summary>What came of reading an archive: a result, or the first fault. Exactly one of both is set.</summary>
/// <typeparam name="T">What it is read into.</typeparam>
public sealed class ArchiveReading<T>
    where T : class
{
    private ArchiveReading(T? value, ArchiveFault? fault)
    {
        Value = value;
        Fault = fault;
    }

    /// <summary>What was read; null when there is a fault.</summary>
    public T? Value { get; }

    /// <summary>Why nothing could be read; null when it could.</summary>
    public ArchiveFault? Fault { get; }

    internal static ArchiveReading<T> Of(T value) => new(value, fault: null);

    internal static ArchiveReading<T> Failed(ArchiveFault fault) => new(value: null, fault);
}

/// <summary>How much of an archive is read. The defaults are far above any honest one.</summary>
public sealed record ArchiveLimits
{
    /// <summary>The defaults.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Bytes of METADATA or PKG-INFO.</summary>
    public int MetadataBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of RECORD.</summary>
    public int RecordBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Entries.</summary>
    public int Entries { get; init; } = 200_000;

    /// <summary>Unpacked bytes that are read of any archive, however small it is. A larger one may have a hundred times its size more.</summary>
    public long UnpackedBytes { get; init; } = 256L * 1024 * 1024;

    internal const int Ratio = 100;

    /// <summary>How much may come out of an archive of that length.</summary>
    internal long UnpackedOf(long length) => UnpackedBytes + (Ratio * length);
}
