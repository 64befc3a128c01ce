using System.Text;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Pulp.Python;

/// <summary>Reads a project's page in HTML (PEP 503, 592, 629, 658, 708, 714, 792), link by link.</summary>
internal sealed class SimpleHtmlParser(string project, string url, Encoding encoding) : HtmlPageParser<SimplePage>(encoding)
{
    private readonly TextPool _pool = new();

    // Links wait for the end of the page: a base url counts wherever it stands.
    private readonly List<PageLink> _links = [];
    private readonly List<string> _tracks = [];
    private readonly List<string> _alternates = [];
    private string? _base;
    private string? _version;
    private bool _saysVersion;
    private string? _status;
    private string? _statusReason;

    /// <inheritdoc/>
    protected override void OnStartTag(ref StructHtmlToken tag, HtmlAttributes attributes)
    {
        switch (tag.Name.Memory.Span)
        {
            case "a":
                ReadLink(attributes);
                break;
            case "meta":
                ReadMeta(attributes);
                break;
            case "base" when _base is null:
                if (attributes.TryGet("href", out ReadOnlySpan<char> href))
                    _base = LinkText.WithoutFragment(LinkText.Clean(href.ToString()), out _);
                break;
        }
    }

    /// <inheritdoc/>
    protected override PageReading<SimplePage> Finish()
    {
        if (!AcceptVersion(_version))
            return Complete();
        var pageUrl = new LinkBase(url);
        LinkBase baseUrl = _base is null ? pageUrl : new LinkBase(pageUrl.Resolve(_base).Url);
        var judge = new LinkJudge(project);
        foreach (PageLink link in _links)
            judge.AddHtml(link, baseUrl);
        return PageReading<SimplePage>.Of(new SimplePage
        {
            IsJson = false,
            SaysWhatItIs = _saysVersion,
            IsCut = EndsWithinTag,
            RepositoryVersion = _version,
            Tracks = _tracks,
            AlternateLocations = _alternates,
            Status = _status,
            StatusReason = _statusReason,
            Files = judge.Files,
            Refused = judge.Refused,
        });
    }

    private void ReadLink(HtmlAttributes attributes)
    {
        if (!attributes.TryGet("href", out ReadOnlySpan<char> href) || href.IsEmpty)
            return;
        if (_links.Count == LinkJudge.MostLinks)
        {
            Fail(PageFault.TooLarge, $"the page has more than {LinkJudge.MostLinks:N0} links");
            return;
        }
        var link = default(PageLink);
        link.Digests = LinkText.Digests(link.SetUrl(href.ToString()));
        if (attributes.TryGet("data-requires-python", out ReadOnlySpan<char> requires))
            link.RequiresPython = _pool.Get(requires);
        // The attribute alone, without a value, means yanked too.
        if (attributes.TryGet("data-yanked", out ReadOnlySpan<char> yanked))
            link.Yanked = _pool.Get(yanked);
        if (attributes.TryGet("data-core-metadata", out ReadOnlySpan<char> metadata) || attributes.TryGet("data-dist-info-metadata", out metadata))
            link.CoreMetadata = ReadMetadata(metadata);
        _links.Add(link);
    }

    private static FileDigests? ReadMetadata(ReadOnlySpan<char> text)
    {
        if (text is "true")
            return default(FileDigests);
        FileDigests digests = LinkText.Digests(text);
        return digests.Count == 0 ? null : digests;
    }

    private void ReadMeta(HtmlAttributes attributes)
    {
        if (!attributes.TryGet("name", out ReadOnlySpan<char> name) || !name.StartsWith("pypi:"))
            return;
        string? content = attributes.TryGet("content", out ReadOnlySpan<char> value) ? value.ToString() : null;
        if (name is "pypi:repository-version")
            _saysVersion = true;
        if (content is null)
            return;
        switch (name)
        {
            case "pypi:repository-version":
                _version ??= content;
                break;
            case "pypi:tracks":
                _tracks.Add(content);
                break;
            case "pypi:alternate-locations":
                _alternates.Add(content);
                break;
            case "pypi:project-status":
                _status ??= content;
                break;
            case "pypi:project-status-reason":
                _statusReason ??= content;
                break;
        }
    }
}
