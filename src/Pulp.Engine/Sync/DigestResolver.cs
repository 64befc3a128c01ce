using Pulp.Engine.Store;
using Pulp.Engine.Sync.Pages;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Rows;
using Pulp.Engine.Sync.Upstream;
using Pulp.Engine.Tasks;
using Pulp.Model;

namespace Pulp.Engine.Sync;

/// <summary>Gives every selected file its sha256: the page's, the one of its first sight, or the one it turns out to have (DESIGN, Resolve; SYNC rule 9).</summary>
internal sealed class DigestResolver(
    StoreDatabase database,
    SyncScope scope,
    TaskContext task,
    IUpstream upstream,
    FactWriter facts,
    Func<string, OfferedFile, CancellationToken, Task<FileAnswer>> fetch)
{
    /// <summary>The files, named; one that could not be fetched is left without a digest.</summary>
    internal async Task<List<OfferedFile>> ResolveAsync(string project, List<OfferedFile> offered, CancellationToken cancel)
    {
        var unnamed = Enumerable.Range(0, offered.Count).Where(i => offered[i] is { Selected: true, Sha256: null }).ToList();
        if (unnamed.Count > 0)
            await Task.WhenAll(unnamed.Select(async i => offered[i] = await NameAsync(project, offered[i], cancel).ConfigureAwait(false))).ConfigureAwait(false);
        return offered;
    }

    private async Task<OfferedFile> NameAsync(string project, OfferedFile file, CancellationToken cancel)
    {
        task.AddWarning(new PulpTaskMessage
        {
            Code = "file.nodigest",
            Project = project,
            FileName = file.FileName,
            Url = upstream.GetAddress(file.Url),
            Description = $"{file.FileName}: the index gives no sha256, so that its bytes are taken as they come.",
        });
        var key = Offers.SightKey(file, upstream.GetStamp(file.Url));
        var seen = await database.ReadAsync(c => SyncReads.Sight(c, scope.Remote.Id, project, file.FileName, key), cancel).ConfigureAwait(false);
        if (seen is not null) return file with { Sha256 = seen };
        task.Report(SyncCodes.Downloading).AddTotal(1);
        var answer = await fetch(project, file, cancel).ConfigureAwait(false);
        if (answer.Sha256 is null) return file;
        await facts.SendAsync(new SightFact(scope.Remote.Id, project, file.FileName, key, answer.Sha256, DateTimeOffset.UtcNow), cancel).ConfigureAwait(false);
        return file with { Sha256 = answer.Sha256, Size = answer.Size };
    }
}
