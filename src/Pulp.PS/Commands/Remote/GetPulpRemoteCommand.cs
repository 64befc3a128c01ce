using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Lists remotes.</summary>
[Cmdlet(VerbsCommon.Get, "PulpRemote")]
[OutputType(typeof(PulpPythonRemote))]
public sealed class GetPulpRemoteCommand : StoreCmdlet
{
    /// <summary>Names, with wildcards, or ids. Without it: all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [NotEmpty]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    public string[]? Name { get; set; }

    private protected override PipelineWork End()
    {
        var door = Door();
        var names = Name?.Select(n => new PulpRemoteIdentity(n).Pattern()).ToArray();
        return pipe => RunAsync(pipe, door, names);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpReference?[]? names)
    {
        var pulp = await door.OpenAsync(pipe);
        var seen = new HashSet<Guid>();
        foreach (var name in names ?? [null])
        {
            await pipe.TryAsync(async () =>
            {
                // Patterns may overlap: each remote is written once.
                await foreach (var remote in pulp.GetRemotesAsync(name, pipe.Cancel))
                {
                    if (seen.Add(remote.Id))
                        await pipe.WriteObjectAsync(remote);
                }
            });
        }
    }
}
