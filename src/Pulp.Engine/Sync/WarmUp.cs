using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Pages;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync;

/// <summary>
/// Walks the way of a sync once, behind the first cmdlet that opens a store, so that the first real one does not wait for the compiler: a page over HTTP from
/// this process to itself, read, selected and compared, and the queries it needs. It writes nothing, and whatever fails in it is nobody's concern.
/// </summary>
internal static class WarmUp
{
    private const string Project = "warm";
    private static int _began;

    /// <summary>Begins it, once in a process, and returns at once.</summary>
    internal static void Begin(LocalStore store)
    {
        if (Interlocked.Exchange(ref _began, 1) == 0) _ = Task.Run(() => RunAsync(store));
    }

    private static async Task RunAsync(LocalStore store)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await Task.WhenAll(ReadStoreAsync(store, limit.Token), ReadPageAsync(limit.Token)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A closed store, a machine without loopback: the sync will tell, if there is one.
        }
    }

    private static Task<LastSync?> ReadStoreAsync(LocalStore store, CancellationToken cancel) => store.Database.ReadAsync(
        c =>
        {
            SyncReads.LatestVersion(c, 0);
            SyncReads.Members(c, 0, Project);
            SyncReads.IsHeld(c, new byte[32]);
            SyncReads.Page(c, 0, Project, PageKind.Simple);
            return SyncReads.Last(c, 0, 0);
        },
        cancel);

    private static async Task ReadPageAsync(CancellationToken cancel)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(1);
        var answering = AnswerAsync(listener, cancel);
        var root = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/simple/");
        await using (var upstream = Upstreams.Open(new UpstreamSettings(root, null, 1, TimeSpan.FromSeconds(5), 0)))
        {
            var answer = await upstream.GetPageAsync(Project, null, cancel).ConfigureAwait(false);
            var selector = new Selector(new Selection { Includes = [new PulpFilterItem { Name = Project, VersionSpecifier = ">=1" }] });
            var offered = Offers.Judge(selector, Project, answer.Content?.Files ?? []);
            var plan = Differ.Diff(Project, offered, [], new DiffRules(true, true), _ => false, _ => false);
            Settler.Settle(plan, _ => false);
            if (answer.Fresh is { } kept) upstream.ReadKept(Project, kept);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(new byte[4096]);
            hash.GetCurrentHash();
        }

        await answering.ConfigureAwait(false);
    }

    /// <summary>Answers one request of one connection.</summary>
    private static async Task AnswerAsync(TcpListener listener, CancellationToken cancel)
    {
        const string Page = """{"meta":{"api-version":"1.1"},"name":"warm","files":[{"filename":"warm-1.0.tar.gz","url":"/f/warm-1.0.tar.gz","hashes":{"sha256":"0000000000000000000000000000000000000000000000000000000000000000"},"size":1}]}""";
        using var client = await listener.AcceptTcpClientAsync(cancel).ConfigureAwait(false);
        await using var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.pypi.simple.v1+json\r\nETag: \"w\"\r\nContent-Length: {Page.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + Page), cancel).ConfigureAwait(false);
    }
}
