using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Removes repositories with all their versions.</summary>
[Cmdlet(VerbsCommon.Remove, "PulpRepository", SupportsShouldProcess = true)]
public sealed class RemovePulpRepositoryCommand : StoreCmdlet
{
    /// <summary>The repositories: objects, names with wildcards, or ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The repository to remove.")]
    [SupportsWildcards]
    [RepositoryItself]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity[] Repository { get; set; } = null!;

    /// <summary>Does not ask before files are lost that no remote can fetch again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door(Repository);
        var (which, force) = (Repository.Select(r => r.Pattern()).ToArray(), Force.IsPresent);
        return pipe => RunAsync(pipe, door, which, force);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference[] all, bool force)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var which in all)
        {
            await pipe.TryAsync(async () =>
            {
                foreach (var repository in await pulp.GetRepositoriesAsync(which, pipe.Cancel).ToListAsync(pipe.Cancel))
                    await pipe.TryAsync(() => RemoveAsync(pipe, pulp, repository, Lookup.ById(repository, which), force));
            });
        }
    }

    private static async Task RemoveAsync(AsyncPipeline pipe, IPulp pulp, PulpRepository repository, PulpReference which, bool force)
    {
        if (!await pipe.ShouldProcessAsync(repository.Name, "Remove repository with all its versions"))
            return;
        if (!force && await pulp.GetRepositoryLossAsync(which, pipe.Cancel) is { Files: > 0 } loss
            && !await pipe.ShouldContinueAsync($"The repository '{repository.Name}' holds {loss.Files} file(s) that no remote can fetch again. Remove it with them?", "Files would be lost", which.Given))
        {
            return;
        }
        await using var waiting = new WaitingProgress(pipe, $"Removing repository {repository.Name}");
        await pulp.RemoveRepositoryAsync(which, waiting, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Removed the repository '{repository.Name}'.");
    }
}
