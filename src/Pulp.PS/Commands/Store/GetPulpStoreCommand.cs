using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Says which store the session works on, and how much it holds.</summary>
[Cmdlet(VerbsCommon.Get, "PulpStore")]
[OutputType(typeof(PulpStore))]
public sealed class GetPulpStoreCommand : StoreCmdlet
{
    private protected override PipelineWork End()
    {
        var door = Door();
        return pipe => RunAsync(pipe, door);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door)
    {
        var pulp = await door.OpenAsync(pipe);
        await pipe.WriteObjectAsync(await pulp.GetStoreAsync(pipe.Cancel));
    }
}
