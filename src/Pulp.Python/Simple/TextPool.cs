using System.Text;

namespace Pulp.Python;

/// <summary>Hands out one string for texts that repeat in a page (requires-python, reasons), so that thousands of files share it.</summary>
internal sealed class TextPool
{
    // A page whose texts all differ gains nothing from the pool: it stops growing here.
    private const int MostTexts = 1024;
    private const int LongestText = 256;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly char[] _chars = new char[LongestText];

    public TextPool() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "";
        if (text.Length > LongestText)
            return text.ToString();
        if (_lookup.TryGetValue(text, out string? known))
            return known;
        string made = text.ToString();
        if (_texts.Count < MostTexts)
            _texts.Add(made);
        return made;
    }

    /// <summary>The same for valid UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8) =>
        utf8.Length > LongestText ? Encoding.UTF8.GetString(utf8) : Get(_chars.AsSpan(0, Encoding.UTF8.GetChars(utf8, _chars)));
}
