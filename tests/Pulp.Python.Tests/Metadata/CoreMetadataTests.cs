using System.Text;

namespace Pulp.Python.Tests.Metadata;

public sealed class CoreMetadataTests
{
    [Fact]
    public void Every_field_has_its_property()
    {
        CoreMetadata metadata = MetadataFiles.Read("""
            Metadata-Version: 2.4
            Name: a
            VERSION: 1.0
            Summary: what it is
            Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM
            Home-page: https://index.example/home
            Download-URL: https://index.example/get
            Author: Ann
            Author-email: ann@index.example
            Maintainer: Bo
            Maintainer-email: bo@index.example
            License: as it comes
            License-Expression: MIT OR (Apache-2.0 WITH LLVM-exception)
            Requires-Python: >=3.9
            Keywords: one, two words ,three
            Classifier: A :: B
            Classifier: C
            Requires-Dist: b>=1; extra == "x"
            Requires-External: libc
            Provides-Extra: x
            License-File: LICENSE
            License-File: sub/NOTICE
            Dynamic: Classifier
            Platform: any
            Project-URL: Docs, https://index.example/docs
            Project-URL: Bare
            X-Own: kept

            The long text,
            in lines.
            """.ReplaceLineEndings("\n"));
        Assert.Empty(metadata.Faults);
        Assert.Equal(("2.4", "a", "1.0", "what it is"), (metadata.MetadataVersion, metadata.Name, metadata.Version, metadata.Summary));
        Assert.Equal(("The long text,\nin lines.", "text/markdown; charset=UTF-8; variant=GFM"), (metadata.Description, metadata.DescriptionContentType));
        Assert.Equal(("https://index.example/home", "https://index.example/get"), (metadata.HomePage, metadata.DownloadUrl));
        Assert.Equal(("Ann", "ann@index.example", "Bo", "bo@index.example"), (metadata.Author, metadata.AuthorEmail, metadata.Maintainer, metadata.MaintainerEmail));
        Assert.Equal(("as it comes", "MIT OR (Apache-2.0 WITH LLVM-exception)", ">=3.9"), (metadata.License, metadata.LicenseExpression, metadata.RequiresPython));
        Assert.Equal(["one", "two words", "three"], metadata.Keywords);
        Assert.Equal(["A :: B", "C"], metadata.Classifiers);
        Assert.Equal(["b>=1; extra == \"x\""], metadata.RequiresDist);
        Assert.Equal(["libc", "x", "Classifier", "any"], [.. metadata.RequiresExternal, .. metadata.ProvidesExtra, .. metadata.Dynamic, .. metadata.Platforms]);
        Assert.Equal(["LICENSE", "sub/NOTICE"], metadata.LicenseFiles);
        Assert.Equal(("https://index.example/docs", ""), (metadata.ProjectUrls["Docs"], metadata.ProjectUrls["Bare"]));
        Assert.Equal(["kept"], Assert.Single(metadata.Unparsed, header => header.Key == "x-own").Value);
        Assert.Equal((null, 0), (metadata.Text("classifiers"), metadata.List("name").Count));
    }

    [Fact]
    public void Of_an_empty_file_every_property_is_empty_and_three_fields_are_missed()
    {
        CoreMetadata metadata = MetadataFiles.Read("");
        Assert.Equal(["metadata-version: is required", "name: is required", "version: is required"], metadata.Faults.Select(f => f.ToString()));
        Assert.Empty(metadata.Fields);
        Assert.Empty(metadata.Unparsed);
        Assert.Equal((null, null, null, null), (metadata.Name, metadata.Version, metadata.RequiresPython, metadata.Description));
        Assert.Empty(metadata.RequiresDist.Concat(metadata.Classifiers).Concat(metadata.Keywords).Concat(metadata.ProjectUrls.Keys));
    }

    [Theory]
    [InlineData("Name: a\nName: b\n", "name: a|b")]
    [InlineData("\uFEFFName: a\nVersion: 1\n", "description = \uFEFFName: a\nVersion: 1\n")]
    [InlineData("Name: a\r\nSummary: x\r\n\ty\rVersion: 1\n\r\nbody\r\n", "name = a; summary = x\r\n\ty; version = 1; description = body\r\n")]
    [InlineData("Name: a\nno header\nVersion: 1\n", "name = a; description = no header\nVersion: 1\n")]
    [InlineData("Name : a\n", "description = Name : a\n")]
    [InlineData(": x\nName: a\n", "name = a")]
    [InlineData("Description: x\n\nbody", "description: x|body")]
    [InlineData("Description: x\nDescription: y\n\nbody", "description: x|y|body")]
    [InlineData("Project-URL: a, x\nProject-URL: a, y\n", "project-url: a, x|a, y")]
    [InlineData("Keywords: a\nKeywords: b\n", "keywords: a|b")]
    [InlineData("Import-Name:\nName: a\0b\n", "import_names = []; name = a\0b")]
    [InlineData(" folded first\nName: a\n", "name = a")]
    [InlineData("Name:\n", "name = ")]
    public void Odd_files_are_taken_apart_as_the_reference_does(string text, string expected)
    {
        CoreMetadata metadata = MetadataFiles.Read(text);
        IEnumerable<string> fields = metadata.Fields.Select(name => $"{name} = {metadata.Text(name) ?? $"[{string.Join('|', metadata.List(name))}]"}");
        Assert.Equal(expected, string.Join("; ", fields.Concat(metadata.Unparsed.Select(header => $"{header.Key}: {string.Join('|', header.Value)}"))));
    }

    [Fact]
    public void What_is_not_utf_8_is_set_apart_as_latin_1()
    {
        byte[] author = [.. "Author: Ren"u8, 0xE9, .. "\nName: a\n\nbody"u8], body = [.. "Name: a\n\ncaf"u8, 0xE9];
        CoreMetadata header = CoreMetadata.Read(author), text = CoreMetadata.Read(body);
        Assert.Equal((null, "René", "a", "body"), (header.Author, header.Unparsed["author"][0], header.Name, header.Description));
        Assert.Equal((null, "café"), (text.Description, text.Unparsed["description"][0]));
    }

    [Fact]
    public void A_file_above_the_limit_is_none_and_one_at_the_limit_is_read()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("Name: a\n\n" + new string('x', 40_000));
        Assert.Equal("a", CoreMetadata.Read(new MemoryStream(bytes), bytes.Length)?.Name);
        Assert.Equal(40_000, CoreMetadata.Read(new Simple.PiecesStream(bytes, 7), bytes.Length)?.Description?.Length);
        Assert.Null(CoreMetadata.Read(new MemoryStream(bytes), bytes.Length - 1));
    }
}
