using Pulp.Model;

namespace Pulp.Python.Tests.Selections;

/// <summary>Files, entries and selections in tests.</summary>
internal static class Files
{
    public const string Sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    public const string Md5 = "0123456789abcdef0123456789abcdef";

    /// <summary>A file of a project, told by its name as a page's would be.</summary>
    public static SimpleFile Make(string fileName, string project = "django", params (string Kind, string Hex)[] digests)
    {
        (string? type, string? version) = DistributionFileName.Read(project, fileName);
        return new SimpleFile
        {
            FileName = fileName,
            Url = "https://index.example/files/" + fileName,
            PackageType = type ?? throw new ArgumentException(fileName, nameof(fileName)),
            Version = version ?? "",
            Digests = FileDigests.Of(digests.Select(d => KeyValuePair.Create(d.Kind, d.Hex))),
        };
    }

    /// <summary>Entries as texts, with a bar between them.</summary>
    public static PulpFilterItem[] Items(string texts) => [.. texts.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(text => new PulpFilterItem { Text = text })];

    public static PulpFilterItem WithDigests(string name, params (string Type, string Digest)[] digests) => new()
    {
        Name = name,
        Digests = [.. digests.Select(d => new PulpDigest { Type = d.Type, Digest = d.Digest })],
    };

    public static SelectionDecision Decide(Selection selection, SimpleFile file, string project = "django") =>
        Assert.Single(new Selector(selection).Select(project, [file]));
}
