using System.Text;

namespace Pulp.Python;

/// <summary>One side of a comparison: the name of a variable, or a string.</summary>
internal readonly record struct MarkerOperand(string Text, bool IsVariable)
{
    /// <summary>In double quotes, or in single ones when it holds a double one; with escapes only where it would be read as something else without.</summary>
    public override string ToString()
    {
        if (IsVariable) return Text;
        if (PythonString.Decode(Text) == Text)
        {
            if (!Text.Contains('"', StringComparison.Ordinal)) return $"\"{Text}\"";
            if (!Text.Contains('\'', StringComparison.Ordinal)) return $"'{Text}'";
        }

        // The reference cannot write these.
        return $"\"{PythonString.Encode(Text)}\"";
    }
}

/// <summary>A part of a marker.</summary>
internal abstract class MarkerNode
{
    /// <summary>What it comes to; of several faults the first, in the order of the text.</summary>
    public abstract MarkerResult Evaluate(MarkerEnvironment environment);

    /// <summary>Writes it, in parentheses where it stands inside another and is more than one comparison.</summary>
    public abstract void Write(StringBuilder target, bool inner);
}

/// <summary>Parts joined by <c>and</c> and <c>or</c>, <c>and</c> binding tighter.</summary>
/// <param name="items">The parts, one at least.</param>
/// <param name="startsAlternative">For each part: does <c>or</c> stand before it?</param>
internal sealed class MarkerGroup(MarkerNode[] items, bool[] startsAlternative) : MarkerNode
{
    public override MarkerResult Evaluate(MarkerEnvironment environment)
    {
        bool any = false, all = true;
        for (int i = 0; i < items.Length; i++)
        {
            if (startsAlternative[i])
            {
                any |= all;
                all = true;
            }

            // Every part is evaluated, also when the answer is known: a fault anywhere is a fault.
            MarkerResult result = items[i].Evaluate(environment);
            if (result is MarkerResult.UndefinedComparison or MarkerResult.UndefinedName) return result;
            all &= result == MarkerResult.True;
        }

        return any || all ? MarkerResult.True : MarkerResult.False;
    }

    public override void Write(StringBuilder target, bool inner)
    {
        bool parentheses = inner && items.Length > 1;
        if (parentheses) target.Append('(');
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0) target.Append(startsAlternative[i] ? " or " : " and ");
            items[i].Write(target, inner || items.Length > 1);
        }

        if (parentheses) target.Append(')');
    }
}
