namespace Pulp.Python;

/// <summary>Leaves only the files of the newest versions among those selected.</summary>
internal static class NewestVersions
{
    /// <summary>Turns decisions for files of older versions into <see cref="SelectionRule.Older"/>.</summary>
    /// <param name="decisions">The decisions for the files of one project.</param>
    /// <param name="rules">The project's rules.</param>
    public static void Keep(SelectionDecision[] decisions, ProjectRules rules)
    {
        int keep = rules.All.KeepLatest;
        // Equal versions (1.0, 1.0.0) are one. Legacy versions come below every valid one, by code points among themselves.
        var versions = new HashSet<PythonVersion>();
        var legacy = new HashSet<string>(StringComparer.Ordinal);
        foreach (SelectionDecision decision in decisions)
        {
            if (!decision.Selected)
                continue;
            if (decision.File.ParsedVersion is { } version)
                versions.Add(version);
            else
                legacy.Add(decision.File.Version);
        }
        if (versions.Count + legacy.Count <= keep)
            return;
        PythonVersion? oldest = versions.Count == 0 ? null : versions.OrderDescending().ElementAt(Math.Min(keep, versions.Count) - 1);
        string[] keptLegacy = [.. legacy.OrderDescending(PythonText.ByCodePoints).Take(keep - Math.Min(keep, versions.Count))];
        for (int i = 0; i < decisions.Length; i++)
        {
            SimpleFile file = decisions[i].File;
            if (!decisions[i].Selected)
                continue;
            bool kept = file.ParsedVersion is { } version ? version >= oldest : Array.IndexOf(keptLegacy, file.Version) >= 0;
            if (!kept)
                decisions[i] = new SelectionDecision(rules, file, SelectionRule.Older, index: -1);
        }
    }
}
