namespace Pulp.Python;

/// <summary>
/// Judges whether a page can be believed: whether what it does not list may count as gone. An index that is being repaired, a proxy's log-in form and a page
/// that was cut answer 200 as well. A pure function.
/// </summary>
public static class PageJudge
{
    /// <summary>Why a page is not to be believed, as a clause ("the page is empty"); null: it is.</summary>
    /// <param name="reading">What came of reading it.</param>
    /// <param name="project">The project that was asked for, in any spelling.</param>
    public static string? Judge(PageReading<SimplePage> reading, string project)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Error?.Description ?? Judge(reading.Page!, project);
    }

    /// <summary>The same for a page that could be read.</summary>
    public static string? Judge(SimplePage page, string project)
    {
        ArgumentNullException.ThrowIfNull(page);
        string normalized = ProjectName.Normalize(project);
        if (page.IsJson)
            return page.Name is { } name && ProjectName.Normalize(name) != normalized
                ? $"it is the page of '{PythonText.Excerpt(name)}', not of {normalized}"
                : null;
        if (page.IsCut)
            return "the page ends in the middle of a tag";
        // A log-in form may have a link to its help: no absence is believed for that.
        if (page.Files.Count == 0 && !page.SaysWhatItIs)
            return "it is HTML without a link to a distribution, and without the pypi:repository-version that would tell it for the page of an index";
        string beginning = normalized + "-";
        string[] names = page.Files.Count > 0 ? [.. page.Files.Select(file => file.FileName)] : [.. page.Refused.Select(link => link.FileName)];
        if (names.Length > 0 && Array.TrueForAll(names, name => !ProjectName.Normalize(name).StartsWith(beginning, StringComparison.Ordinal)))
            return $"it is the page of another project: none of its {names.Length} files is named after {normalized} (the first is {PythonText.Excerpt(names[0])})";
        return null;
    }
}
