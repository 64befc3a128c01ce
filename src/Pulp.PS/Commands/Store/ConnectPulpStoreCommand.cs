using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Opens a store and makes it the one that this session's cmdlets work on.</summary>
[Cmdlet(VerbsCommunications.Connect, "PulpStore", SupportsShouldProcess = true)]
[OutputType(typeof(PulpStore))]
public sealed class ConnectPulpStoreCommand : PulpCmdlet
{
    /// <summary>The folder of the store.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The folder of the store.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>Makes the store when the folder is missing or empty.</summary>
    [Parameter]
    public SwitchParameter Create { get; set; }

    private protected override PipelineWork End()
    {
        var place = new StorePlace(ProviderPath.Full(SessionState.Path, Path, PulpErrors.StoreNotFound), MadeAtFirstUse: false, Path);
        var (create, runspace) = (Create.IsPresent, Runspace.DefaultRunspace);
        return pipe => RunAsync(pipe, place, create, runspace);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StorePlace place, bool create, Runspace runspace)
    {
        if (await OpenAsync(pipe, place, create) is not { } pulp)
            return;
        var store = await pulp.GetStoreAsync(pipe.Cancel);
        await StoreDoor.WarnAsync(pipe, pulp, again: true);
        SessionStore.Connect(runspace, pulp.Store);
        await pipe.WriteVerboseAsync($"This session works on the store '{pulp.Store}'.");
        await pipe.WriteObjectAsync(store);
    }

    /// <summary>Only a store that has to be made is a change to confirm.</summary>
    private static async Task<IPulp?> OpenAsync(AsyncPipeline pipe, StorePlace place, bool create)
    {
        try
        {
            return await StoreDoor.OpenAsync(place, create: false, pipe.Cancel);
        }
        catch (PulpException error) when (create && error.Id == PulpErrors.StoreNotFound)
        {
            if (!await pipe.ShouldProcessAsync(place.Path, "Make store"))
                return null;
        }
        var pulp = await StoreDoor.OpenAsync(place, create: true, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Made the store '{pulp.Store}'.");
        return pulp;
    }
}
