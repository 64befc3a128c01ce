using System.Text;
using System.Text.Unicode;

namespace Pulp.Python;

/// <summary>
/// The headers and the body of a metadata file, taken apart as Python's email package does it with its compatible policy: a folded header keeps its line
/// breaks and indent, and the first line that is no header begins the body. What only matters to mail (MIME, encoded words) is left as it is.
/// </summary>
internal sealed class MetadataHeaders
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);

    private MetadataHeaders()
    {
    }

    /// <summary>The names, lower case, in the order in which they first come.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The body; as Latin-1 when it is not UTF-8.</summary>
    public string Body { get; private set; } = "";

    /// <summary>False: the body is not UTF-8.</summary>
    public bool IsBodySound { get; private set; } = true;

    /// <summary>The values of a name; those that are not UTF-8 as Latin-1.</summary>
    public IReadOnlyList<string> Values(string name) => _values[name];

    /// <summary>False: a value of this name is not UTF-8.</summary>
    public bool IsSound(string name) => !_damaged.Contains(name);

    public static MetadataHeaders Read(ReadOnlySpan<byte> bytes)
    {
        var headers = new MetadataHeaders();
        int at = 0, open = 0, colon = -1;
        while (at < bytes.Length)
        {
            ReadOnlySpan<byte> line = Line(bytes[at..]);
            bool goesOn = line[0] is (byte)' ' or (byte)'\t';
            bool envelope = line.StartsWith("From "u8);
            int end = goesOn || envelope ? 0 : NameLength(line);
            if (end < 0)
                break;
            if (!goesOn)
            {
                // The header before is whole now. Lines of a mailbox and headers without a name are dropped, with what goes on from them.
                headers.Add(bytes, open, colon, at);
                open = at;
                colon = end > 0 ? at + end : -1;
            }
            at += line.Length;
        }
        headers.Add(bytes, open, colon, at);
        ReadOnlySpan<byte> rest = bytes[at..];
        // An empty line between headers and body belongs to neither; a line that is no header begins the body.
        if (!rest.IsEmpty && LineBreak(rest) is > 0 and var separator)
            rest = rest[separator..];
        headers.Body = Decode(rest, out bool sound);
        headers.IsBodySound = sound;
        return headers;
    }

    private void Add(ReadOnlySpan<byte> bytes, int start, int colon, int end)
    {
        if (colon < 0)
            return;
        string name = Encoding.ASCII.GetString(bytes[start..colon]).ToLowerInvariant();
        ReadOnlySpan<byte> value = bytes[(colon + 1)..end].TrimStart(" \t"u8).TrimEnd("\r\n"u8);
        if (!_values.TryGetValue(name, out List<string>? values))
        {
            _names.Add(name);
            _values.Add(name, values = []);
        }
        values.Add(Decode(value, out bool sound));
        if (!sound)
            _damaged.Add(name);
    }

    // Where the colon is after a header's name, printable ASCII; -1 when the line is no header.
    private static int NameLength(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        int colon = line.IndexOf((byte)':');
        return colon >= 0 && (end < 0 || colon < end) ? colon : -1;
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? rest : rest[..(end + LineBreak(rest[end..]))];
    }

    // How many bytes of a line break a text begins with.
    private static int LineBreak(ReadOnlySpan<byte> rest) => rest[0] switch
    {
        (byte)'\n' => 1,
        (byte)'\r' => rest.Length > 1 && rest[1] == '\n' ? 2 : 1,
        _ => 0,
    };

    private static string Decode(ReadOnlySpan<byte> bytes, out bool sound)
    {
        sound = Utf8.IsValid(bytes);
        return (sound ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
    }
}
