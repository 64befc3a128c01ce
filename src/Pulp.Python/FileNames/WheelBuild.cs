namespace Pulp.Python;

/// <summary>The build tag of a wheel, by which wheels of one version are ordered: number first, then rest.</summary>
public sealed class WheelBuild
{
    private readonly VersionNumber _number;

    private WheelBuild(VersionNumber number, string rest)
    {
        _number = number;
        Rest = rest;
    }

    /// <summary>The number in digits, without leading zeros; of any length.</summary>
    public string Number => _number.ToString();

    /// <summary>What follows the number; mostly empty.</summary>
    public string Rest { get; }

    /// <summary>Compares by number, then by the rest; no build tag comes first.</summary>
    /// <param name="left">The first, or null.</param>
    /// <param name="right">The second, or null.</param>
    public static int Compare(WheelBuild? left, WheelBuild? right)
    {
        if (left is null || right is null) return left is null ? (right is null ? 0 : -1) : 1;
        int order = left._number.CompareTo(right._number);
        return order != 0 ? order : PythonText.CompareCodePoints(left.Rest, right.Rest);
    }

    /// <summary>The build tag, the number without leading zeros.</summary>
    public override string ToString() => Number + Rest;

    internal static WheelBuild? Read(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = text.Length;
        if (digits == 0) return null;
        ReadOnlySpan<char> rest = text[digits..];
        int line = rest.IndexOf('\n');
        return new WheelBuild(VersionNumber.Read(text[..digits]), (line < 0 ? rest : rest[..line]).ToString());
    }
}
