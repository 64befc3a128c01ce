using System.Text;

namespace Pulp.Python.Tests.Simple;

/// <summary>Reads pages in tests.</summary>
internal static class Pages
{
    public const long Limit = 1 << 28;

    public static PageReading<SimplePage> Read(string text, string project = "a", string? contentType = "text/html") =>
        Read(Encoding.UTF8.GetBytes(text), project, contentType);

    public static PageReading<SimplePage> Read(byte[] bytes, string project = "a", string? contentType = "text/html", int piece = int.MaxValue) =>
        SimplePageReader.Read(new PiecesStream(bytes, piece), project, $"https://index.example/simple/{project}/", contentType, Limit);

    public static SimplePage Page(string text, string project = "a", string? contentType = "text/html") =>
        Read(text, project, contentType).Page ?? throw new InvalidOperationException(Read(text, project, contentType).Error!.ToString());

    /// <summary>All that a page says, as text.</summary>
    public static string Show(PageReading<SimplePage> reading)
    {
        if (reading.Page is not { } page)
            return reading.Error!.Code;
        var text = new StringBuilder();
        text.AppendLine($"{page.Name} {page.RepositoryVersion} {page.SaysWhatItIs} {page.IsCut} {page.Status} {page.StatusReason} {page.LastSerial}");
        text.AppendLine($"{string.Join('|', page.Tracks)} {string.Join('|', page.AlternateLocations)} {string.Join('|', page.Versions ?? ["none"])}");
        foreach (SimpleFile file in page.Files)
            text.AppendLine($"{Conformance.PageLines.Of(file)} {file.Url} {file.Size} {file.UploadTime:O}");
        foreach (RefusedLink link in page.Refused)
            text.AppendLine($"{link.Position} {link.Code} {link.FileName} {link.Url}");
        return text.ToString();
    }
}

/// <summary>Bytes that come in pieces, as a network brings them.</summary>
internal sealed class PiecesStream(byte[] bytes, int piece) : MemoryStream(bytes, writable: false)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
}

/// <summary>A beginning, and then one character for ever.</summary>
internal sealed class EndlessStream(byte[] head) : MemoryStream
{
    private int _at;

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, head.Length - _at);
        head.AsSpan(_at, count).CopyTo(buffer);
        buffer[count..].Fill((byte)'x');
        _at += count;
        return buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
