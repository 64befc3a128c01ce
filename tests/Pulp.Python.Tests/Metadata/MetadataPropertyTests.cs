using System.Text;
using CsCheck;
using Pulp.Python.Tests.Fuzzing;

namespace Pulp.Python.Tests.Metadata;

public sealed class MetadataPropertyTests
{
    private static readonly Gen<string> Header = Gen.OneOf(
        "Metadata-Version", "Name", "Version", "Summary", "Description", "Keywords", "Project-URL", "Classifier", "Requires-Dist", "Requires-Python", "Dynamic",
        "Description-Content-Type", "License-Expression", "License-File", "Import-Name", "Provides-Extra", "X-Own");

    private static readonly Gen<string> Value = Gen.OneOf<string>(
        Gen.OneOf("", "1.0", "2.4", "a", "a,b", "text/markdown; charset=UTF-8", "MIT OR (x)", ">=3", "a; extra == 'b'", "a\n b", "..", "a.b; private"),
        Gen.String,
        Gen.String["()<>\"'\\;:=,./* \t\r\naAndORwith0\u0130\u03A3"]);

    private static readonly Gen<byte[]> File = Gen.Select(Header, Gen.OneOf(": ", ":", " : ", ""), Value, Gen.OneOf("\n", "\r\n", "\r", "\n\n"), (h, c, v, end) => h + c + v + end)
        .Array[0, 8].Select(lines => Encoding.UTF8.GetBytes(string.Concat(lines)));

    private static readonly Gen<byte[]> Any = Gen.OneOf(File, File, Gen.Byte.Array[0, 200], Gen.Select(File, Gen.Int[0, 200], Gen.Byte, (bytes, at, value) =>
    {
        byte[] changed = [.. bytes];
        if (at < changed.Length)
            changed[at] = value;
        return changed;
    }));

    [Fact]
    public void Any_bytes_are_read_and_judged_without_a_word_of_protest() => Any.Sample(bytes =>
    {
        CoreMetadata metadata = CoreMetadata.Read(bytes);
        Assert.All(metadata.Faults, fault => Assert.InRange(fault.ToString().Length, 1, 1_500));
        Assert.Equal(metadata.Faults.Count, metadata.Faults.Select(f => f.Field).Distinct().Count());
        foreach (string name in metadata.Fields)
            Assert.True(metadata.Text(name) is not null || metadata.List(name).Count > 0 || name is "project_urls" or "import_names");
    }, iter: Fuzz.Count(20_000));

    [Theory]
    [InlineData("", "a", "")]
    [InlineData("", "a:\n", "")]
    [InlineData("", "\n", "")]
    [InlineData("", ":\r", "")]
    [InlineData("", "From x\n", "")]
    [InlineData("Summary: ", "x\n ", "")]
    [InlineData("", "Classifier: x\n", "")]
    [InlineData("", "Project-URL: x\n", "")]
    [InlineData("Keywords: ", ",", "")]
    [InlineData("Name: ", "a-", "")]
    [InlineData("Version: 1", ".0", "x")]
    [InlineData("Requires-Python: ", ">=1,", "")]
    [InlineData("Dynamic: ", "\u03A3.", "")]
    [InlineData("License-Expression: ", "(", "")]
    [InlineData("License-Expression: MIT", " or MIT", " x")]
    [InlineData("License-File: ", "a/", "")]
    [InlineData("Import-Name: ", "a.", "")]
    [InlineData("Description-Content-Type: text/plain;", "(", "")]
    [InlineData("Description-Content-Type: text/plain;", " a=b;", "")]
    [InlineData("Description-Content-Type: text/plain; x=\"", "\\\"", "")]
    public void Hostile_files_take_time_in_proportion_to_their_length(string head, string part, string tail)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("Metadata-Version: 2.5\n" + head + string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)) + tail);
        Linear.Check(() => Assert.NotEmpty(CoreMetadata.Read(bytes).Faults));
    }
}
