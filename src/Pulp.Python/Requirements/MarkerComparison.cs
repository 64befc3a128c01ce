using System.Text;

namespace Pulp.Python;

/// <summary>Two operands and an operator, one of <c>== != &lt; &lt;= &gt; &gt;= ~= === in</c> and <c>not in</c>.</summary>
internal sealed class MarkerComparison(MarkerOperand left, string symbol, MarkerOperand right) : MarkerNode
{
    public override MarkerResult Evaluate(MarkerEnvironment environment)
    {
        // With a variable on both sides the right one counts by its name only, and with none the right string is looked up: so does the reference.
        string key = left.IsVariable ? left.Text : right.Text;
        if (!environment.TryGet(key, out string? value)) return MarkerResult.UndefinedName;
        string first = left.IsVariable ? value : left.Text;
        string second = left.IsVariable ? right.Text : value;
        if (key is "extras" or "dependency_groups")
        {
            first = ProjectName.Normalize(first);
            second = ProjectName.Normalize(second);
        }

        if (IsVersion(key) && SpecifierClause.TryParse(symbol + second, out SpecifierClause? clause, out _))
            return Of(clause.Matches(PythonVersion.ParseOrNull(first), first));

        return symbol switch
        {
            "in" => Of(second.Contains(first, StringComparison.Ordinal)),
            "not in" => Of(!second.Contains(first, StringComparison.Ordinal)),
            "==" or "<=" or ">=" => Of(first == second),
            "!=" => Of(first != second),
            "<" or ">" => MarkerResult.False,
            _ => MarkerResult.UndefinedComparison,
        };
    }

    public override void Write(StringBuilder target, bool inner) => target.Append(left).Append(' ').Append(symbol).Append(' ').Append(right);

    private static bool IsVersion(string key) => key is "implementation_version" or "platform_release" or "python_full_version" or "python_version";

    private static MarkerResult Of(bool answer) => answer ? MarkerResult.True : MarkerResult.False;
}
