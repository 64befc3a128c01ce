namespace Pulp.Engine.Sync.Upstream;

/// <summary>Reads pages that lie in a folder, or are made of what does.</summary>
internal static class FolderPages
{
    private const string JsonType = "application/vnd.pypi.simple.v1+json";

    /// <summary>Reads <c>index.json</c>, or <c>index.html</c> where that is not there; null: neither is.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="url">The address pretended for the page.</param>
    /// <param name="kept">What is held of it.</param>
    /// <param name="format">The kind of page.</param>
    /// <param name="cancel">Ends it.</param>
    internal static async Task<PageAnswer<T>?> ReadAsync<T>(string folder, string url, KeptPage? kept, PageFormat<T> format, CancellationToken cancel)
        where T : class
    {
        foreach (var (name, type) in new[] { ("index.json", JsonType), ("index.html", "text/html") })
        {
            var path = Path.Combine(folder, name);
            try
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
                var state = $"{name} {FileState.Of(file)}";
                if (kept?.LastModified == state) return NotModified<T>(path);
                await using var keeping = new KeepingStream(file);
                var (page, fault) = await format.ReadAsync(keeping, url, type, cancel).ConfigureAwait(false);
                return page is null ? Invalid<T>(path, fault!) : Found(path, page, new KeptPage(url, type, null, state, keeping.Finish()));
            }
            catch (Exception e) when (FolderFault.IsMissing(e))
            {
                // The other form, then.
            }
            catch (Exception e) when (FolderFault.Is(e))
            {
                return Broken<T>(path, e);
            }
        }

        return null;
    }

    /// <summary>Reads a page made of what lies in a folder.</summary>
    internal static async Task<PageAnswer<T>> ReadAsync<T>(MadePage made, string folder, string url, KeptPage? kept, PageFormat<T> format, CancellationToken cancel)
        where T : class
    {
        if (kept?.ETag == made.Tag) return NotModified<T>(folder);
        await using var keeping = new KeepingStream(new MemoryStream(made.Body, writable: false));
        var (page, fault) = await format.ReadAsync(keeping, url, JsonType, cancel).ConfigureAwait(false);
        return page is null ? Invalid<T>(folder, fault!) : Found(folder, page, new KeptPage(url, JsonType, made.Tag, null, keeping.Finish()));
    }

    internal static PageAnswer<T> NotFound<T>(string path, string what, PageFormat<T> format)
        where T : class => new() { Outcome = PageOutcome.NotFound, Url = Address(path), Code = format.MissingCode, Description = what };

    internal static PageAnswer<T> Unusable<T>(string path, string what)
        where T : class => new() { Outcome = PageOutcome.Unreachable, Url = Address(path), Code = "page.unreachable", Description = what, Answered = false };

    internal static PageAnswer<T> Broken<T>(string path, Exception exception)
        where T : class
    {
        var denied = exception is UnauthorizedAccessException;
        return new PageAnswer<T>
        {
            Outcome = denied ? PageOutcome.Denied : PageOutcome.Unreachable,
            Url = Address(path),
            Code = denied ? "page.denied" : "page.unreachable",
            Description = FolderFault.Describe(path, exception),
        };
    }

    /// <summary>A path as people see an address.</summary>
    internal static string Address(string path) => new Uri(path).AbsoluteUri;

    private static PageAnswer<T> Found<T>(string path, T page, KeptPage fresh)
        where T : class => new() { Outcome = PageOutcome.Found, Url = Address(path), Content = page, Fresh = fresh };

    private static PageAnswer<T> NotModified<T>(string path)
        where T : class => new() { Outcome = PageOutcome.Found, Url = Address(path), NotModified = true };

    private static PageAnswer<T> Invalid<T>(string path, string why)
        where T : class => new() { Outcome = PageOutcome.Invalid, Url = Address(path), Code = "page.invalid", Description = $"{path} cannot be used: {why}." };
}
