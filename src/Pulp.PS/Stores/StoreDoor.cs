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
            store = call.Same(await OpenAsync(place, place.MadeAtFirstUse && !dryRun, pipe.Cancel), place.Given);
        await WarnAsync(pipe, store!, again: false);
        return store!;
    }

    /// <summary>Opens the store of a place. An error about it has what named it as its target.</summary>
    internal static async Task<IPulp> OpenAsync(StorePlace place, bool create, CancellationToken cancel)
    {
        try
        {
            return await EngineLoader.Host.OpenAsync(place.Path, create, cancel);
        }
        catch (PulpException error) when (place.IsTargetOf(error))
        {
            throw place.As(error);
        }
    }

    /// <summary>Tells what should be known of a store's place; once, unless <paramref name="again"/>.</summary>
    internal static async Task WarnAsync(AsyncPipeline pipe, IPulp store, bool again)
    {
        if (!Told.TryAdd(store, Told) && !again)
            return;
        foreach (var warning in store.Warnings)
            await pipe.WriteWarningAsync(warning);
    }
}

/// <summary>The one store of a call: all records of a pipeline must agree on it.</summary>
internal sealed class StoreOfCall
{
    private IPulp? _store;

    /// <summary>Remembers the first and compares the others with it. Error: StoreMismatch, of what brought another.</summary>
    internal IPulp Same(IPulp store, object given)
    {
        var first = Interlocked.CompareExchange(ref _store, store, null) ?? store;
        if (first.Store != store.Store)
        {
            throw new PulpException(PulpErrors.StoreMismatch,
                $"One call works on one store, but its objects belong to '{first.Store}' and '{store.Store}'.", given);
        }
        return store;
    }
}
