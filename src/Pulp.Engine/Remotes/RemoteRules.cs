using System.Globalization;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Remotes;

/// <summary>What becomes of a remote's settings when some are given: checked all at once, all or nothing.</summary>
internal static class RemoteRules
{
    /// <summary>
    /// The settings after a change. <paramref name="current"/> null: a new remote. Lists replace, then names are taken away, then entries are added.
    /// Errors: InvalidFilter (one for all that is wrong), InvalidSetting.
    /// </summary>
    internal static RemoteState Apply(RemoteSettings given, RemoteState? current)
    {
        RemoteState state = current ?? new RemoteState();
        var rules = new FilterRules();
        bool all = given.AllProjects ?? (state.AllProjects && given.Include is null);
        List<StoredItem> include = Change(rules, "Include", given.AllProjects == true ? [] : state.Include, given.Include, given.RemoveInclude, given.AddInclude);
        List<StoredItem> exclude = Change(rules, "Exclude", state.Exclude, given.Exclude, given.RemoveExclude, given.AddExclude);
        state = state with
        {
            AllProjects = all,
            Include = include,
            Exclude = exclude,
            PackageType = given.PackageType is null ? state.PackageType : rules.Types(given.PackageType),
            ExcludePlatform = given.ExcludePlatform is null ? state.ExcludePlatform : rules.Platforms(given.ExcludePlatform),
            Prerelease = given.Prerelease ?? state.Prerelease,
            Policy = given.Policy ?? state.Policy,
        };
        rules.ThrowIfAny();
        CheckProjects(given, state);
        return state with
        {
            KeepLatest = Number("-KeepLatest", given.KeepLatest, state.KeepLatest, 0, int.MaxValue),
            Concurrency = Number("-Concurrency", given.Concurrency, state.Concurrency, 1, 100),
            TimeoutSec = Number("-TimeoutSec", given.TimeoutSec, state.TimeoutSec, 1, 86400),
            MaximumRetryCount = Number("-MaximumRetryCount", given.MaximumRetryCount, state.MaximumRetryCount, 0, 100),
        };
    }

    private static List<StoredItem> Change(
        FilterRules rules,
        string list,
        IReadOnlyList<StoredItem> old,
        IReadOnlyList<PulpFilterItem>? replaced,
        IReadOnlyList<string>? removed,
        IReadOnlyList<PulpFilterItem>? added)
    {
        List<StoredItem> items = replaced is null ? [.. old] : rules.Items($"-{list}", replaced);
        if (removed is not null)
        {
            List<string> names = rules.Projects($"-Remove{list}", removed);
            items.RemoveAll(i => names.Contains(ProjectName.Normalize(i.Name)));
        }

        foreach (StoredItem item in added is null ? [] : rules.Items($"-Add{list}", added))
        {
            int same = items.FindIndex(i => SameEntry(i, item));
            if (same < 0) items.Add(item);
            else items[same] = item;
        }

        return items;
    }

    private static bool SameEntry(StoredItem a, StoredItem b) =>
        ProjectName.Normalize(a.Name) == ProjectName.Normalize(b.Name) && Specifier(a) == Specifier(b);

    private static string Specifier(StoredItem item) => SpecifierSet.TryParse(item.VersionSpecifier, out SpecifierSet? set, out _) ? set.ToString() : item.VersionSpecifier;

    // An empty list from a variable must never become a mirror of everything.
    private static void CheckProjects(RemoteSettings given, RemoteState state)
    {
        if (state is { AllProjects: true, Include.Count: > 0 })
        {
            throw Refused(
                given.AllProjects == true
                    ? "-AllProjects takes every project, so that -Include says nothing; give one of them."
                    : "The remote takes every project (AllProjects), so that -AddInclude would say nothing; -Include makes it take only what it names.",
                (given.Include ?? []).Concat(given.AddInclude ?? []).Select(i => i.Given ?? i).ToArray());
        }

        if (state is { AllProjects: false, Include.Count: 0 })
            throw Refused("The remote would include no project. Name what it is to take with -Include, or every project with -AllProjects.", given.Include ?? (object?)given.RemoveInclude);
    }

    private static PulpException Refused(string message, object? target) => new(PulpErrors.InvalidFilter, message, target);

    /// <summary>A number in its range. Error: InvalidSetting.</summary>
    internal static int Number(string name, int? given, int old, int least, int most)
    {
        if (given is not { } value) return old;
        if (value >= least && value <= most) return value;
        string range = most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
        throw new PulpException(PulpErrors.InvalidSetting, string.Create(CultureInfo.InvariantCulture, $"{name} {value} is not allowed: it is {range}."), value);
    }
}
