using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync.Pages;

/// <summary>Refused links that are errors: most are only skipped, with a reason in plans (SYNC rule 3).</summary>
internal static class Conflicts
{
    /// <summary>The error of a link whose name is taken on the same page by other bytes; null for every other refusal.</summary>
    internal static PulpTaskMessage? Describe(string project, RefusedLink link) => link.Reason != LinkRefusal.Conflict
        ? null
        : new PulpTaskMessage
        {
            Code = "file.conflict",
            Project = project,
            FileName = link.FileName,
            Url = HttpAddress.Show(link.Url),
            Description = $"{link.FileName}: the page lists it twice with different digests; the first counts.",
        };
}
