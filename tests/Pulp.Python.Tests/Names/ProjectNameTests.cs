using CsCheck;

namespace Pulp.Python.Tests.Names;

public sealed class ProjectNameTests
{
    private static readonly Gen<string> Text = Gen.OneOf<string>(Gen.String, Gen.String["aZ09-_.\n\u00e9"]);

    [Fact]
    public void A_normalised_name_is_normalised_to_itself()
        => Text.Sample(text =>
        {
            string normalized = ProjectName.Normalize(text);
            Assert.Equal(normalized, ProjectName.Normalize(normalized));
            Assert.Equal(ProjectName.IsValid(text), ProjectName.IsNormalized(normalized) && IsPlain(text));
            if (ProjectName.IsNormalized(text)) Assert.Same(text, normalized);
        }, iter: 50_000);

    [Fact]
    public void Nothing_is_no_name()
    {
        Assert.False(ProjectName.IsValid(null));
        Assert.False(ProjectName.IsValid(""));
        Assert.False(ProjectName.IsNormalized(null));
        Assert.Equal("", ProjectName.Normalize(""));
    }

    private static bool IsPlain(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
