using System.Net;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>
/// The proxy that the system or the environment names, for all but this machine itself: an index on the loopback is not to be had through a proxy
/// elsewhere, and on Linux nothing else says so unless NO_PROXY does.
/// </summary>
internal sealed class BeyondLoopback(IWebProxy proxy) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
