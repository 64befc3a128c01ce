namespace Pulp.Python;

/// <summary>Sorts the links of one page, in the page's order, into files to be taken and links refused.</summary>
/// <param name="project">The project that was asked for: names are told apart by it.</param>
internal sealed class LinkJudge(string project)
{
    // Far above any page; keeps a page of nothing but links from filling the memory with their entries.
    public const int MostLinks = 300_000;

    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SimpleFile> _files = [];
    private readonly List<RefusedLink> _refused = [];
    private string _lastVersion = "";

    public IReadOnlyList<SimpleFile> Files => _files;

    public IReadOnlyList<RefusedLink> Refused => _refused;

    public int Count => _files.Count + _refused.Count;

    /// <summary>Forgets all links: a later <c>files</c> of the same object takes the place of an earlier one.</summary>
    public void Clear()
    {
        _byName.Clear();
        _files.Clear();
        _refused.Clear();
    }

    /// <summary>Judges an entry of <c>files</c>: the name is given.</summary>
    public void AddJson(in PageLink link, LinkBase pageUrl)
    {
        string name = link.FileName ?? "";
        if (link.Url is null)
            Refuse(name, "", LinkRefusal.Url);
        else
            Add(link, name, pageUrl.Resolve(link.Url));
    }

    /// <summary>Judges a link in HTML: the name is the last segment of the url's path, its percent-encoding undone once.</summary>
    public void AddHtml(in PageLink link, LinkBase baseUrl)
    {
        ResolvedUrl resolved = baseUrl.Resolve(link.Url ?? "");
        ReadOnlySpan<char> segment = resolved.Url.AsSpan()[resolved.LastSegment];
        if (resolved.Refusal is null && LinkText.Unescape(segment) is { } name)
            Add(link, name, resolved);
        else
            Refuse("", resolved.Url, resolved.Refusal ?? LinkRefusal.Undecodable);
    }

    private void Add(in PageLink link, string name, ResolvedUrl resolved)
    {
        LinkRefusal? refusal = link.HasBackslash ? LinkRefusal.Separator : resolved.Refusal ?? FileNameRules.Judge(name);
        (string? PackageType, string? Version) told = default;
        if (refusal is null)
        {
            told = DistributionFileName.Read(project, name);
            if (told.PackageType is null || told.Version is null)
                refusal = LinkRefusal.NotADistribution;
            else if (!_byName.TryAdd(name, _files.Count))
                refusal = _files[_byName[name]].Digests.ConflictsWith(link.Digests) ? LinkRefusal.Conflict : LinkRefusal.Duplicate;
        }
        if (refusal is { } reason)
        {
            Refuse(name, resolved.Url, reason);
            return;
        }
        // The files of one version follow each other as a rule: one string for all of them.
        if (told.Version != _lastVersion)
            _lastVersion = told.Version!;
        _files.Add(new SimpleFile
        {
            FileName = name,
            Url = resolved.Url,
            Digests = link.Digests,
            RequiresPython = string.IsNullOrEmpty(link.RequiresPython) ? null : link.RequiresPython,
            Yanked = link.Yanked,
            CoreMetadata = link.CoreMetadata,
            Size = link.Size,
            UploadTime = link.UploadTime,
            PackageType = told.PackageType!,
            Version = _lastVersion,
        });
    }

    private void Refuse(string name, string url, LinkRefusal reason) => _refused.Add(new RefusedLink(name, url, reason, Count));
}
