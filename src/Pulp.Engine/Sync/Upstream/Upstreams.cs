namespace Pulp.Engine.Sync.Upstream;

/// <summary>Opens the index of a remote.</summary>
internal static class Upstreams
{
    /// <summary>Opens it: nothing is asked yet. The url may lack the slash at its end.</summary>
    internal static IUpstream Open(UpstreamSettings settings)
    {
        if (!settings.Url.AbsoluteUri.EndsWith('/')) settings = settings with { Url = new Uri(settings.Url.AbsoluteUri + "/") };
        return settings.Url.IsFile ? new FolderUpstream(settings) : new HttpUpstream(settings);
    }
}
