using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Changes a remote. What is not given stays; a list replaces the old one.</summary>
[Cmdlet(VerbsCommon.Set, "PulpPythonRemote", SupportsShouldProcess = true)]
[OutputType(typeof(PulpPythonRemote))]
public sealed class SetPulpPythonRemoteCommand : PythonRemoteCmdlet
{
    /// <summary>The remote: the object, its name or its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The remote to change.")]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public PulpRemoteIdentity Remote { get; set; } = null!;

    /// <summary>A new name.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? NewName { get; set; }

    /// <summary>Includes to add at the end; one of the same name and specifier is replaced in its place.</summary>
    [Parameter]
    [FilterItem]
    public PulpFilterItem[]? AddInclude { get; set; }

    /// <summary>Names of projects whose includes go.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? RemoveInclude { get; set; }

    /// <summary>Excludes to add at the end.</summary>
    [Parameter]
    [FilterItem]
    public PulpFilterItem[]? AddExclude { get; set; }

    /// <summary>Names of projects whose excludes go.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? RemoveExclude { get; set; }

    /// <summary>Writes the changed remote.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override PipelineWork Process()
    {
        var settings = Settings() with
        {
            Name = NewName,
            AddInclude = AddInclude,
            RemoveInclude = RemoveInclude,
            AddExclude = AddExclude,
            RemoveExclude = RemoveExclude,
        };
        var (door, which, passThru) = (Door(Remote), Remote.Reference(), PassThru.IsPresent);
        return pipe => RunAsync(pipe, door, which, settings, passThru);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference which, RemoteSettings settings, bool passThru)
    {
        var pulp = await door.OpenAsync(pipe);
        var remote = await Lookup.RemoteAsync(pulp, which, pipe.Cancel);
        var found = Lookup.ById(remote, which);
        await pulp.CheckRemoteAsync(found, settings, pipe.Cancel);
        if (!await pipe.ShouldProcessAsync(remote.Name, "Change remote"))
            return;
        var changed = await pulp.SetRemoteAsync(found, settings, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Changed the remote '{changed.Name}'.");
        if (Risk(changed, settings) is { } risk)
            await pipe.WriteWarningAsync(risk);
        if (passThru)
            await pipe.WriteObjectAsync(changed);
    }
}
