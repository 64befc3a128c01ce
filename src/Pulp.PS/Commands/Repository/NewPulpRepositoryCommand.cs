using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Makes a repository with its empty version 0.</summary>
[Cmdlet(VerbsCommon.New, "PulpRepository", SupportsShouldProcess = true)]
[OutputType(typeof(PulpRepository))]
public sealed class NewPulpRepositoryCommand : StoreCmdlet
{
    /// <summary>The name: 1 to 128 ASCII letters, digits, dots, underscores and dashes.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The name of the repository.")]
    [AllowEmptyString]
    public string Name { get; set; } = null!;

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>The remote that a sync uses when none is given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity? Remote { get; set; }

    private protected override PipelineWork End()
    {
        var door = Door(Remote);
        var repository = new NewRepository(Name, Description, Remote?.Reference());
        return pipe => RunAsync(pipe, door, repository);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, NewRepository repository)
    {
        if (door.IsPretended)
        {
            await pipe.ShouldProcessAsync(repository.Name, "Make repository");
            return;
        }
        var pulp = await door.OpenAsync(pipe);
        if (!await pipe.ShouldProcessAsync(repository.Name, "Make repository"))
            return;
        var made = await pulp.NewRepositoryAsync(repository, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Made the repository '{made.Name}'.");
        await pipe.WriteObjectAsync(made);
    }
}
