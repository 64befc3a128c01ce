namespace Pulp.Python;

/// <summary>What a wheel runs on (PEP 425), in lower case.</summary>
/// <param name="Interpreter">Such as <c>py3</c> or <c>cp311</c>.</param>
/// <param name="Abi">Such as <c>none</c> or <c>abi3</c>.</param>
/// <param name="Platform">Such as <c>any</c> or <c>manylinux_2_17_x86_64</c>.</param>
public sealed record WheelTag(string Interpreter, string Abi, string Platform)
{
    /// <summary>The three joined by dashes.</summary>
    public override string ToString() => $"{Interpreter}-{Abi}-{Platform}";
}
