using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Pulp.PS.Completion;

/// <summary>The word that is being completed: what was typed of it, and the quote it began with.</summary>
internal sealed partial class CompletionWord
{
    private readonly WildcardPattern _pattern;
    private readonly char? _quote;

    private CompletionWord(string text, char? quote)
    {
        Text = text;
        _quote = quote;
        _pattern = new WildcardPattern(WildcardPattern.ContainsWildcardCharacters(text) ? text : text + "*", WildcardOptions.IgnoreCase);
    }

    /// <summary>What was typed, without quotes.</summary>
    internal string Text { get; }

    internal static CompletionWord Of(string? word) => word switch
    {
        ['\'' or '"', ..] => new(word.Trim(word[0]), word[0]),
        _ => new(word ?? "", null),
    };

    internal bool Fits(string candidate) => _pattern.IsMatch(candidate);

    /// <summary>The result for a text, quoted as the word is, or where a bare word would mean something else.</summary>
    internal CompletionResult Result(string text, string tip)
    {
        var quote = _quote ?? (BareWord().IsMatch(text) ? null : '\'');
        var written = quote switch
        {
            '\'' => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            '"' => $"\"{text.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal)}\"",
            _ => text,
        };
        return new CompletionResult(written, text, CompletionResultType.ParameterValue, tip.Length == 0 ? text : tip);
    }

    // A word that begins with a dash would be a parameter, one that begins with a digit a number.
    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9._-]*$|^[0-9]+$|^[0-9a-f]{8}-", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BareWord();
}
