namespace Pulp.Python;

/// <summary>A link as a page has it, before anything is judged.</summary>
internal struct PageLink
{
    /// <summary>The file name that a JSON entry gives, null when it gives none; of a link in HTML the name is in the url.</summary>
    public string? FileName;

    /// <summary>The url, cleaned and without fragment; null when there is none.</summary>
    public string? Url;

    /// <summary>The url as it stood there had a backslash.</summary>
    public bool HasBackslash;

    public FileDigests Digests;
    public string? RequiresPython;
    public string? Yanked;
    public FileDigests? CoreMetadata;
    public long? Size;
    public DateTimeOffset? UploadTime;

    /// <summary>Takes over a url as it stands in the page.</summary>
    /// <returns>Its fragment, without the number sign.</returns>
    public ReadOnlySpan<char> SetUrl(string text)
    {
        string clean = LinkText.Clean(text);
        HasBackslash = clean.Contains('\\', StringComparison.Ordinal);
        Url = LinkText.WithoutFragment(clean, out ReadOnlySpan<char> fragment);
        return fragment;
    }
}
