namespace Pulp.Python.Tests.Versions;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData("\u0130X", "i\u0307x")]
    [InlineData("\u039f\u03a3", "\u03bf\u03c2")]
    [InlineData("\u03a3\u0391", "\u03c3\u03b1")]
    [InlineData("\u03a3", "\u03c3")]
    [InlineData("A\u03a3.", "a\u03c2.")]
    [InlineData("A\u03a3.B", "a\u03c3.b")]
    [InlineData("ABC", "abc")]
    [InlineData("\U00010400", "\U00010428")]
    public void Lower_case_is_Pythons(string text, string expected) => Assert.Equal(expected, PythonText.Lower(text));

    [Theory]
    [InlineData("a", "b", -1)]
    [InlineData("a", "ab", -1)]
    [InlineData("\uffff", "\U00010000", -1)]
    [InlineData("x\ue000", "x\U0001f40d", -1)]
    [InlineData("\U00010000", "\U00010001", -1)]
    [InlineData("a", "a", 0)]
    public void Code_points_are_compared_not_units(string a, string b, int expected)
    {
        Assert.Equal(expected, Math.Sign(PythonText.CompareCodePoints(a, b)));
        Assert.Equal(-expected, Math.Sign(PythonText.CompareCodePoints(b, a)));
    }
}
