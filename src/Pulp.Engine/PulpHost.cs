using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Pulp.Engine.Store;
using Pulp.Engine.Store.Checking;
using Pulp.Engine.Sync;
using Pulp.Model;

namespace Pulp.Engine;

/// <summary>Opens stores on this machine, each once in a process.</summary>
public sealed class PulpHost : IPulpHost
{
    private const string OneEngine = "PulpPS.Engine";
    private readonly ConcurrentDictionary<string, Door> _doors = new(StorePaths.Comparer);
    private readonly ConcurrentDictionary<string, string> _real = new(StringComparer.Ordinal);
    private readonly string? _keys;

    /// <summary>Errors: ModuleMismatch, when parts of two versions are loaded, or a second engine is (STORE: its SQLite would drop the locks of the first).</summary>
    public PulpHost()
        : this(null)
    {
    }

    /// <summary>One that seals secrets with other keys than the user's.</summary>
    internal PulpHost(string? keys)
    {
        _keys = keys;
        Version? engine = typeof(PulpHost).Assembly.GetName().Version;
        Version? model = typeof(IPulp).Assembly.GetName().Version;
        if (engine != model)
            throw new PulpException(PulpErrors.ModuleMismatch, $"The engine is of PulpPS {engine}, and the session holds {model}. A new version of the module needs a new session.");
        if (AppDomain.CurrentDomain.GetData(OneEngine) is { } other && !ReferenceEquals(other, typeof(PulpHost).Assembly))
            throw new PulpException(PulpErrors.ModuleMismatch, "This process has loaded the engine of another PulpPS. Use one module in a session; a new session takes this one.");
        AppDomain.CurrentDomain.SetData(OneEngine, typeof(PulpHost).Assembly);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IPulp> Open => [.. _doors.Values.Select(d => d.Pulp).OfType<IPulp>()];

    /// <inheritdoc/>
    public async Task<IPulp> OpenAsync(string place, bool create, CancellationToken cancel)
    {
        StoreFolder folder = StorePlace.Resolve(place);
        // Every record of a pipeline comes here: links are followed once a spelling.
        Door door = _doors.GetOrAdd(_real.GetOrAdd(folder.Path, StorePaths.Real), _ => new Door());
        if (door.Pulp is { } open && File.Exists(open.Folder.Database)) return open;
        await door.Gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (door.Pulp is { } other)
            {
                if (File.Exists(other.Folder.Database)) return other;
                // The folder was removed under it.
                door.Pulp = null;
                await other.CloseAsync(TimeSpan.Zero).ConfigureAwait(false);
            }

            LocalStore store = await LocalStore.OpenAsync(folder, create, StoreSchema.Current, cancel, _keys).ConfigureAwait(false);
            WarmUp.Begin(store);
            return door.Pulp = new LocalPulp(store);
        }
        finally
        {
            door.Gate.Release();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PulpStoreProblem> CheckAsync(string place, bool detailed, IProgress<PulpStoreProgress>? progress, [EnumeratorCancellation] CancellationToken cancel)
    {
        StoreFolder folder = StorePlace.Resolve(place);
        await foreach (StoreFinding finding in StoreCheck.RunAsync(folder, detailed, progress, cancel).ConfigureAwait(false)) yield return finding.Problem;
    }

    /// <inheritdoc/>
    public async Task CloseAsync(TimeSpan grace)
    {
        Door[] doors = [.. _doors.Values];
        _doors.Clear();
        await Task.WhenAll(doors.Select(d => d.Pulp?.CloseAsync(grace) ?? Task.CompletedTask)).ConfigureAwait(false);
    }

    private sealed class Door
    {
        internal SemaphoreSlim Gate { get; } = new(1);

        internal LocalPulp? Pulp
        {
            get => Volatile.Read(ref field);
            set => Volatile.Write(ref field, value);
        }
    }
}
