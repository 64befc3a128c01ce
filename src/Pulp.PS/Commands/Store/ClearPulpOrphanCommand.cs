using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Internal;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Deletes the files that no repository version needs, and what the store still knows of them.</summary>
[Cmdlet(VerbsCommon.Clear, "PulpOrphan", SupportsShouldProcess = true)]
[OutputType(typeof(PulpCleanup))]
public sealed class ClearPulpOrphanCommand : StoreCmdlet
{
    /// <summary>What was stored or used more recently stays: a span of time, or a number of days. Without it: one day.</summary>
    [Parameter(Position = 0)]
    [Days]
    public TimeSpan ProtectionTime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Does not ask before files are lost that no remote can fetch again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override PipelineWork End()
    {
        var (door, protection, force) = (Door(), ProtectionTime, Force.IsPresent);
        return pipe => RunAsync(pipe, door, protection, force);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, TimeSpan protection, bool force)
    {
        if (door.IsPretended)
            return;
        var pulp = await door.OpenAsync(pipe);
        var orphans = await pulp.GetOrphansAsync(protection, pipe.Cancel);
        if (!await pipe.ShouldProcessAsync(pulp.Store, Describe(orphans)))
            return;
        if (!force && orphans.Irreplaceable > 0
            && !await pipe.ShouldContinueAsync($"{orphans.Irreplaceable} file(s) that no version needs could not be fetched again by any remote. Delete them with the others?", "Files would be lost", pulp.Store))
        {
            return;
        }
        await using var progress = new StoreProgress(pipe, $"Clearing store {pulp.Store}");
        var cleanup = await pulp.ClearOrphansAsync(protection, progress, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Deleted {cleanup.Files} file(s), {ViewText.Size(cleanup.Size)}, from the store '{pulp.Store}'.");
        await pipe.WriteObjectAsync(cleanup);
    }

    private static string Describe(PulpOrphans orphans) =>
        $"Delete {orphans.Files} file(s) ({ViewText.Size(orphans.Size)}) that no version needs"
        + (orphans.Strays == 0 ? "" : $" and {orphans.Strays} stray file(s) ({ViewText.Size(orphans.StraySize)})");
}
