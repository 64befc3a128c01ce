namespace Pulp.Python;

/// <summary>A place in the text of a requirement or marker, and why reading stopped there. Goes forward only.</summary>
internal ref struct RequirementScanner(ReadOnlySpan<char> text)
{
    public readonly ReadOnlySpan<char> Text = text;
    public int At;

    /// <summary>The first fault, as one clause; null while there is none.</summary>
    public string? Reason;

    public readonly bool AtEnd => At == Text.Length;

    public readonly ReadOnlySpan<char> Rest => Text[At..];

    /// <summary>The character here; NUL at the end, which no token begins with.</summary>
    public readonly char Next => At < Text.Length ? Text[At] : '\0';

    /// <summary>Spaces and tabs, the only white space between the tokens (PEP 508).</summary>
    public bool SkipBlanks()
    {
        int start = At;
        while (At < Text.Length && Text[At] is ' ' or '\t') At++;
        return At > start;
    }

    public bool Take(char expected)
    {
        if (At >= Text.Length || Text[At] != expected) return false;
        At++;
        return true;
    }

    /// <summary>Takes a keyword, unless it is only the beginning of a word.</summary>
    public bool TakeWord(string word)
    {
        ReadOnlySpan<char> rest = Rest;
        if (!rest.StartsWith(word) || (rest.Length > word.Length && IsWord(rest[word.Length]))) return false;
        At += word.Length;
        return true;
    }

    /// <summary>A letter or digit, then those and <c>._-</c>, ending in neither dot nor dash; empty when none stands here.</summary>
    public ReadOnlySpan<char> TakeIdentifier()
    {
        int end = At;
        while (end < Text.Length && (IsWord(Text[end]) || Text[end] is '.' or '-')) end++;
        if (end == At || !PythonText.IsAlphanumeric(Text[At]) || Text[end - 1] is '.' or '-') return default;
        ReadOnlySpan<char> identifier = Text[At..end];
        At = end;
        return identifier;
    }

    public static bool IsWord(char c) => PythonText.IsAlphanumeric(c) || c == '_';

    /// <summary>Notes a fault here. Always false, to be returned.</summary>
    public bool Fail(string expected)
    {
        Reason ??= AtEnd
            ? $"the text ends at character {At + 1} where {expected} was expected"
            : $"'{PythonText.Excerpt(Rest)}' at character {At + 1} stands where {expected} was expected";
        return false;
    }
}
