namespace Pulp.Python;

/// <summary>Reads requirements (PEP 508): name, extras, then versions or a URL, then a marker.</summary>
internal static class RequirementParser
{
    /// <summary>Reads a whole text; null when there is a fault, which the scanner holds.</summary>
    public static Requirement? Read(ref RequirementScanner scanner)
    {
        scanner.SkipBlanks();
        string name = scanner.TakeIdentifier().ToString();
        if (name.Length == 0)
        {
            scanner.Fail("the name of a project (letters, digits and ._-, a letter or digit first)");
            return null;
        }

        scanner.SkipBlanks();
        var extras = new SortedSet<string>(StringComparer.Ordinal);
        if (scanner.Next == '[' && !ReadExtras(ref scanner, extras)) return null;
        scanner.SkipBlanks();
        SpecifierSet? specifier = SpecifierSet.Empty;
        string? url = null;
        string expected = "'[', '@', a version specifier, ';' or the end";
        if (scanner.Take('@'))
        {
            if (!ReadUrl(ref scanner, out url)) return null;
            expected = "' ;' before a marker, or the end";
        }
        else
        {
            int start = scanner.At;
            specifier = ReadSpecifier(ref scanner);
            if (specifier is null) return null;
            scanner.SkipBlanks();
            if (scanner.At > start) expected = "',', ';' or the end";
        }

        if (!ReadMarker(ref scanner, expected, out Marker? marker)) return null;
        return new Requirement(name, [.. extras], specifier, url, marker);
    }

    private static bool ReadExtras(ref RequirementScanner scanner, SortedSet<string> extras)
    {
        int opened = ++scanner.At;
        scanner.SkipBlanks();
        bool more = scanner.Next != ']';
        while (more)
        {
            ReadOnlySpan<char> extra = scanner.TakeIdentifier();
            if (extra.IsEmpty) return scanner.Fail("the name of an extra");
            extras.Add(extra.ToString());
            scanner.SkipBlanks();
            more = scanner.Take(',');
            scanner.SkipBlanks();
        }

        return scanner.Take(']') || scanner.Fail($"',' or the bracket that closes the one at character {opened}");
    }

    /// <summary>A URL goes to the next space or tab, a semicolon included.</summary>
    private static bool ReadUrl(ref RequirementScanner scanner, out string? url)
    {
        scanner.SkipBlanks();
        int length = scanner.Rest.IndexOfAny(' ', '\t');
        if (length < 0) length = scanner.Rest.Length;
        url = length == 0 ? null : scanner.Rest[..length].ToString();
        if (url is null) return scanner.Fail("a URL after '@'");
        scanner.At += length;
        scanner.SkipBlanks();
        return true;
    }

    private static SpecifierSet? ReadSpecifier(ref RequirementScanner scanner)
    {
        int opened = scanner.At + 1;
        bool parenthesis = scanner.Take('(');
        scanner.SkipBlanks();
        int start = scanner.At;
        while (ReadClause(ref scanner))
        {
            scanner.SkipBlanks();
            if (!scanner.Take(',')) break;
            scanner.SkipBlanks();
        }

        string text = scanner.Text[start..scanner.At].ToString();
        scanner.SkipBlanks();
        if (!SpecifierSet.TryParse(text, out SpecifierSet? set, out string? reason))
        {
            scanner.Reason ??= $"{reason} (in the version specifier at character {start + 1})";
            return null;
        }

        if (!parenthesis || scanner.Take(')')) return set;
        scanner.Fail($"',' or the parenthesis that closes the one at character {opened}");
        return null;
    }

    /// <summary>Goes over one clause, to be judged later. Behind an operator white space of any kind may stand; <c>===</c> takes commas too.</summary>
    private static bool ReadClause(ref RequirementScanner scanner)
    {
        ReadOnlySpan<char> rest = scanner.Rest;
        int at = SpecifierClause.OperatorAt(rest).Length;
        if (at == 0) return false;
        bool arbitrary = at == 3;
        while (at < rest.Length && PythonText.IsSpace(rest[at])) at++;
        while (at < rest.Length && rest[at] is not (';' or ')') && (arbitrary || rest[at] != ',') && !PythonText.IsSpace(rest[at])) at++;
        scanner.At += at;
        return true;
    }

    private static bool ReadMarker(ref RequirementScanner scanner, string expected, out Marker? marker)
    {
        marker = null;
        if (scanner.AtEnd) return true;
        if (!scanner.Take(';')) return scanner.Fail(expected);
        MarkerGroup? root = MarkerParser.Read(ref scanner);
        if (root is null) return false;
        marker = new Marker(root);
        return scanner.AtEnd || scanner.Fail("'and', 'or' or the end");
    }
}
