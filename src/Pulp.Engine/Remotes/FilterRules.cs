using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Remotes;

/// <summary>Judges the rules of selection of a remote, all of them, and names every bad one in one error.</summary>
internal sealed class FilterRules
{
    private readonly List<(object? Given, string Text)> _faults = [];

    /// <summary>Error: InvalidFilter, when anything was refused; its target is the array of what was, as given.</summary>
    internal void ThrowIfAny()
    {
        if (_faults.Count == 0) return;
        string all = string.Join("; ", _faults.Select(f => f.Text));
        throw new PulpException(PulpErrors.InvalidFilter, $"The filters cannot be used. {all}. See about_PulpPS_Filters.", _faults.ConvertAll(f => f.Given).ToArray());
    }

    /// <summary>The entries that can be used, read into name, specifier and digests; the others are refused.</summary>
    internal List<StoredItem> Items(string parameter, IReadOnlyList<PulpFilterItem> items)
    {
        ILookup<int, SelectionFault> faults = SelectionValidator.Validate(new Selection { Includes = items }).ToLookup(f => f.Index);
        var good = new List<StoredItem>();
        for (int i = 0; i < items.Count; i++)
        {
            if (faults.Contains(i)) Refuse(items[i].Given ?? items[i], parameter, items[i].ToString(), faults[i]);
            else good.Add(StoredItem.From(FilterItemReader.Read(items[i], out _)));
        }

        return good;
    }

    /// <summary>Project names, normalised, whose entries are to go.</summary>
    internal List<string> Projects(string parameter, IReadOnlyList<string> names)
    {
        foreach (string name in names.Where(n => !ProjectName.IsValid(n))) _faults.Add((name, $"{parameter} '{name}': it is not a project's name"));
        return [.. names.Select(ProjectName.Normalize)];
    }

    /// <summary>Package types, in Pulp's spelling.</summary>
    internal List<string> Types(IReadOnlyList<string> types) =>
        Words("-PackageType", types, PackageTypes.Known, words => new Selection { PackageTypes = words });

    /// <summary>Platforms to be left out, in Pulp's spelling.</summary>
    internal List<string> Platforms(IReadOnlyList<string> platforms) =>
        Words("-ExcludePlatform", platforms, PlatformFilter.Known, words => new Selection { ExcludePlatforms = words });

    private List<string> Words(string parameter, IReadOnlyList<string> given, IReadOnlyList<string> known, Func<List<string>, Selection> selection)
    {
        // Letter case does not count at the prompt; in the store it does.
        List<string> words = [.. given.Select(w => known.FirstOrDefault(k => k.Equals(w, StringComparison.OrdinalIgnoreCase)) ?? w ?? "")];
        foreach (IGrouping<int, SelectionFault> faults in SelectionValidator.Validate(selection(words)).GroupBy(f => f.Index))
            Refuse(given[faults.Key], parameter, words[faults.Key], faults);
        return [.. words.Distinct(StringComparer.Ordinal)];
    }

    private void Refuse(object? given, string parameter, string quoted, IEnumerable<SelectionFault> faults)
    {
        string reasons = string.Join(", and ", faults.Select(f => f.Nearest is null ? f.Reason : $"{f.Reason}; did you mean '{f.Nearest}'?"));
        _faults.Add((given, $"{parameter} '{quoted}': {reasons.TrimEnd('?')}"));
    }
}
