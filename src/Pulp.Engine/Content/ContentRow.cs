using Pulp.Engine.Store;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;

namespace Pulp.Engine.Content;

/// <summary>A file as a version holds it, as the database has it.</summary>
internal sealed record ContentRow(
    string Project,
    string FileName,
    string Type,
    string Version,
    byte[] Sort,
    byte[] Sha256,
    long? Size,
    string? Digests,
    string? Requires,
    string? Yanked,
    DateTimeOffset? Uploaded,
    bool IsDownloaded,
    long Content,
    long? MetadataSize,
    string? Url)
{
    /// <summary>The columns that <see cref="From"/> reads, in its order.</summary>
    internal const string Columns =
        "f.name, ifnull(f.type, ''), ifnull(f.version, ''), f.sort, c.sha256, ifnull(c.size, a.size), c.digests, s.requires, s.yanked, s.uploaded, a.size IS NOT NULL, c.id, length(c.metadata)";

    /// <summary>The digest, 64 hex digits.</summary>
    internal string Sha256Hex { get; } = Convert.ToHexStringLower(Sha256);

    internal static ContentRow From(Rows r, string project) => new(
        project, r.Text(0), r.Text(1), r.Text(2), r.Blob(3), r.Blob(4), r.Int64OrNull(5), r.TextOrNull(6), r.TextOrNull(7), r.TextOrNull(8), r.TimeOrNull(9), r.Bool(10), r.Int64(11), r.Int64OrNull(12),
        r.TextOrNull(13));

    /// <summary>The package as scripts see it.</summary>
    internal PulpPythonPackage ToModel(StoreFolder folder, ArtifactStore artifacts)
    {
        (string? python, string? abi, string? platform) = WheelParts.Tags(FileName);
        return new PulpPythonPackage
        {
            Name = Project,
            ProjectName = WheelParts.SpeltName(Project, FileName),
            Version = Version,
            FileName = FileName,
            PackageType = Type,
            Size = Size,
            Sha256 = Sha256Hex,
            Digests = AllDigests(),
            RequiresPython = Requires,
            Yanked = Yanked is not null,
            YankedReason = Yanked,
            UploadTime = Uploaded,
            PythonTag = python,
            AbiTag = abi,
            PlatformTag = platform,
            Url = Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) ? new Uri(HttpAddress.Show(url)) : null,
            IsDownloaded = IsDownloaded,
            Path = IsDownloaded ? artifacts.PathOf(Sha256) : null,
            Store = folder.Path,
        };
    }

    private PulpDigest[] AllDigests() =>
    [
        .. DigestsJson.Read(Digests).Append(KeyValuePair.Create("sha256", Sha256Hex)).OrderBy(d => d.Key, StringComparer.Ordinal)
            .Select(d => new PulpDigest { Type = d.Key, Digest = d.Value }),
    ];
}

/// <summary>What a file name says beside its version.</summary>
internal static class WheelParts
{
    /// <summary>A wheel's three tags (PEP 425) as spelt; null for other files.</summary>
    internal static (string? Python, string? Abi, string? Platform) Tags(string fileName)
    {
        if (!fileName.EndsWith(".whl", StringComparison.Ordinal)) return default;
        string[] parts = fileName[..^4].Split('-');
        return parts.Length is 5 or 6 ? (parts[^3], parts[^2], parts[^1]) : default;
    }

    /// <summary>The project as spelt at the beginning of the file name; normalised where it does not begin so.</summary>
    internal static string SpeltName(string project, string fileName)
    {
        int at = 0;
        foreach (string word in project.Split('-'))
        {
            if (at > 0)
            {
                int separators = at;
                while (separators < fileName.Length && fileName[separators] is '-' or '_' or '.') separators++;
                if (separators == at) return project;
                at = separators;
            }

            if (string.Compare(fileName, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0) return project;
            at += word.Length;
        }

        return at < fileName.Length && fileName[at] == '-' ? fileName[..at] : project;
    }
}
