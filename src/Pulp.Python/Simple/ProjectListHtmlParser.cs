using System.Text;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Pulp.Python;

/// <summary>Reads the root list in HTML (PEP 503): the texts of its links.</summary>
internal sealed class ProjectListHtmlParser(Encoding encoding) : HtmlPageParser<ProjectList>(encoding)
{
    // A link without an end would gather the rest of the page; no name is that long.
    private const int LongestName = 1000;

    private readonly List<ListedProject> _projects = [];
    private readonly StringBuilder _name = new();
    private bool _inLink;
    private string? _version;

    /// <inheritdoc/>
    protected override bool WantsText => true;

    /// <inheritdoc/>
    protected override void OnStartTag(ref StructHtmlToken tag, HtmlAttributes attributes)
    {
        switch (tag.Name.Memory.Span)
        {
            case "a":
                EndLink();
                _inLink = attributes.TryGet("href", out _);
                break;
            case "meta":
                if (attributes.TryGet("name", out ReadOnlySpan<char> name) && name is "pypi:repository-version"
                    && attributes.TryGet("content", out ReadOnlySpan<char> content))
                    _version ??= content.ToString();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnEndTag(ReadOnlySpan<char> name)
    {
        if (name is "a")
            EndLink();
    }

    /// <inheritdoc/>
    protected override void OnText(ReadOnlySpan<char> text)
    {
        if (_inLink)
            _name.Append(text[..Math.Min(text.Length, LongestName - Math.Min(LongestName, _name.Length))]);
    }

    /// <inheritdoc/>
    protected override PageReading<ProjectList> Finish()
    {
        EndLink();
        return AcceptVersion(_version)
            ? PageReading<ProjectList>.Of(new ProjectList { RepositoryVersion = _version, Projects = _projects })
            : Complete();
    }

    private void EndLink()
    {
        if (!_inLink)
            return;
        _inLink = false;
        string name = _name.ToString().Trim();
        _name.Clear();
        if (name.Length == 0)
            return;
        if (_projects.Count == ProjectListJsonParser.MostProjects)
            Fail(PageFault.TooLarge, $"the list has more than {ProjectListJsonParser.MostProjects:N0} projects");
        else
            _projects.Add(new ListedProject(name, LastSerial: null));
    }
}
