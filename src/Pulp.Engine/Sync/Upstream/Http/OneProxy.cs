using System.Net;

namespace Pulp.Engine.Sync.Upstream;

/// <summary>A proxy that was asked for by name: for everything, this machine included.</summary>
internal sealed class OneProxy(Uri address, NetworkCredential? login) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; } = login;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => false;
}
