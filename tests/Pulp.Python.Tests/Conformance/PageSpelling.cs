using System.Text;
using System.Text.Json;

namespace Pulp.Python.Tests.Conformance;

/// <summary>
/// What the lines of the big pages keep and reading does not: digests as spelt, and withdrawn files that the tool which made the lines overlooks
/// (an empty reason in JSON, an attribute without a value).
/// </summary>
internal sealed class PageSpelling
{
    private const int Sha256Digits = 64;

    private readonly string _text;
    private readonly Dictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly HashSet<string>? _emptyReasons;

    public PageSpelling(byte[] page, bool json)
    {
        _text = Encoding.UTF8.GetString(page);
        for (int start = 0; start < _text.Length; start++)
        {
            int end = start;
            while (end < _text.Length && char.IsAsciiHexDigit(_text[end]))
                end++;
            if (end - start == Sha256Digits)
                _digests.TryAdd(_text[start..end].ToLowerInvariant(), _text[start..end]);
            start = end;
        }
        if (json)
            _emptyReasons = [.. JsonSerializer.Deserialize<JsonElement>(page).GetProperty("files").EnumerateArray()
                .Where(f => f.TryGetProperty("yanked", out JsonElement yanked) && yanked.ValueKind == JsonValueKind.String && yanked.GetString() == "")
                .Select(f => f.Text("filename")!)];
    }

    public string Sha256(SimpleFile file) => file.Digests["sha256"] is { } hex ? _digests[hex] : "";

    public string? Yanked(SimpleFile file) => file.Yanked == "" && IsOverlooked(file.FileName) ? null : file.Yanked;

    private bool IsOverlooked(string fileName)
    {
        if (_emptyReasons is not null)
            return _emptyReasons.Contains(fileName);
        int name = _text.IndexOf(fileName, StringComparison.Ordinal);
        return name >= 0 && !_text[name.._text.IndexOf('>', name)].Contains("data-yanked=", StringComparison.Ordinal);
    }
}
