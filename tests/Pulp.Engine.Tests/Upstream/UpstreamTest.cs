using Pulp.Engine.Store;
using Pulp.Engine.Sync.Upstream;
using Pulp.Python;
using Pulp.Testing;

namespace Pulp.Engine.Tests.Upstream;

/// <summary>What the tests of the upstream have in common: an upstream that retries at once, and places for incoming files.</summary>
public abstract class UpstreamTest : IDisposable
{
    internal static readonly CancellationToken None = CancellationToken.None;

    private int _incoming;

    internal TemporaryFolder Folder { get; } = new();

    internal static HttpUpstream Open(Uri url, int retries = 2, TimeSpan? timeout = null, string? layout = null, HttpConnections? connections = null, TimeProvider? time = null, params KeyValuePair<string, string>[] headers) =>
        new(new UpstreamSettings(url, layout, 10, timeout ?? TimeSpan.FromSeconds(20), retries) { Headers = headers }, connections, TimeSpan.FromMilliseconds(1), time);

    internal static Task<PageAnswer<SimplePage>> PageAsync(IUpstream upstream, string project, KeptPage? kept = null) => upstream.GetPageAsync(project, kept, None);

    internal static IEnumerable<string> Names(PageAnswer<SimplePage> answer) => answer.Content!.Files.Select(f => f.FileName);

    internal IncomingFile Incoming() => new(Folder[$"incoming-{Interlocked.Increment(ref _incoming)}"]);

    /// <summary>What a page says of a file.</summary>
    internal static FileRequest Request(FixtureIndex index, TestFile file, bool sha256 = true, bool size = true, params KeyValuePair<string, string>[] digests) => new(
        "a", file.FileName, new Uri(index.Url, "files/" + file.FileName).AbsoluteUri, size ? file.Size : null, sha256 ? Convert.FromHexString(file.Sha256) : null, digests);

    /// <summary>Fetches a file and reads what arrived.</summary>
    internal async Task<(FileAnswer Answer, byte[] Bytes)> FetchAsync(IUpstream upstream, FileRequest request, Action<int>? arrived = null)
    {
        await using var target = Incoming();
        var answer = await upstream.FetchAsync(request, target, arrived, None);
        await using var file = new FileStream(target.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return (answer, bytes);
    }

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
