using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Removes remotes. Repositories that used one have none afterwards; what they hold stays.</summary>
[Cmdlet(VerbsCommon.Remove, "PulpRemote", SupportsShouldProcess = true)]
public sealed class RemovePulpRemoteCommand : StoreCmdlet
{
    /// <summary>The remotes: objects, names with wildcards, or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The remote to remove.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity[] Remote { get; set; } = null!;

    /// <summary>Does not ask while files that are not downloaded need the remote.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door(Remote);
        var (which, force) = (Remote.Select(r => r.Pattern()).ToArray(), Force.IsPresent);
        return pipe => RunAsync(pipe, door, which, force);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference[] all, bool force)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var which in all)
        {
            await pipe.TryAsync(async () =>
            {
                foreach (var remote in await pulp.GetRemotesAsync(which, pipe.Cancel).ToListAsync(pipe.Cancel))
                    await pipe.TryAsync(() => RemoveAsync(pipe, pulp, remote, Lookup.ById(remote, which), force));
            });
        }
    }

    private static async Task RemoveAsync(AsyncPipeline pipe, IPulp pulp, PulpPythonRemote remote, PulpReference which, bool force)
    {
        if (!await pipe.ShouldProcessAsync(remote.Name, "Remove remote"))
            return;
        if (!force && await pulp.GetRemoteLossAsync(which, pipe.Cancel) is { Files: > 0 } loss
            && !await pipe.ShouldContinueAsync($"{loss.Files} file(s) of {string.Join(", ", loss.Repositories)} are not downloaded and come from no other remote than '{remote.Name}'. Remove it?", "Files could not be fetched any more", which.Given))
        {
            return;
        }
        await pulp.RemoveRemoteAsync(which, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Removed the remote '{remote.Name}'.");
    }
}
