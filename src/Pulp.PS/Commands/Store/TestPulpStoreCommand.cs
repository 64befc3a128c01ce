using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Isolation;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Looks whether the store is whole: its database, and every file the database names.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PulpStore")]
[OutputType(typeof(bool), typeof(PulpStoreProblem))]
public sealed class TestPulpStoreCommand : StoreCmdlet
{
    /// <summary>Writes each problem that is found, those that do no harm too; nothing when there is none.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override PipelineWork End()
    {
        var (door, detailed) = (Door(), Detailed.IsPresent);
        return pipe => RunAsync(pipe, door, detailed);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, bool detailed)
    {
        // A store that does not open is looked at all the same; one that is made at first use is made first.
        if (door.Place.MadeAtFirstUse && !Directory.Exists(door.Place.Path))
            await door.OpenAsync(pipe);
        try
        {
            var whole = await CheckAsync(pipe, door.Place.Path, detailed);
            if (!detailed)
                await pipe.WriteObjectAsync(whole);
        }
        catch (PulpException error) when (door.Place.IsTargetOf(error))
        {
            throw door.Place.As(error);
        }
    }

    private static async Task<bool> CheckAsync(AsyncPipeline pipe, string path, bool detailed)
    {
        var whole = true;
        await using var progress = new StoreProgress(pipe, $"Checking store {path}");
        // Damage shows only in the bytes: they are read, or True would say more than is known.
        await foreach (var problem in EngineLoader.Host.CheckAsync(path, detailed, progress, pipe.Cancel))
        {
            // What is merely there and not needed does no harm.
            whole &= problem.Kind is PulpStoreProblemKind.Stray or PulpStoreProblemKind.Orphan;
            await pipe.WriteVerboseAsync($"{problem}: {problem.Description}");
            if (detailed)
                await pipe.WriteObjectAsync(problem);
        }
        return whole;
    }
}
