namespace Pulp.Python;

/// <summary>Reads a project's page of a simple index, JSON or HTML, from a stream: never the whole text at once.</summary>
/// <remarks>Nothing in a page throws; what the stream throws passes through. The stream is read to its end at most, and stays open.</remarks>
public static class SimplePageReader
{
    /// <summary>Reads a page.</summary>
    /// <param name="stream">The page's bytes, unpacked.</param>
    /// <param name="project">The project that was asked for, in any spelling: its files are told by it.</param>
    /// <param name="url">The page's address after redirects, which links are relative to.</param>
    /// <param name="contentType">The Content-Type as given; null or another type: told from the first character.</param>
    /// <param name="limit">How many bytes the page may have.</param>
    public static PageReading<SimplePage> Read(Stream stream, string project, string url, string? contentType, long limit) =>
        PageStream.Read(stream, limit, Open(stream, project, url, contentType));

    /// <summary>Reads a page as its bytes come; parameters as in <see cref="Read"/>.</summary>
    public static ValueTask<PageReading<SimplePage>> ReadAsync(
        Stream stream, string project, string url, string? contentType, long limit, CancellationToken cancel) =>
        PageStream.ReadAsync(stream, limit, Open(stream, project, url, contentType), cancel);

    private static Func<byte, PageParser<SimplePage>?> Open(Stream stream, string project, string url, string? contentType)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(url);
        var format = PageFormat.Read(contentType);
        return first => format.Encoding is not { } encoding ? null
            : format.IsJson ?? first is (byte)'{' or (byte)'[' ? new SimpleJsonParser(project, url, encoding)
            : new SimpleHtmlParser(project, url, encoding);
    }
}

/// <summary>Reads the root list of an index, JSON or HTML, from a stream; see <see cref="SimplePageReader"/>.</summary>
public static class ProjectListReader
{
    /// <summary>Reads a root list.</summary>
    /// <param name="stream">The list's bytes, unpacked.</param>
    /// <param name="contentType">The Content-Type as given; null or another type: told from the first character.</param>
    /// <param name="limit">How many bytes the list may have.</param>
    public static PageReading<ProjectList> Read(Stream stream, string? contentType, long limit) =>
        PageStream.Read(stream, limit, Open(stream, contentType));

    /// <summary>Reads a root list as its bytes come; parameters as in <see cref="Read"/>.</summary>
    public static ValueTask<PageReading<ProjectList>> ReadAsync(Stream stream, string? contentType, long limit, CancellationToken cancel) =>
        PageStream.ReadAsync(stream, limit, Open(stream, contentType), cancel);

    private static Func<byte, PageParser<ProjectList>?> Open(Stream stream, string? contentType)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var format = PageFormat.Read(contentType);
        return first => format.Encoding is not { } encoding ? null
            : format.IsJson ?? first is (byte)'{' or (byte)'[' ? new ProjectListJsonParser(encoding)
            : new ProjectListHtmlParser(encoding);
    }
}

/// <summary>Reads a project's legacy JSON from a stream; see <see cref="SimplePageReader"/>.</summary>
public static class LegacyPageReader
{
    /// <summary>Reads a legacy JSON.</summary>
    /// <param name="stream">Its bytes, unpacked.</param>
    /// <param name="contentType">The Content-Type as given, for its charset; it is JSON whatever the type.</param>
    /// <param name="limit">How many bytes it may have.</param>
    public static PageReading<LegacyPage> Read(Stream stream, string? contentType, long limit) =>
        PageStream.Read(stream, limit, Open(stream, contentType));

    /// <summary>Reads a legacy JSON as its bytes come; parameters as in <see cref="Read"/>.</summary>
    public static ValueTask<PageReading<LegacyPage>> ReadAsync(Stream stream, string? contentType, long limit, CancellationToken cancel) =>
        PageStream.ReadAsync(stream, limit, Open(stream, contentType), cancel);

    private static Func<byte, PageParser<LegacyPage>?> Open(Stream stream, string? contentType)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var format = PageFormat.Read(contentType);
        return _ => format.Encoding is { } encoding ? new LegacyJsonParser(encoding) : null;
    }
}
