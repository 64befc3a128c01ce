namespace Pulp.Engine.Sync.Upstream;

/// <summary>Where the pages of an index lie (SYNC rule 1).</summary>
internal static class Layout
{
    /// <summary>Below url + <c>simple/</c>.</summary>
    internal const string Simple = "simple";

    /// <summary>Below the url itself.</summary>
    internal const string Root = "root";

    /// <summary>True: the url is a simple root by its own text, there is only one place.</summary>
    internal static bool IsSimpleRoot(Uri url) => url.AbsolutePath.EndsWith("/simple/", StringComparison.Ordinal);

    /// <summary>The simple root at a place.</summary>
    internal static Uri At(Uri url, string layout) => layout == Simple ? new Uri(url, "simple/") : url;

    /// <summary>A project's page.</summary>
    internal static Uri Page(Uri simple, string project) => new(simple, project + "/");

    /// <summary>A project's legacy JSON, beside the simple root.</summary>
    internal static Uri Legacy(Uri simple, string project) => new(simple, $"../pypi/{project}/json");
}
