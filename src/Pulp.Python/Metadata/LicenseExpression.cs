namespace Pulp.Python;

/// <summary>SPDX licence expressions (PEP 639): identifiers joined by AND, OR and WITH, in any letter case, with parentheses.</summary>
internal static class LicenseExpression
{
    private const string OwnPrefix = "licenseref-";

    // Deeper than any licence; the reference gives up there too.
    private const int DeepestNesting = 200;

    /// <summary>Why a text is no licence expression; null when it is one.</summary>
    public static string? Judge(string text)
    {
        string[] tokens = PythonText.Lower(text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal))
            .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        return !IsWellFormed(tokens) ? $"'{PythonText.Excerpt(text)}' is no licence expression" : JudgeNames(tokens);
    }

    private static bool IsOperator(string token) => token is "and" or "or" or "with";

    // Names and operators take turns; a parenthesis opens where a name may stand, and closes after one.
    private static bool IsWellFormed(string[] tokens)
    {
        int depth = 0;
        bool wantsName = true;
        for (int i = 0; i < tokens.Length; i++)
        {
            string token = tokens[i];
            if (token == "(")
            {
                if (!wantsName || ++depth > DeepestNesting)
                    return false;
            }
            else if (token == ")")
            {
                if (wantsName || --depth < 0)
                    return false;
            }
            else if (IsOperator(token) == wantsName)
            {
                return false;
            }
            else
            {
                // WITH stands between a licence and an exception, not beside parentheses.
                if (token == "with" && (tokens[i - 1] == ")" || i + 1 == tokens.Length || tokens[i + 1] == "(" || (i > 1 && tokens[i - 2] == "with")))
                    return false;
                wantsName = !wantsName;
            }
        }
        return depth == 0 && !wantsName;
    }

    private static string? JudgeNames(string[] tokens)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            string token = tokens[i];
            if (token is "(" or ")" || IsOperator(token))
                continue;
            if (i > 0 && tokens[i - 1] == "with")
            {
                if (!SpdxNames.Exceptions.Contains(token))
                    return $"'{PythonText.Excerpt(token)}' is no known licence exception";
            }
            else if (token.StartsWith(OwnPrefix, StringComparison.Ordinal))
            {
                if (!IsOwnName(token.AsSpan(OwnPrefix.Length)))
                    return $"'{PythonText.Excerpt(token)}' is no name of a licence of one's own (letters, digits, dots and dashes after LicenseRef-)";
            }
            else if (!SpdxNames.Licenses.Contains(token.EndsWith('+') ? token[..^1] : token))
            {
                return $"'{PythonText.Excerpt(token)}' is no known licence";
            }
        }
        return null;
    }

    private static bool IsOwnName(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
            if (!PythonText.IsAlphanumeric(c) && c is not ('.' or '-'))
                return false;
        return !name.IsEmpty;
    }
}
