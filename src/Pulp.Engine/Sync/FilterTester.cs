using System.Runtime.CompilerServices;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Pages;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync;

/// <summary>What a remote's filters say of the files of its index, one by one (CMDLETS, The first hour 10). Writes nothing.</summary>
internal sealed class FilterTester(LocalStore store, SyncRemote remote, object given, Selector selector, IUpstream upstream)
{
    /// <summary>The decisions, by project and in the page's order; what the first project whose page was not found met is thrown at the end, with how many more there are.</summary>
    internal async IAsyncEnumerable<PulpFilterDecision> TestAsync(IReadOnlyList<string> projects, IReadOnlySet<string> fileNames, [EnumeratorCancellation] CancellationToken cancel)
    {
        var asker = new PageAsker(store.Database, upstream, selector, remote.Id);
        await upstream.ProbeAsync(projects, null, cancel).ConfigureAwait(false);
        var faults = new List<PulpTaskMessage>();
        foreach (var project in projects)
        {
            if (!selector.IncludesProject(project))
            {
                yield return Decision(project, "", "", "", false, Offers.WhyNotAsked(selector, project));
                continue;
            }

            var page = await asker.AskAsync(project, null, null, cancel).ConfigureAwait(false);
            if (page.Error is { } error)
            {
                faults.Add(error);
                continue;
            }

            foreach (var file in Offers.Judge(selector, project, page.Files))
                if (Wanted(file.FileName)) yield return Decision(project, file.FileName, file.Version, file.PackageType, file.Selected, file.Reason.ToString()!);
            foreach (var link in page.Refused)
                if (Wanted(link.FileName)) yield return Decision(project, link.FileName, "", "", false, $"not taken: {link.Description}");
        }

        if (faults.Count > 0)
        {
            var more = faults.Count == 1 ? "" : $" (and {faults.Count - 1} more project{(faults.Count == 2 ? "" : "s")})";
            throw new PulpException(faults[0].Code, $"{faults[0].Code}: {faults[0].Project}{more}: {faults[0].Description}", given);
        }

        bool Wanted(string fileName) => fileNames.Count == 0 || fileNames.Contains(fileName);
    }

    private PulpFilterDecision Decision(string project, string fileName, string version, string type, bool selected, string reason) => new()
    {
        Name = project,
        FileName = fileName,
        Version = version,
        PackageType = type,
        Selected = selected,
        Reason = reason,
        Store = store.Folder.Path,
    };
}
