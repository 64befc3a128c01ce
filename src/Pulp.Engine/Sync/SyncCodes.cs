namespace Pulp.Engine.Sync;

/// <summary>The reports of a sync, in their order (SYNC rule 16).</summary>
internal static class SyncCodes
{
    internal const string Fetching = "sync.fetching.project";
    internal const string Downloading = "sync.downloading.artifacts";
    internal const string Associating = "associating.content";
    internal const string Unassociating = "unassociating.content";

    /// <summary>Code and message of each report there is from the start.</summary>
    internal static IReadOnlyList<(string Message, string Code)> Reports(bool mirror)
    {
        List<(string, string)> reports =
        [
            ("Fetching Project Metadata", Fetching),
            ("Downloading Artifacts", Downloading),
            ("Associating Content", Associating),
        ];
        if (mirror) reports.Add(("Un-Associating Content", Unassociating));
        return reports;
    }
}
