namespace Pulp.Python.Tests.Metadata;

public sealed class MetadataFaultTests
{
    [Theory]
    [InlineData("2.0", "metadata-version: '2.0' is no metadata version")]
    [InlineData("2.6", null)]
    [InlineData("02.1", "metadata-version: '02.1' is no metadata version")]
    public void Versions_of_metadata(string version, string? fault) => Assert.Equal(fault, MetadataFiles.FaultOf("Summary: y", version));

    [Theory]
    [InlineData("1.0", "Classifier: x", "classifier: came with metadata version 1.1, not with 1.0")]
    [InlineData("2.3", "License-Expression: MIT", "license-expression: came with metadata version 2.4, not with 2.3")]
    [InlineData("2.4", "Import-Name: a", "import-name: came with metadata version 2.5, not with 2.4")]
    [InlineData("1.1", "Home-Page: x", null)]
    public void Fields_that_came_later(string version, string line, string? fault) => Assert.Equal(fault, MetadataFiles.FaultOf(line, version));

    [Theory]
    [InlineData("Summary: a\n b", "summary: has more than one line")]
    [InlineData("Requires-Python: >=3.*", "requires-python: '>=3.*': .* is for == and != only, not for >=")]
    [InlineData("Provides-Extra: a b", "provides-extra: 'a b' is not the name of an extra")]
    [InlineData("Dynamic: Colour", "dynamic: 'Colour' is no field")]
    [InlineData("Dynamic: NAME", "dynamic: name may not be dynamic")]
    [InlineData("Requires-Dist: a\nRequires-Dist: b c", "requires-dist: 'b c': 'c' at character 3 stands where '[', '@', a version specifier, ';' or the end was expected")]
    public void Fields_of_one_rule(string line, string fault) => Assert.Equal(fault, MetadataFiles.FaultOf(line));

    [Theory]
    [InlineData("text/markdown", null)]
    [InlineData("Text/X-RST ; Charset=\"utf-8\"", null)]
    [InlineData("text/markdown; variant=CommonMark; (a (comment)) charset=UTF-8;", null)]
    [InlineData("text/plain; variant=x", null)]
    [InlineData("text/html", "'text/html' is none of text/plain, text/x-rst, text/markdown")]
    [InlineData("", "'' is none of text/plain, text/x-rst, text/markdown")]
    [InlineData("text/plain; charset=latin1", "the charset must be UTF-8, not 'latin1'")]
    [InlineData("text/markdown; variant=gfm", "the variant of Markdown must be GFM or CommonMark, not 'gfm'")]
    [InlineData("text/plain; charset", "the parameters of 'text/plain; charset' cannot be read")]
    [InlineData("text/plain; charset=\"utf-8", "the parameters of 'text/plain; charset=\"utf-8' cannot be read")]
    [InlineData("text/plain; (charset=utf-8", "the parameters of 'text/plain; (charset=utf-8' cannot be read")]
    [InlineData("text/plain; a=b; a=c", "the parameters of 'text/plain; a=b; a=c' cannot be read")]
    public void Description_content_types(string text, string? fault) =>
        Assert.Equal(fault is null ? null : "description-content-type: " + fault, MetadataFiles.FaultOf("Description-Content-Type: " + text));

    [Theory]
    [InlineData("mit or gpl-2.0+ AND (LicenseRef-Own.1)", null)]
    [InlineData("GPL-2.0-only with Classpath-exception-2.0", null)]
    [InlineData("", "'' is no licence expression")]
    [InlineData("MIT Apache-2.0", "'MIT Apache-2.0' is no licence expression")]
    [InlineData("MIT or", "'MIT or' is no licence expression")]
    [InlineData("((MIT)", "'((MIT)' is no licence expression")]
    [InlineData("(MIT) with LLVM-exception", "'(MIT) with LLVM-exception' is no licence expression")]
    [InlineData("MIT with LLVM-exception with LLVM-exception", "'MIT with LLVM-exception with LLVM-exception' is no licence expression")]
    [InlineData("MIT and Mine", "'mine' is no known licence")]
    [InlineData("MIT with MIT", "'mit' is no known licence exception")]
    [InlineData("LicenseRef-a_b", "'licenseref-a_b' is no name of a licence of one's own (letters, digits, dots and dashes after LicenseRef-)")]
    public void Licence_expressions(string text, string? fault) =>
        Assert.Equal(fault is null ? null : "license-expression: " + fault, MetadataFiles.FaultOf("License-Expression: " + text));

    [Theory]
    [InlineData("License-File: licenses/MIT.txt", null)]
    [InlineData("License-File: ../x", "license-file: '../x' leads upwards")]
    [InlineData("License-File: LICEN[CS]E*", "license-file: 'LICEN[CS]E*' is a pattern, not a file")]
    [InlineData("License-File: /etc/x", "license-file: '/etc/x' is not relative")]
    [InlineData("License-File: C:/x", "license-file: 'C:/x' is not relative")]
    [InlineData("License-File: a\\b", "license-file: 'a\\b' is not written with single slashes between names")]
    [InlineData("License-File: a//b", "license-file: 'a//b' is not written with single slashes between names")]
    [InlineData("Import-Name: a.b_1 ; private", null)]
    [InlineData("Import-Namespace: \u00E9t\u00E9.x", null)]
    [InlineData("Import-Name:", null)]
    [InlineData("Import-Name: a.1b", "import-name: '1b' in 'a.1b' is not an identifier")]
    [InlineData("Import-Name: a..b", "import-name: '' in 'a..b' is not an identifier")]
    [InlineData("Import-Name: a.class", "import-name: 'class' in 'a.class' is a keyword")]
    [InlineData("Import-Name: a; public", "import-name: after the semicolon of 'a; public' only private may stand")]
    public void Paths_and_names(string line, string? fault) => Assert.Equal(fault, MetadataFiles.FaultOf(line));
}
