using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Binding;
using Pulp.PS.Stores;

namespace Pulp.PS.Base;

/// <summary>A cmdlet that works on a store: that of -Store, else of its objects, else the session's.</summary>
public abstract class StoreCmdlet : PulpCmdlet
{
    private readonly StoreOfCall _call = new();

    private protected StoreCmdlet()
    {
    }

    /// <summary>The store to work on: a PulpStore or the path of one. Without it: the store of the objects given, else the connected one (Connect-PulpStore), else $env:PULP_STORE, else that in the user's data folder.</summary>
    [Parameter]
    [NotEmpty]
    public virtual PulpStoreIdentity? Store { get; set; }

    /// <summary>The way to the store, for the work of one record. To be called on the pipeline's thread: paths are relative to its location.</summary>
    private protected StoreDoor Door(params IEnumerable<PulpIdentity?> objects)
    {
        var paths = SessionState.Path;
        List<StorePlace> places = [];
        if (Store is not null)
            places.Add(new(Store.FullPath(paths), MadeAtFirstUse: false, Store.Given));
        places.AddRange(objects.Where(o => o?.Store is not null).Select(o => new StorePlace(o!.Store!, MadeAtFirstUse: false, o.Given)));
        if (places.Count == 0)
            places.Add(OfSession(paths));
        return new(_call, [.. places.DistinctBy(p => p.Path)], IsDryRun());
    }

    private static StorePlace OfSession(PathIntrinsics paths)
    {
        if (SessionStore.Current is { } connected)
            return new(connected, MadeAtFirstUse: false, connected);
        return Environment.GetEnvironmentVariable(StorePlace.Variable) is { Length: > 0 } text
            ? new(ProviderPath.Full(paths, text, PulpErrors.StoreNotFound), MadeAtFirstUse: true, text)
            : StorePlace.OfUser();
    }
}

/// <summary>A store cmdlet whose objects come from the pipeline by property name: their store comes with them.</summary>
public abstract class PipedStoreCmdlet : StoreCmdlet
{
    private protected PipedStoreCmdlet()
    {
    }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotEmpty]
    public override PulpStoreIdentity? Store { get; set; }
}
