namespace Pulp.Engine.Sync.Upstream;

/// <summary>Opens the index of a remote.</summary>
internal static class Upstreams
{
    /// <summary>Opens it: nothing is asked yet.</summary>
    internal static IUpstream Open(UpstreamSettings settings) => new HttpUpstream(settings);
}
