using CsCheck;

namespace Pulp.Python.Tests.Requirements;

public sealed class RequirementTests
{
    private static readonly Gen<string> Blank = Gen.OneOf("", "", " ", "\t ");

    private static readonly Gen<string> Comparison = Gen.Select(
        Gen.OneOf("python_version", "os.name", "extra", "sys_platform", "'3.9'", "\"a'b\"", "'x'"), Blank,
        Gen.OneOf("==", "!=", "<", ">=", "~=", " in ", " not in "), Blank,
        Gen.OneOf("'3.9'", "'nt'", "\"Foo_Bar\"", "os_name", "extra"), (a, b, c, d, e) => a + b + c + d + e);

    private static readonly Gen<string> Condition = Comparison.Array[1, 4].SelectMany(parts => Gen.Int[0, 15].Select(shape => Join(parts, shape)));

    private static readonly Gen<string> Text = Gen.Select(
        Gen.OneOf("a", "Foo_Bar", "x.y"), Blank, Gen.OneOf("", "[]", "[b]", "[ c , b,b ]"), Blank,
        Gen.OneOf("", ">=1.0", "(>=1.0, <2)", "== 1.*,!=1.2", "@https://index.example/a.whl ", "===any,<2"), Blank,
        Gen.Frequency((1, Gen.Const("")), (3, Condition.Select(condition => ";" + condition))),
        (a, b, c, d, e, f, g) => a + b + c + d + e + f + g);

    [Fact]
    public void What_is_written_is_read_as_the_same()
        => Text.Sample(text =>
        {
            Assert.True(Requirement.TryParse(text, out Requirement? requirement, out string? reason), reason);
            string written = requirement.ToString();
            Assert.True(Requirement.TryParse(written, out Requirement? again, out reason), $"{written}: {reason}");
            Assert.Equal(written, again.ToString());
            Assert.Equal(requirement.Extras, again.Extras);
            if (requirement.Marker is null) return;
            Assert.True(Marker.TryParse(requirement.Marker.ToString(), out Marker? marker, out reason), reason);
            Assert.Equal(requirement.Marker.ToString(), marker.ToString());
        }, iter: 20_000);

    [Fact]
    public void Any_text_is_answered_with_a_requirement_or_a_reason()
        => Gen.OneOf<string>(Gen.String, Gen.String["a1[](),;@='\"\\<> \n"], Gen.Select(Text, Gen.Int[0, 60], (text, cut) => text[..Math.Min(cut, text.Length)]))
            .Sample(text =>
            {
                bool valid = Requirement.TryParse(text, out Requirement? requirement, out string? reason);
                Assert.Equal((valid, valid), (requirement is not null, reason is null));
                Assert.InRange(reason?.Length ?? 0, 0, 400);
            }, iter: 50_000);

    [Theory]
    [InlineData("", "the text ends at character 1 where the name of a project (letters, digits and ._-, a letter or digit first) was expected")]
    [InlineData("-r x.txt", "'-r x.txt' at character 1 stands where the name of a project (letters, digits and ._-, a letter or digit first) was expected")]
    [InlineData("a[b c]", "'c]' at character 5 stands where ',' or the bracket that closes the one at character 2 was expected")]
    [InlineData("a[b,]", "']' at character 5 stands where the name of an extra was expected")]
    [InlineData("a @ ", "the text ends at character 5 where a URL after '@' was expected")]
    [InlineData("a @ x y", "'y' at character 7 stands where ' ;' before a marker, or the end was expected")]
    [InlineData("a>=1.*", "'>=1.*': .* is for == and != only, not for >= (in the version specifier at character 2)")]
    [InlineData("a (>=1", "the text ends at character 7 where ',' or the parenthesis that closes the one at character 3 was expected")]
    [InlineData("a>=1 # why", "'# why' at character 6 stands where ',', ';' or the end was expected")]
    [InlineData("a b", "'b' at character 3 stands where '[', '@', a version specifier, ';' or the end was expected")]
    [InlineData("a;", "the text ends at character 3 where a marker variable (such as python_version) or a quoted string was expected")]
    [InlineData("a; foo=='b'", "'foo=='b'' at character 4 stands where a marker variable (such as python_version) or a quoted string was expected")]
    [InlineData("a; os_name='b'", "'='b'' at character 11 stands where an operator, one of <=, <, !=, ==, >=, >, ~=, ===, in, not in was expected")]
    [InlineData("a; os_name not 'b'", "''b'' at character 16 stands where 'in' after 'not' was expected")]
    [InlineData("a; os_name=='b", "''b' at character 13 stands where a string with its closing quote was expected")]
    [InlineData("a; os_name=='\\x4'", "''\\x4'' at character 13 stands where a string that Python can read was expected")]
    [InlineData("a; (os_name=='b'", "the text ends at character 17 where 'and', 'or' or the parenthesis that closes the one at character 4 was expected")]
    [InlineData("a; os_name=='b' xor", "'xor' at character 17 stands where 'and', 'or' or the end was expected")]
    public void A_refusal_says_what_stands_where(string text, string expected)
    {
        Assert.False(Requirement.TryParse(text, out Requirement? requirement, out string? reason));
        Assert.Null(requirement);
        Assert.Equal(expected, reason);
    }

    [Theory]
    [InlineData("(", "")]
    [InlineData("(", "os_name=='nt'")]
    [InlineData("os_name=='nt' and ", "os_name=='nt'")]
    [InlineData("'", "")]
    [InlineData("'\\", "'")]
    [InlineData(" ", "")]
    public void Long_markers_take_linear_time_and_no_stack(string part, string tail)
    {
        string marker = string.Concat(Enumerable.Repeat(part, 200_000)) + tail;
        Linear.Check(() =>
        {
            if (Requirement.TryParse("a;" + marker, out Requirement? requirement, out _)) Assert.NotEmpty(requirement.ToString());
        });
    }

    [Theory]
    [InlineData("a", ",b", "")]
    [InlineData("a[", "b,", "b]")]
    [InlineData("a(", ">=1,", ")")]
    [InlineData("a===", "x,", "")]
    [InlineData("a @ ", "x", "")]
    [InlineData("a", " ", "")]
    [InlineData("", "a-", "")]
    public void Long_requirements_take_linear_time(string head, string part, string tail)
    {
        string text = head + string.Concat(Enumerable.Repeat(part, 200_000)) + tail;
        Linear.Check(() =>
        {
            if (Requirement.TryParse(text, out Requirement? requirement, out _)) Assert.NotEmpty(requirement.ToString());
        });
    }

    /// <summary>Joins comparisons by and, or, and parentheses, as the bits of a number say.</summary>
    private static string Join(string[] parts, int shape)
    {
        string text = parts[0];
        for (int i = 1; i < parts.Length; i++)
        {
            text = $"{text} {((shape & 1) == 0 ? "and" : "or")} {parts[i]}";
            if ((shape & 2) != 0) text = $"({text})";
            shape >>= 1;
        }

        return text;
    }
}
