using Pulp.Model;

namespace Pulp.Python;

/// <summary>Says what is wrong with a selection: everything at once, so that an administrator mends it at once.</summary>
public static class SelectionValidator
{
    /// <summary>All faults of a selection, by part and entry; none: <see cref="Selector"/> takes it.</summary>
    public static IReadOnlyList<SelectionFault> Validate(Selection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        List<SelectionFault> faults = [];
        AddItems(faults, "includes", selection.Includes);
        AddItems(faults, "excludes", selection.Excludes);
        AddWords(faults, "package_types", selection.PackageTypes, PackageTypes.Known, "package type");
        AddWords(faults, "exclude_platforms", selection.ExcludePlatforms, PlatformFilter.Known, "platform");
        if (selection.KeepLatest < 0)
            faults.Add(new SelectionFault("keep_latest_packages", -1, "", $"{selection.KeepLatest} is below 0; 0 keeps all versions"));
        return faults;
    }

    private static void AddItems(List<SelectionFault> faults, string part, IReadOnlyList<PulpFilterItem> items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            PulpFilterItem item = FilterItemReader.Read(items[i], out string? fault);
            if (fault is not null)
            {
                faults.Add(new SelectionFault(part, i, "item", fault));
                continue;
            }
            if (string.IsNullOrEmpty(item.Name))
                faults.Add(new SelectionFault(part, i, "name", "no name is given"));
            else if (!ProjectName.IsValid(item.Name))
                faults.Add(new SelectionFault(part, i, "name", $"'{PythonText.Excerpt(item.Name)}' is not a project's name (letters, digits and -_. only, a letter or digit at both ends)"));
            if (!SpecifierSet.TryParse(item.VersionSpecifier ?? "", out _, out string? reason))
                faults.Add(new SelectionFault(part, i, "version_specifier", reason));
            AddDigests(faults, part, i, item.Digests);
        }
    }

    private static void AddDigests(List<SelectionFault> faults, string part, int index, IReadOnlyList<PulpDigest> digests)
    {
        for (int i = 0; i < digests.Count; i++)
        {
            string digest = digests[i].Digest ?? "";
            if (string.IsNullOrEmpty(digests[i].Type))
                faults.Add(new SelectionFault(part, index, "digests", $"digest {i + 1} ('{PythonText.Excerpt(digest)}') has no type"));
            if (digest.Length == 0 || !DigestKinds.IsHex(digest))
                faults.Add(new SelectionFault(part, index, "digests", $"digest {i + 1} ('{PythonText.Excerpt(digest)}') is not hexadecimal"));
        }
    }

    private static void AddWords(List<SelectionFault> faults, string part, IReadOnlyList<string> words, IReadOnlyList<string> known, string what)
    {
        for (int i = 0; i < words.Count; i++)
            if (!known.Contains(words[i], StringComparer.Ordinal))
                faults.Add(new SelectionFault(part, i, "", $"'{PythonText.Excerpt(words[i])}' is no {what} ({string.Join(", ", known)})", NearestWord.Find(words[i], known)));
    }
}
