using System.Net;
using System.Net.Sockets;

namespace Pulp.Testing;

/// <summary>A port of the loopback that hands every connection to one function, side by side, until it is disposed of: for what no web server would do.</summary>
public sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<TcpClient, Task> _serve;
    private readonly Task _accepting;

    /// <summary>Begins to listen. <paramref name="serve"/> owns the client it gets, and listens to <see cref="Closing"/>.</summary>
    public LoopbackListener(Func<TcpClient, Task> serve)
    {
        _serve = serve;
        Closing = _closing.Token;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cancelled when it is disposed of.</summary>
    public CancellationToken Closing { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(_serve(await _listener.AcceptTcpClientAsync(Closing)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }
}
