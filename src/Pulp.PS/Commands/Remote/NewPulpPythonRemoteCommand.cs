using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Makes a remote: where to sync from, and what.</summary>
[Cmdlet(VerbsCommon.New, "PulpPythonRemote", SupportsShouldProcess = true)]
[OutputType(typeof(PulpPythonRemote))]
public sealed class NewPulpPythonRemoteCommand : PythonRemoteCmdlet
{
    /// <summary>The name: 1 to 128 ASCII letters, digits, dots, underscores and dashes.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "The name of the remote.")]
    [AllowEmptyString]
    public string Name { get; set; } = null!;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, HelpMessage = "The url of the index, or a local folder.")]
    public override PulpUrl? Url { get; set; }

    private protected override PipelineWork End()
    {
        var (door, settings) = (Door(), Settings() with { Name = Name });
        return pipe => RunAsync(pipe, door, settings);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, RemoteSettings settings)
    {
        if (door.IsPretended)
        {
            await pipe.ShouldProcessAsync(settings.Name!, "Make remote");
            return;
        }
        var pulp = await door.OpenAsync(pipe);
        // Checked before anybody is asked, and under -WhatIf too.
        await pulp.CheckRemoteAsync(null, settings, pipe.Cancel);
        if (!await pipe.ShouldProcessAsync(settings.Name!, "Make remote"))
            return;
        var made = await pulp.NewRemoteAsync(settings, pipe.Cancel);
        await pipe.WriteVerboseAsync($"Made the remote '{made.Name}'.");
        if (Risk(made, settings) is { } risk)
            await pipe.WriteWarningAsync(risk);
        await pipe.WriteObjectAsync(made);
    }
}
