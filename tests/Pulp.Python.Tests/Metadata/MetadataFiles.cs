using System.Text;

namespace Pulp.Python.Tests.Metadata;

/// <summary>Metadata files in tests.</summary>
internal static class MetadataFiles
{
    public static CoreMetadata Read(string text) => CoreMetadata.Read(Encoding.UTF8.GetBytes(text));

    /// <summary>A sound file with a field more, and what is wrong with that field.</summary>
    public static string? FaultOf(string line, string version = "2.5")
    {
        CoreMetadata metadata = Read($"Metadata-Version: {version}\nName: a\nVersion: 1\n{line}\n");
        Assert.Empty(metadata.Unparsed);
        return metadata.Faults.SingleOrDefault()?.ToString();
    }
}
