using System.Buffers;

namespace Pulp.Python;

/// <summary>
/// Writes pages of a simple index, a project's and the root, as JSON (PEP 691, 700, 714) and as HTML (PEP 503, 592, 658, 714). Files and projects come in the
/// order given, one at a time: nothing but the list of versions is gathered. What the readers here read from it is what was written.
/// </summary>
public static class SimplePageWriter
{
    /// <summary>The version of the interface that the pages follow (PEP 629, 700).</summary>
    public const string RepositoryVersion = "1.1";

    /// <summary>The Content-Type of pages in JSON.</summary>
    public const string JsonContentType = "application/vnd.pypi.simple.v1+json";

    /// <summary>The Content-Type of pages in HTML, for clients that ask for it by this name; others get <c>text/html</c>.</summary>
    public const string HtmlContentType = "application/vnd.pypi.simple.v1+html";

    // What is held back before it goes to a stream.
    private const int PieceSize = 32 * 1024;

    /// <summary>Writes a project's page as JSON.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="project">The project's name.</param>
    /// <param name="files">Its files.</param>
    public static void WriteJson(IBufferWriter<byte> output, string project, IEnumerable<PublishedFile> files) =>
        JsonPageWriter.Write(output, project, files, flush: null);

    /// <summary>Writes a project's page as JSON to a stream, which stays open.</summary>
    /// <inheritdoc cref="WriteJson(IBufferWriter{byte}, string, IEnumerable{PublishedFile})"/>
    public static void WriteJson(Stream output, string project, IEnumerable<PublishedFile> files) =>
        ToStream(output, (buffer, flush) => JsonPageWriter.Write(buffer, project, files, flush));

    /// <summary>Writes a project's page as HTML.</summary>
    /// <inheritdoc cref="WriteJson(IBufferWriter{byte}, string, IEnumerable{PublishedFile})"/>
    public static void WriteHtml(IBufferWriter<byte> output, string project, IEnumerable<PublishedFile> files) =>
        HtmlPageWriter.Write(output, project, files, flush: null);

    /// <summary>Writes a project's page as HTML to a stream, which stays open.</summary>
    /// <inheritdoc cref="WriteJson(IBufferWriter{byte}, string, IEnumerable{PublishedFile})"/>
    public static void WriteHtml(Stream output, string project, IEnumerable<PublishedFile> files) =>
        ToStream(output, (buffer, flush) => HtmlPageWriter.Write(buffer, project, files, flush));

    /// <summary>Writes the root list as JSON.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="projects">The projects; a serial is given where it is known.</param>
    public static void WriteRootJson(IBufferWriter<byte> output, IEnumerable<ListedProject> projects) =>
        JsonPageWriter.WriteRoot(output, projects, flush: null);

    /// <summary>Writes the root list as JSON to a stream, which stays open.</summary>
    /// <inheritdoc cref="WriteRootJson(IBufferWriter{byte}, IEnumerable{ListedProject})"/>
    public static void WriteRootJson(Stream output, IEnumerable<ListedProject> projects) =>
        ToStream(output, (buffer, flush) => JsonPageWriter.WriteRoot(buffer, projects, flush));

    /// <summary>Writes the root list as HTML; each link is <c>NAME/</c>, the name normalised.</summary>
    /// <inheritdoc cref="WriteRootJson(IBufferWriter{byte}, IEnumerable{ListedProject})"/>
    public static void WriteRootHtml(IBufferWriter<byte> output, IEnumerable<ListedProject> projects) =>
        HtmlPageWriter.WriteRoot(output, projects, flush: null);

    /// <summary>Writes the root list as HTML to a stream, which stays open.</summary>
    /// <inheritdoc cref="WriteRootHtml(IBufferWriter{byte}, IEnumerable{ListedProject})"/>
    public static void WriteRootHtml(Stream output, IEnumerable<ListedProject> projects) =>
        ToStream(output, (buffer, flush) => HtmlPageWriter.WriteRoot(buffer, projects, flush));

    /// <summary>A file name as a segment of a url: everything but letters, digits and <c>-_.~</c> percent-encoded.</summary>
    public static string EscapeSegment(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Uri.EscapeDataString(name);
    }

    private static void ToStream(Stream output, Action<IBufferWriter<byte>, Action> write)
    {
        ArgumentNullException.ThrowIfNull(output);
        var buffer = new ArrayBufferWriter<byte>(PieceSize);
        write(buffer, () => Flush(PieceSize));
        Flush(atLeast: 0);

        void Flush(int atLeast)
        {
            if (buffer.WrittenCount < atLeast)
                return;
            output.Write(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
        }
    }
}
