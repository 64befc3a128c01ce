using System.Management.Automation;
using Pulp.Model;
using Pulp.PS.Base;
using Pulp.PS.Binding;
using Pulp.PS.Completion;
using Pulp.PS.Stores;

namespace Pulp.PS.Commands;

/// <summary>Lists the files of a repository's version, or of the whole store.</summary>
[Cmdlet(VerbsCommon.Get, "PulpContent")]
[OutputType(typeof(PulpPythonPackage))]
public sealed class GetPulpContentCommand : PipedStoreCmdlet
{
    /// <summary>The repositories: objects, names with wildcards, or ids. Without it: what any version of any repository holds.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [NotEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public PulpRepositoryIdentity[]? Repository { get; set; }

    /// <summary>The number of the version. Without it: the latest.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Number")]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public int? Version { get; set; }

    /// <summary>Only these projects, in any spelling, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [NotEmpty]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only versions that this specifier contains, such as '>=2,!=2.1.*'. Pre-releases too.</summary>
    [Parameter]
    public string? VersionSpecifier { get; set; }

    /// <summary>Only files of these types: sdist, bdist_wheel …</summary>
    [Parameter]
    [NotEmpty]
    [ArgumentCompleter(typeof(PackageTypeCompleter))]
    public string[]? PackageType { get; set; }

    /// <summary>Only files of these names, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [NotEmpty]
    public string[]? FileName { get; set; }

    /// <summary>Only files with these digests, 64 hex digits.</summary>
    [Parameter]
    [NotEmpty]
    public string[]? Sha256 { get; set; }

    /// <summary>Only the newest version of each project, of what else fits.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>Metadata that is not known yet is read from the files that are downloaded, and kept.</summary>
    [Parameter]
    public SwitchParameter Metadata { get; set; }

    private protected override PipelineWork Process()
    {
        if (Repository is null && MyInvocation.ExpectingInput)
            throw new PulpException(PulpErrors.InvalidSetting, "What comes by the pipeline names no repository. Pipe repositories, versions or their names.", Store?.Given);
        if (Repository is null && Version is not null)
            throw new PulpException(PulpErrors.InvalidSetting, "-Version is a version of a repository: give -Repository too.", Version);
        var door = Door(Repository ?? []);
        var query = new ContentQuery
        {
            Names = Name ?? [],
            VersionSpecifier = VersionSpecifier,
            PackageTypes = PackageType ?? [],
            FileNames = FileName ?? [],
            Sha256 = Sha256 ?? [],
            Latest = Latest.IsPresent,
            Metadata = Metadata.IsPresent,
        };
        var number = Version;
        var versions = Repository?.Select(r => new PulpVersionReference(r.Pattern(), number ?? r.Number)).ToArray();
        return pipe => RunAsync(pipe, door, versions, query);
    }

    private static async Task RunAsync(AsyncPipeline pipe, StoreDoor door, PulpVersionReference[]? versions, ContentQuery query)
    {
        var pulp = await door.OpenAsync(pipe);
        if (versions is null)
        {
            await WriteAsync(pipe, pulp, query);
            return;
        }
        foreach (var version in versions)
        {
            await pipe.TryAsync(async () =>
            {
                await foreach (var repository in Lookup.ExpandAsync(pulp, version.Repository, pipe.Cancel))
                    await pipe.TryAsync(() => WriteAsync(pipe, pulp, query with { Version = version with { Repository = repository } }));
            });
        }
    }

    private static async Task WriteAsync(AsyncPipeline pipe, IPulp pulp, ContentQuery query)
    {
        await foreach (var package in pulp.GetContentAsync(query, pipe.Cancel))
        {
            await pipe.WriteObjectAsync(package);
            if (package.MetadataFault is { } fault)
                await pipe.WriteErrorAsync(new PulpException(PulpErrors.InvalidPackage, $"The metadata of '{package.FileName}' cannot be read: {fault}.", package));
        }
        if (query.Names.Count + query.FileNames.Count + query.Sha256.Count == 0)
            return;
        foreach (var missing in await pulp.GetMissingContentAsync(query, pipe.Cancel))
        {
            await pipe.WriteErrorAsync(new PulpException(PulpErrors.ContentNotFound, $"{(query.Version is { } version ? $"'{version}'" : "The store")} has no '{missing}'.", missing));
        }
    }
}
