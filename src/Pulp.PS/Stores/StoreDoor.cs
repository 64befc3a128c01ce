using Pulp.Model;
using Pulp.PS.Isolation;

namespace Pulp.PS.Stores;

/// <summary>The way to the store of one record: every place that its parameters and objects name, which must be one.</summary>
internal sealed class StoreDoor(StoreOfCall call, IReadOnlyList<StorePlace> places)
{
    /// <summary>The place asked for first.</summary>
    internal StorePlace Place => places[0];

    /// <summary>Opens it. Errors: those of <see cref="IPulpHost.OpenAsync"/>, and StoreMismatch.</summary>
    internal async Task<IPulp> OpenAsync(CancellationToken cancel)
    {
        IPulp? store = null;
        foreach (var place in places)
            store = call.Same(await EngineLoader.Host.OpenAsync(place.Path, place.MadeAtFirstUse, cancel));
        return store!;
    }
}

/// <summary>The one store of a call: all records of a pipeline must agree on it.</summary>
internal sealed class StoreOfCall
{
    private IPulp? _store;

    /// <summary>Remembers the first and compares the others with it. Error: StoreMismatch.</summary>
    internal IPulp Same(IPulp store)
    {
        var first = Interlocked.CompareExchange(ref _store, store, null) ?? store;
        if (first.Store != store.Store)
        {
            throw new PulpException(PulpErrors.StoreMismatch,
                $"One call works on one store, but its objects belong to '{first.Store}' and '{store.Store}'.", store.Store);
        }
        return store;
    }
}
