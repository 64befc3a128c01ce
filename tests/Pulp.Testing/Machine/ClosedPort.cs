using System.Net;
using System.Net.Sockets;

namespace Pulp.Testing;

/// <summary>
/// A port of the loopback that refuses connections for as long as this lives: it is bound, so that no other program can take it, and nobody listens.
/// </summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes a port.</summary>
    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>The number.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>A url there.</summary>
    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>A port that was free just now, for a program that must be told its port. Prefer port 0 where that is possible.</summary>
    public static int FindFree()
    {
        using var closed = new ClosedPort();
        return closed.Port;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
