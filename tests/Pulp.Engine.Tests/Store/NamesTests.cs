using Pulp.Engine.Store;
using Pulp.Model;

namespace Pulp.Engine.Tests.Store;

public sealed class NamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Foo.Bar_baz-1")]
    [InlineData("...")]
    [InlineData("12345678")]
    public void Good(string name) => Names.Check(name);

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("a b", "' '")]
    [InlineData("a/b", "'/'")]
    [InlineData("fo*", "'*'")]
    [InlineData("fö", "'ö'")]
    [InlineData("a\U0001F40D", "'\U0001F40D'")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", "GUID")]
    [InlineData("6f9619ff8b86d011b42d00c04fc964ff", "GUID")]
    [InlineData("a\n", "'\n'")]
    public void Bad(string? name, string reason)
    {
        PulpException error = Assert.Throws<PulpException>(() => Names.Check(name));
        Assert.Equal((PulpErrors.InvalidName, name), (error.Id, (string?)error.Target));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Length_ends_at_128()
    {
        Names.Check(new string('a', 128));
        Assert.Throws<PulpException>(() => Names.Check(new string('a', 129)));
    }
}
