using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Content;

/// <summary>The column content.metadata: what a file says of itself, as JSON, deflated: descriptions are long.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PulpPackageMetadata))]
internal sealed partial class MetadataColumn : JsonSerializerContext
{
    /// <summary>What was read, as scripts see it.</summary>
    internal static PulpPackageMetadata ToModel(CoreMetadata core) => new()
    {
        MetadataVersion = core.MetadataVersion,
        Name = core.Name,
        Version = core.Version,
        Summary = core.Summary,
        Description = core.Description,
        DescriptionContentType = core.DescriptionContentType,
        Keywords = core.Keywords,
        HomePage = core.HomePage,
        DownloadUrl = core.DownloadUrl,
        ProjectUrls = core.ProjectUrls,
        Author = core.Author,
        AuthorEmail = core.AuthorEmail,
        Maintainer = core.Maintainer,
        MaintainerEmail = core.MaintainerEmail,
        License = core.License,
        LicenseExpression = core.LicenseExpression,
        LicenseFiles = core.LicenseFiles,
        Classifiers = core.Classifiers,
        Platforms = core.Platforms,
        RequiresDist = core.RequiresDist,
        RequiresPython = core.RequiresPython,
        RequiresExternal = core.RequiresExternal,
        ProvidesExtra = core.ProvidesExtra,
        Dynamic = core.Dynamic,
    };

    internal static byte[] Write(PulpPackageMetadata metadata)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            JsonSerializer.Serialize(deflate, metadata, Default.PulpPackageMetadata);
        }

        return packed.ToArray();
    }

    internal static PulpPackageMetadata? Read(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(deflate, Default.PulpPackageMetadata);
    }
}
