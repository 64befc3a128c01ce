using System.Buffers;
using System.Text;

namespace Pulp.Python;

/// <summary>Pages in HTML.</summary>
internal static class HtmlPageWriter
{
    // A CR as it is would be read as a line feed.
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'\r\0");

    /// <param name="output">Where to.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="files">Its files.</param>
    /// <param name="flush">Called after each file, when all of it is in the output.</param>
    public static void Write(IBufferWriter<byte> output, string project, IEnumerable<PublishedFile> files, Action? flush)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(files);
        Begin(output, "Links for " + project);
        foreach (PublishedFile file in files)
        {
            WriteFile(output, file);
            flush?.Invoke();
        }
        Raw(output, "</body>\n</html>\n");
    }

    public static void WriteRoot(IBufferWriter<byte> output, IEnumerable<ListedProject> projects, Action? flush)
    {
        ArgumentNullException.ThrowIfNull(projects);
        Begin(output, "Simple index");
        foreach (ListedProject project in projects)
        {
            Raw(output, "<a href=\"");
            Escaped(output, ProjectName.Normalize(project.Name));
            Raw(output, "/\">");
            Escaped(output, project.Name);
            Raw(output, "</a><br>\n");
            flush?.Invoke();
        }
        Raw(output, "</body>\n</html>\n");
    }

    private static void Begin(IBufferWriter<byte> output, string title)
    {
        Raw(output, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"pypi:repository-version\" content=\"");
        Raw(output, SimplePageWriter.RepositoryVersion);
        Raw(output, "\">\n<title>");
        Escaped(output, title);
        Raw(output, "</title>\n</head>\n<body>\n<h1>");
        Escaped(output, title);
        Raw(output, "</h1>\n");
    }

    private static void WriteFile(IBufferWriter<byte> output, PublishedFile file)
    {
        Raw(output, "<a href=\"");
        Escaped(output, file.Url);
        if (OneOf(file.Digests) is { } digest)
            Raw(output, "#" + digest);
        Raw(output, "\"");
        if (file.RequiresPython is { } python)
            Attribute(output, "data-requires-python", python);
        if (file.Yanked is { } reason)
            Attribute(output, "data-yanked", reason);
        if (file.CoreMetadata is { } metadata)
        {
            // Under its new name, and under the one that older clients know (PEP 714).
            string value = OneOf(metadata) ?? "true";
            Attribute(output, "data-core-metadata", value);
            Attribute(output, "data-dist-info-metadata", value);
        }
        Raw(output, ">");
        Escaped(output, file.FileName);
        Raw(output, "</a><br>\n");
    }

    private static string? OneOf(FileDigests digests) =>
        digests.HasSha256 ? "sha256=" + digests["sha256"]
        : digests.Others is [var first, ..] ? $"{first.Key}={first.Value}"
        : null;

    private static void Attribute(IBufferWriter<byte> output, string name, string value)
    {
        Raw(output, " ");
        Raw(output, name);
        Raw(output, "=\"");
        Escaped(output, value);
        Raw(output, "\"");
    }

    private static void Raw(IBufferWriter<byte> output, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);

    private static void Escaped(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        for (int at; (at = text.IndexOfAny(Special)) >= 0; text = text[(at + 1)..])
        {
            Raw(output, text[..at]);
            Raw(output, text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\r' => "&#13;",
                // HTML has no way to write it.
                _ => "\uFFFD",
            });
        }
        Raw(output, text);
    }
}
