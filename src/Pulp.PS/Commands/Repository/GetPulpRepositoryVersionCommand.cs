using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Lists the versions of repositories, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "PulpRepositoryVersion")]
[OutputType(typeof(PulpRepositoryVersion))]
public sealed class GetPulpRepositoryVersionCommand : PipedStoreCmdlet
{
    /// <summary>The repositories: objects, names with wildcards, or ids. A created resource or a version is exactly that version.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The repository whose versions to list.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity[] Repository { get; set; } = null!;

    /// <summary>Only versions of these numbers.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotEmpty]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public int[]? Number { get; set; }

    /// <summary>Only the latest version.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    private protected override PipelineWork Process()
    {
        var door = Door(Repository);
        var (latest, given) = (Latest.IsPresent, Number);
        var wanted = Repository.Select(r => (Which: r.Pattern(), Numbers: given ?? (r.Number is { } n ? [n] : []))).ToArray();
        return pipe => RunAsync(pipe, door, wanted, latest);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, (PulpReference Which, int[] Numbers)[] wanted, bool latest)
    {
        var pulp = await door.OpenAsync(pipe);
        foreach (var (which, numbers) in wanted)
        {
            await pipe.TryAsync(async () =>
            {
                await foreach (var repository in Lookup.ExpandAsync(pulp, which, pipe.Cancel))
                {
                    // Number by number: one that is not there must not cost the others.
                    VersionQuery[] queries = numbers.Length == 0 ? [new() { Latest = latest }]
                        : [.. numbers.Distinct().OrderDescending().Select(n => new VersionQuery { Numbers = [n], Latest = latest })];
                    foreach (var query in queries)
                        await pipe.TryAsync(() => WriteAsync(pipe, pulp.GetRepositoryVersionsAsync(repository, query, pipe.Cancel)));
                }
            });
        }
    }

    private static async Task WriteAsync(AsyncPipeline pipe, IAsyncEnumerable<PulpRepositoryVersion> versions)
    {
        await foreach (var version in versions)
            await pipe.WriteObjectAsync(version);
    }
}
