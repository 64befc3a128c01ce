using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Fetches files that are missing or damaged again from where they came. Damaged ones are kept aside; nothing is deleted.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "PulpStore", SupportsShouldProcess = true)]
[OutputType(typeof(PulpStoreProblem))]
public sealed class RepairPulpStoreCommand : PipedStoreCmdlet
{
    private readonly List<(StoreDoor Door, PulpReference[] Remotes)> _given = [];

    /// <summary>Only these remotes are asked: objects, names or ids. Without it: those whose syncs have seen the file.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NotEmpty]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity[]? Remote { get; set; }

    private protected override PipelineWork? Process()
    {
        // All remotes of the pipeline are for one repair; a pipeline without any repairs nothing, rather than from everywhere.
        _given.Add((Door(Remote ?? []), [.. (Remote ?? []).Select(r => r.Reference())]));
        return null;
    }

    private protected override PipelineWork End()
    {
        var stores = _given.GroupBy(g => g.Door.Place.Path, StringComparer.Ordinal).Select(g => (g.First().Door, g.SelectMany(r => r.Remotes).ToArray())).ToList();
        return async pipe =>
        {
            foreach (var (door, remotes) in stores)
                await RunAsync(pipe, door, remotes);
        };
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference[] remotes)
    {
        if (door.IsPretended)
            return;
        var pulp = await door.OpenAsync(pipe);
        var (all, repaired) = (0, 0);
        await using (var progress = new StoreProgress(pipe, $"Repairing store {pulp.Store}"))
        {
            var request = new RepairRequest
            {
                Remotes = remotes,
                Confirm = (problem, _) => pipe.ShouldProcessAsync($"{problem.FileName ?? problem.Path} ({problem.Kind}, sha256 {problem.Sha256})", problem.Description),
                Progress = progress,
            };
            await foreach (var problem in pulp.RepairAsync(request, pipe.Cancel))
            {
                all++;
                repaired += problem.Repaired == true ? 1 : 0;
                await pipe.WriteVerboseAsync($"{problem}: {problem.Description}");
                await pipe.WriteObjectAsync(problem);
            }
        }
        await pipe.WriteVerboseAsync($"The store '{pulp.Store}' was checked: {all} problem(s), {repaired} repaired.");
        if (repaired < all)
            await pipe.WriteWarningAsync($"{all - repaired} of {all} problem(s) of the store '{pulp.Store}' could not be repaired. Their Description says why.");
    }
}
