using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Changes a repository's name, description or remote.</summary>
[Cmdlet(VerbsCommon.Set, "PulpRepository", SupportsShouldProcess = true)]
[OutputType(typeof(PulpRepository))]
public sealed class SetPulpRepositoryCommand : StoreCmdlet
{
    /// <summary>The repository: the object, its name or its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The repository to change.")]
    [RepositoryItself]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity Repository { get; set; } = null!;

    /// <summary>A new name. Tasks, versions and distributions stay with the repository.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? NewName { get; set; }

    /// <summary>What it is for; empty or $null: nothing said.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The remote that a sync uses when none is given; $null: none.</summary>
    [Parameter]
    [AllowNull]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity? Remote { get; set; }

    /// <summary>Writes the changed repository.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door(Repository, Remote);
        var change = new RepositoryChange
        {
            NewName = NewName,
            SetDescription = IsGiven(nameof(Description)),
            Description = string.IsNullOrEmpty(Description) ? null : Description,
            SetRemote = IsGiven(nameof(Remote)),
            Remote = Remote?.Reference(),
        };
        var (which, passThru) = (Repository.Reference(), PassThru.IsPresent);
        return pipe => RunAsync(pipe, door, which, change, passThru);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference which, RepositoryChange change, bool passThru)
    {
        var pulp = await door.OpenAsync(pipe);
        // Looked up first, so that -WhatIf and -Confirm speak of what there is.
        var repository = await Lookup.RepositoryAsync(pulp, which, pipe.Cancel);
        if (change.Remote is { } remote)
            await Lookup.RemoteAsync(pulp, remote, pipe.Cancel);
        if (!await pipe.ShouldProcessAsync(repository.Name, "Change repository"))
            return;
        await using var waiting = new WaitingProgress(pipe, $"Changing repository {repository.Name}");
        var changed = await pulp.SetRepositoryAsync(Lookup.ById(repository, which), change, waiting, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Changed the repository '{changed.Name}'.");
        if (passThru)
            await pipe.WriteObjectAsync(changed);
    }
}
