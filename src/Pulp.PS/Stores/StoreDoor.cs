using System.Runtime.CompilerServices;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Isolation;

namespace Pulp.PS.Stores;

/// <summary>The way to the store of one record: every place that its parameters and objects name, which must be one.</summary>
internal sealed class StoreDoor(StoreOfCall call, IReadOnlyList<StorePlace> places, bool dryRun)
{
    // What should be known of a store is told once in a process, not by each of its cmdlets.
    private static readonly ConditionalWeakTable<IPulp, object> Told = [];

    /// <summary>The place asked for first.</summary>
    internal StorePlace Place => places[0];

    /// <summary>True under -WhatIf when the store would be made at first use and is not there: nothing is made, and there is nothing to look into.</summary>
    internal bool IsPretended => dryRun && Place.MadeAtFirstUse && !Directory.Exists(Place.Path);

    /// <summary>Opens it. Errors: those of <see cref="IPulpHost.OpenAsync"/>, and StoreMismatch.</summary>
    internal async Task<IPulp> OpenAsync(AsyncPipeline pipe)
    {
        IPulp? store = null;
        foreach (var place in places)
            store = call.Same(await EngineLoader.Host.OpenAsync(place.Path, place.MadeAtFirstUse && !dryRun, pipe.Cancel));
        await WarnAsync(pipe, store!);
        return store!;
    }

    /// <summary>Tells what should be known of a store's place.</summary>
    internal static async Task WarnAsync(AsyncPipeline pipe, IPulp store)
    {
        if (!Told.TryAdd(store, Told))
            return;
        foreach (var warning in store.Warnings)
            await pipe.WriteWarningAsync(warning);
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
