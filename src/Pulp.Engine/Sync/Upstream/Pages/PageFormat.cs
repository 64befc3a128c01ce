using Pulp.Python;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A kind of page: how it is asked for, read and judged. What is read is a page that can be believed, or a clause that says why not.</summary>
/// <typeparam name="T">What it is read into.</typeparam>
internal abstract class PageFormat<T>
    where T : class
{
    /// <summary>The largest page, unpacked (SYNC rule 3).</summary>
    internal const long Limit = 256L * 1024 * 1024;

    /// <summary>The Accept header.</summary>
    internal virtual string Accept => HttpAsk.Pages;

    /// <summary>The code of a page that is not there.</summary>
    internal virtual string MissingCode => "project.missing";

    /// <summary>Reads a page as its bytes come. The stream's exceptions pass through.</summary>
    internal async ValueTask<(T? Page, string? Fault)> ReadAsync(Stream stream, string url, string contentType, CancellationToken cancel) =>
        Judge(await ReadCoreAsync(stream, url, contentType, cancel).ConfigureAwait(false));

    /// <summary>Reads a page that is there whole.</summary>
    internal (T? Page, string? Fault) Read(Stream stream, string url, string contentType) => Judge(ReadCore(stream, url, contentType));

    private protected abstract ValueTask<PageReading<T>> ReadCoreAsync(Stream stream, string url, string contentType, CancellationToken cancel);

    private protected abstract PageReading<T> ReadCore(Stream stream, string url, string contentType);

    /// <summary>Why a page that could be read is not the one asked for, as a clause; null: it is.</summary>
    private protected virtual string? FindFault(T page) => null;

    private (T? Page, string? Fault) Judge(PageReading<T> reading)
    {
        var fault = reading.Error?.Description ?? FindFault(reading.Page!);
        return fault is null ? (reading.Page, null) : (null, fault);
    }
}

/// <summary>A project's simple page.</summary>
internal sealed class SimplePageFormat(string project) : PageFormat<SimplePage>
{
    private protected override ValueTask<PageReading<SimplePage>> ReadCoreAsync(Stream stream, string url, string contentType, CancellationToken cancel) =>
        SimplePageReader.ReadAsync(stream, project, url, contentType, Limit, cancel);

    private protected override PageReading<SimplePage> ReadCore(Stream stream, string url, string contentType) =>
        SimplePageReader.Read(stream, project, url, contentType, Limit);

    private protected override string? FindFault(SimplePage page) => PageJudge.Judge(page, project);
}

/// <summary>The root list.</summary>
internal sealed class ProjectListFormat : PageFormat<ProjectList>
{
    /// <inheritdoc/>
    internal override string MissingCode => "page.status";

    private protected override ValueTask<PageReading<ProjectList>> ReadCoreAsync(Stream stream, string url, string contentType, CancellationToken cancel) =>
        ProjectListReader.ReadAsync(stream, contentType, Limit, cancel);

    private protected override PageReading<ProjectList> ReadCore(Stream stream, string url, string contentType) => ProjectListReader.Read(stream, contentType, Limit);
}

/// <summary>A project's legacy JSON.</summary>
internal sealed class LegacyPageFormat(string project) : PageFormat<LegacyPage>
{
    /// <inheritdoc/>
    internal override string Accept => HttpAsk.Json;

    private protected override ValueTask<PageReading<LegacyPage>> ReadCoreAsync(Stream stream, string url, string contentType, CancellationToken cancel) =>
        LegacyPageReader.ReadAsync(stream, contentType, Limit, cancel);

    private protected override PageReading<LegacyPage> ReadCore(Stream stream, string url, string contentType) => LegacyPageReader.Read(stream, contentType, Limit);

    private protected override string? FindFault(LegacyPage page) =>
        page.Name is { } name && ProjectName.Normalize(name) != project ? "the legacy JSON is of another project" : null;
}
