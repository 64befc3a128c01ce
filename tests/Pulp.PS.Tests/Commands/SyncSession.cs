using Pulp.PS.Tests.Hosting;
using Pulp.Testing;

namespace Pulp.PS.Tests.Commands;

/// <summary>A session with a store, an index on the loopback, the remote <c>bar</c> to it and the repository <c>foo</c>.</summary>
public sealed class SyncSession : IAsyncDisposable
{
    private SyncSession(FixtureIndex index) => Index = index;

    public FixtureIndex Index { get; }

    public TestSession Session { get; } = TestSession.WithStore();

    public static async Task<SyncSession> StartAsync()
    {
        var started = new SyncSession(await FixtureIndex.StartAsync());
        started.Index["django"].AddWheels("1.0", "2.0").AddSdists("2.0");
        started.Index["six"].AddWheels("1.16.0");
        started.Run("New-PulpPythonRemote bar -Url $args[0] -Include django, six -MaximumRetryCount 0; New-PulpRepository foo -Remote bar", started.Index.Url).Succeed();
        return started;
    }

    public Ran Run(string script, params object?[] arguments) => Session.Run(script, arguments);

    public async ValueTask DisposeAsync()
    {
        Index.Heal();
        // What a test left running must not outlive its store.
        Run("Get-PulpTask -State Waiting, Running, Canceling | Stop-PulpTask -Wait");
        Session.Dispose();
        await Index.DisposeAsync();
    }
}
