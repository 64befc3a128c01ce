using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Pulp.Python;

/// <summary>A line of a wheel's RECORD.</summary>
/// <param name="Path">The path, as given.</param>
/// <param name="Kind">The kind of digest (sha256); null: none is given.</param>
/// <param name="Digest">The digest, in url-safe base64 without padding, as given; null: none.</param>
/// <param name="Size">Bytes; null: not given.</param>
public sealed record WheelRecordLine(string Path, string? Kind, string? Digest, long? Size)
{
    /// <summary>Reads a RECORD: lines of path, digest and size, as CSV. Null: it is not UTF-8 or no CSV.</summary>
    public static IReadOnlyList<WheelRecordLine>? Read(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            return null;
        ReadOnlySpan<char> rest = Encoding.UTF8.GetString(bytes).AsSpan().TrimStart('\uFEFF');
        List<WheelRecordLine> lines = [];
        string?[] fields = new string?[3];
        while (!rest.IsEmpty)
        {
            fields.AsSpan().Clear();
            int count = 0;
            while (true)
            {
                if (count == fields.Length || !TryField(ref rest, out string? field))
                    return null;
                fields[count++] = field;
                if (rest.IsEmpty || rest[0] != ',')
                    break;
                rest = rest[1..];
            }
            if (!rest.IsEmpty)
                rest = rest[(rest.StartsWith("\r\n") ? 2 : 1)..];
            // A line without anything in it is none.
            if (count == 1 && fields[0]!.Length == 0)
                continue;
            if (ToLine(fields) is not { } line)
                return null;
            lines.Add(line);
        }
        return lines;
    }

    private static WheelRecordLine? ToLine(string?[] fields)
    {
        string digest = fields[1] ?? "", size = fields[2] ?? "";
        int equal = digest.IndexOf('=', StringComparison.Ordinal);
        long bytes = 0;
        if (fields[0]!.Length == 0 || (digest.Length > 0 && equal <= 0) || (size.Length > 0 && !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out bytes)))
            return null;
        return new WheelRecordLine(fields[0]!, equal > 0 ? digest[..equal] : null, equal > 0 ? digest[(equal + 1)..] : null, size.Length > 0 ? bytes : null);
    }

    // Up to a comma or the end of the line, which stays; or in quotation marks, where a doubled one stands for one.
    private static bool TryField(ref ReadOnlySpan<char> rest, out string? field)
    {
        if (rest.IsEmpty || rest[0] != '"')
        {
            int end = rest.IndexOfAny(',', '\r', '\n');
            field = (end < 0 ? rest : rest[..end]).ToString();
            rest = end < 0 ? default : rest[end..];
            return true;
        }
        var text = new StringBuilder();
        rest = rest[1..];
        while (true)
        {
            int quote = rest.IndexOf('"');
            if (quote < 0)
            {
                field = null;
                return false;
            }
            text.Append(rest[..quote]);
            rest = rest[(quote + 1)..];
            if (rest.IsEmpty || rest[0] != '"')
                break;
            text.Append('"');
            rest = rest[1..];
        }
        field = text.ToString();
        return rest.IsEmpty || rest[0] is ',' or '\r' or '\n';
    }
}
