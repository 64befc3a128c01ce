using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Ends the session's connection to its store. Tasks go on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "PulpStore")]
public sealed class DisconnectPulpStoreCommand : StoreCmdlet
{
    private protected override PipelineWork? End()
    {
        if (SessionStore.Current is not { } connected)
            return null;
        if (Store is null)
        {
            SessionStore.Disconnect(Runspace.DefaultRunspace);
            return pipe => pipe.WriteVerboseAsync($"This session no longer works on the store '{connected}'.").AsTask();
        }
        var (door, runspace) = (Door(), Runspace.DefaultRunspace);
        return pipe => RunAsync(pipe, door, connected, runspace);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, string connected, Runspace runspace)
    {
        var named = await door.OpenAsync(pipe);
        if (named.Store != connected)
            throw new PulpException(PulpErrors.StoreMismatch, $"This session is connected to '{connected}', not to '{named.Store}'.", named.Store);
        SessionStore.Disconnect(runspace);
        await pipe.WriteVerboseAsync($"This session no longer works on the store '{connected}'.");
    }
}
