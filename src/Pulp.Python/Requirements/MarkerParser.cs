namespace Pulp.Python;

/// <summary>Reads markers (PEP 508) by recursive descent; parentheses nest to a limit, so that no input exhausts the stack.</summary>
internal static class MarkerParser
{
    private const int DeepestNesting = 400;

    /// <summary>Reads comparisons joined by <c>and</c> and <c>or</c>, as far as they go; null when there is a fault, which the scanner holds.</summary>
    public static MarkerGroup? Read(ref RequirementScanner scanner) => ReadGroup(ref scanner, 0);

    private static MarkerGroup? ReadGroup(ref RequirementScanner scanner, int depth)
    {
        var items = new List<MarkerNode>();
        var startsAlternative = new List<bool>();
        bool alternative = false;
        while (true)
        {
            MarkerNode? item = ReadAtom(ref scanner, depth);
            if (item is null) return null;
            items.Add(item);
            startsAlternative.Add(alternative);
            alternative = scanner.TakeWord("or");
            if (!alternative && !scanner.TakeWord("and")) return new MarkerGroup([.. items], [.. startsAlternative]);
        }
    }

    private static MarkerNode? ReadAtom(ref RequirementScanner scanner, int depth)
    {
        scanner.SkipBlanks();
        if (scanner.Next != '(') return ReadComparison(ref scanner);
        if (depth == DeepestNesting)
        {
            scanner.Reason ??= $"parentheses are nested more than {DeepestNesting} deep at character {scanner.At + 1}";
            return null;
        }

        int opened = ++scanner.At;
        MarkerGroup? group = ReadGroup(ref scanner, depth + 1);
        if (group is null) return null;
        if (!scanner.Take(')'))
        {
            scanner.Fail($"'and', 'or' or the parenthesis that closes the one at character {opened}");
            return null;
        }

        scanner.SkipBlanks();
        return group;
    }

    private static MarkerComparison? ReadComparison(ref RequirementScanner scanner)
    {
        if (!ReadOperand(ref scanner, out MarkerOperand left)) return null;
        scanner.SkipBlanks();
        string? symbol = ReadOperator(ref scanner);
        if (symbol is null) return null;
        scanner.SkipBlanks();
        if (!ReadOperand(ref scanner, out MarkerOperand right)) return null;
        scanner.SkipBlanks();
        return WithNormalizedExtra(left, symbol, right);
    }

    /// <summary>Names of extras and groups are compared normalised (PEP 685), so their literals are kept so.</summary>
    private static MarkerComparison WithNormalizedExtra(MarkerOperand left, string symbol, MarkerOperand right)
    {
        if (left is { IsVariable: true, Text: "extra" } && !right.IsVariable) right = new MarkerOperand(ProjectName.Normalize(right.Text), false);
        else if (right is { IsVariable: true, Text: "extra" or "extras" or "dependency_groups" } && !left.IsVariable)
            left = new MarkerOperand(ProjectName.Normalize(left.Text), false);
        return new MarkerComparison(left, symbol, right);
    }

    private static bool ReadOperand(ref RequirementScanner scanner, out MarkerOperand operand)
    {
        operand = default;
        char quote = scanner.Next;
        if (quote is '\'' or '"')
        {
            int length = scanner.Rest[1..].IndexOf(quote);
            if (length < 0) return scanner.Fail("a string with its closing quote");
            string? value = PythonString.Decode(scanner.Rest.Slice(1, length));
            if (value is null) return scanner.Fail("a string that Python can read");
            scanner.At += length + 2;
            operand = new MarkerOperand(value, false);
            return true;
        }

        int end = scanner.At;
        while (end < scanner.Text.Length && (RequirementScanner.IsWord(scanner.Text[end]) || scanner.Text[end] == '.')) end++;
        string? variable = VariableOf(scanner.Text[scanner.At..end]);
        if (variable is null) return scanner.Fail("a marker variable (such as python_version) or a quoted string");
        scanner.At = end;
        operand = new MarkerOperand(variable, true);
        return true;
    }

    private static string? ReadOperator(ref RequirementScanner scanner)
    {
        if (scanner.TakeWord("in")) return "in";
        if (scanner.TakeWord("not"))
        {
            if (scanner.SkipBlanks() && scanner.TakeWord("in")) return "not in";
            scanner.Fail("'in' after 'not'");
            return null;
        }

        foreach (string symbol in (ReadOnlySpan<string>)["===", "==", "~=", "!=", "<=", ">=", "<", ">"])
        {
            if (!scanner.Rest.StartsWith(symbol)) continue;
            scanner.At += symbol.Length;
            return symbol;
        }

        scanner.Fail("an operator, one of <=, <, !=, ==, >=, >, ~=, ===, in, not in");
        return null;
    }

    /// <summary>The name of a variable, its older spellings (with dots, from PEP 345) included; null when there is none such.</summary>
    private static string? VariableOf(ReadOnlySpan<char> text) => text switch
    {
        "python_version" => "python_version",
        "python_full_version" => "python_full_version",
        "os_name" or "os.name" => "os_name",
        "sys_platform" or "sys.platform" => "sys_platform",
        "platform_release" => "platform_release",
        "platform_system" => "platform_system",
        "platform_version" or "platform.version" => "platform_version",
        "platform_machine" or "platform.machine" => "platform_machine",
        "platform_python_implementation" or "platform.python_implementation" or "python_implementation" => "platform_python_implementation",
        "implementation_name" => "implementation_name",
        "implementation_version" => "implementation_version",
        "extra" => "extra",
        "extras" => "extras",
        "dependency_groups" => "dependency_groups",
        _ => null,
    };
}
