using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Isolation;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Looks whether the store is whole: its database, and every file the database names.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PulpStore")]
[OutputType(typeof(bool))]
public sealed class TestPulpStoreCommand : StoreCmdlet
{
    private protected override PipelineWork End()
    {
        var door = Door();
        return pipe => RunAsync(pipe, door);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door)
    {
        // A store that does not open is looked at all the same; one that is made at first use is made first.
        if (door.Place.MadeAtFirstUse && !Directory.Exists(door.Place.Path))
            await door.OpenAsync(pipe);
        try
        {
            await pipe.WriteObjectAsync(await IsWholeAsync(pipe, door.Place.Path));
        }
        catch (PulpException error) when (door.Place.IsTargetOf(error))
        {
            throw door.Place.As(error);
        }
    }

    private static async Task<bool> IsWholeAsync(AsyncPipeline pipe, string path)
    {
        var whole = true;
        // Damage shows only in the bytes: they are read, or True would say more than is known.
        await foreach (var problem in EngineLoader.Host.CheckAsync(path, detailed: true, pipe.Cancel))
        {
            // What is merely there and not needed does no harm.
            whole &= problem.Kind is PulpStoreProblemKind.Stray or PulpStoreProblemKind.Orphan;
            await pipe.WriteVerboseAsync($"{problem}: {problem.Description}");
        }
        return whole;
    }
}
