using System.Net.Sockets;
using System.Text;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Hostile;

/// <summary>
/// An index on the loopback that writes its answers byte by byte: what a web server would never send. Has the project <c>good</c> with one wheel; each
/// other path is answered by whoever was given for it, else 404. One request a connection.
/// </summary>
internal sealed class RawIndex : IAsyncDisposable
{
    internal delegate Task Answer(Stream stream, CancellationToken gone);

    private readonly LoopbackListener _listener;
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];

    internal RawIndex()
    {
        _listener = new LoopbackListener(AnswerAsync);
        Url = new Uri($"http://127.0.0.1:{_listener.Port}/");
        Good = TestWheel.Create("good", "1.0");
        this["/simple/good/"] = Page("good", $"{{\"filename\":\"{Good.FileName}\",\"url\":\"/files/{Good.FileName}\",\"hashes\":{{\"sha256\":\"{Good.Sha256}\"}}}}");
        this[$"/files/{Good.FileName}"] = Whole("application/octet-stream", Good.Bytes);
    }

    internal Uri Url { get; }

    internal TestFile Good { get; }

    /// <summary>What was asked for, the request lines.</summary>
    internal IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    internal Answer this[string path]
    {
        set => _answers[path] = value;
    }

    /// <summary>A page in JSON with these entries.</summary>
    internal static Answer Page(string project, params string[] entries) => Whole(
        "application/vnd.pypi.simple.v1+json", Encoding.UTF8.GetBytes($"{{\"meta\":{{\"api-version\":\"1.0\"}},\"name\":\"{project}\",\"files\":[{string.Join(',', entries)}]}}"));

    /// <summary>An honest answer.</summary>
    internal static Answer Whole(string type, byte[] body, string headers = "") => async (stream, gone) =>
    {
        await stream.WriteAsync(Head($"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n{headers}"), gone);
        await stream.WriteAsync(body, gone);
    };

    /// <summary>The beginning of an answer; the connection's end is the body's unless the headers say otherwise.</summary>
    internal static byte[] Head(string headers, string status = "200 OK") => Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n");

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                string line = await ReadRequestAsync(stream);
                lock (_asked) _asked.Add(line);
                string path = line.Split(' ') is [_, var target, ..] ? target.Split('?')[0] : "";
                Answer answer = _answers.GetValueOrDefault(path) ?? (static async (s, gone) => await s.WriteAsync(Head("Content-Length: 0\r\n", "404 Not Found"), gone));
                await answer(stream, _listener.Closing);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client had enough, or the test is over.
            }
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        byte[] piece = new byte[4096];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(piece, _listener.Closing);
            if (read == 0) break;
            text.Append(Encoding.Latin1.GetString(piece, 0, read));
        }

        return text.ToString().Split("\r\n")[0];
    }
}
