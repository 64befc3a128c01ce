namespace Pulp.Python;

/// <summary>A link's url, resolved: absolute, without fragment, spelt as the page spells it.</summary>
/// <param name="Url">The url; as the page has it when <paramref name="Refusal"/> says that it cannot be used.</param>
/// <param name="LastSegment">Where in it the last segment of the path is.</param>
/// <param name="Refusal">Why it cannot be used; null: it is http or https, and has a host.</param>
internal readonly record struct ResolvedUrl(string Url, Range LastSegment, LinkRefusal? Refusal);

/// <summary>The url that the links of a page are relative to; resolves as Python's urljoin does. Not for two threads at once.</summary>
internal sealed class LinkBase
{
    private readonly string _scheme;
    private readonly string _authority;
    private readonly string _origin;
    private readonly string _path;
    private readonly string _query;

    // What comes before a relative path after n times "../": the page's folder first, the root last.
    private readonly List<string> _folders = [];

    // Links of a page have the same host as a rule, so the last verdict is kept.
    private string _judged = "";
    private bool _judgedGood;

    /// <param name="url">The page's address, or its base url. With a text that is no http or https url every relative link is refused.</param>
    public LinkBase(string url)
    {
        UrlParts parts = UrlParts.Split(url);
        _scheme = parts.Scheme.ToString().ToLowerInvariant();
        _authority = parts.Authority.ToString();
        _path = parts.Path.ToString();
        _query = parts.Query.ToString();
        _origin = $"{_scheme}://{_authority}";
        // Folders without a name, and dots in the base's path, are for the slow way.
        if (_path.Length > 0 && _path[0] == '/' && !NeedsWork(_path))
            for (int slash = _path.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : _path.LastIndexOf('/', slash - 1))
                _folders.Add(string.Concat(_origin, _path.AsSpan(0, slash + 1)));
    }

    /// <summary>Resolves a link's url.</summary>
    /// <param name="text">The url, cleaned and without fragment.</param>
    public ResolvedUrl Resolve(string text)
    {
        UrlParts link = UrlParts.Split(text);
        ReadOnlySpan<char> scheme = link.Scheme.Length == 0 || link.Scheme.Equals(_scheme, StringComparison.OrdinalIgnoreCase)
            ? _scheme
            : link.Scheme.ToString().ToLowerInvariant();
        if (scheme is not ("http" or "https"))
            return new ResolvedUrl(text, default, LinkRefusal.Scheme);
        bool absolute = link.Authority.Length > 0 || !scheme.SequenceEqual(_scheme);
        if (!IsGood(absolute ? link.Authority : _authority))
            return new ResolvedUrl(text, default, LinkRefusal.Url);
        if (absolute)
            return Make($"{scheme}://{link.Authority}", link.Path, link.Query);
        if (link.Path.Length == 0)
            return Make(_origin, _path, link.Query.Length > 0 ? link.Query : _query);
        return TryFast(link, out ResolvedUrl resolved) ? resolved : Make(_origin, Join(link.Path), link.Query);
    }

    // Nearly every link of nearly every page: some "../", then a path in which nothing is left to be resolved.
    private bool TryFast(UrlParts link, out ResolvedUrl resolved)
    {
        ReadOnlySpan<char> rest = link.Path;
        int up = 0;
        while (rest.StartsWith("../"))
        {
            up++;
            rest = rest[3..];
        }
        if (up >= _folders.Count || rest.Length == 0 || rest[0] == '/' || NeedsWork(rest))
        {
            resolved = default;
            return false;
        }
        resolved = Make(_folders[up], rest, link.Query);
        return true;
    }

    // A segment that is empty or begins with a dot, anywhere but at the end of a folder.
    private static bool NeedsWork(ReadOnlySpan<char> path) => path[0] == '.' || path.Contains("//", StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal);

    private static ResolvedUrl Make(ReadOnlySpan<char> before, ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        string url = query.Length == 0 ? string.Concat(before, path) : string.Concat(before, path, "?", query);
        int end = before.Length + path.Length;
        return new ResolvedUrl(url, (before.Length + path.LastIndexOf('/') + 1)..end, Refusal: null);
    }

    // As urljoin: segments without a name between both are dropped, ".." above the root is ignored, a dot at the end leaves a folder.
    private string Join(ReadOnlySpan<char> path)
    {
        List<string> segments = [];
        if (path[0] != '/')
        {
            segments.AddRange(_path.Split('/'));
            if (segments[^1].Length > 0)
                segments.RemoveAt(segments.Count - 1);
        }
        int fromBase = segments.Count;
        segments.AddRange(path.ToString().Split('/'));
        List<string> resolved = [];
        for (int i = 0; i < segments.Count; i++)
        {
            string segment = segments[i];
            bool between = fromBase > 0 && i > 0 && i < segments.Count - 1;
            if (segment == "..")
                resolved.RemoveRange(Math.Max(0, resolved.Count - 1), Math.Min(1, resolved.Count));
            else if (segment != "." && (segment.Length > 0 || !between))
                resolved.Add(segment);
        }
        if (segments[^1] is "." or "..")
            resolved.Add("");
        string joined = string.Join('/', resolved);
        return joined.StartsWith('/') ? joined : "/" + joined;
    }

    private bool IsGood(ReadOnlySpan<char> authority)
    {
        if (!authority.SequenceEqual(_judged))
        {
            _judged = authority.ToString();
            _judgedGood = UrlParts.HasHost(authority);
        }
        return _judgedGood;
    }
}
