using Pulp.Engine.Store;
using Pulp.Engine.Sync.Upstream;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Sync.Planning;

/// <summary>Between what was planned of a file and the entry of a plan, which is all that doing it later needs. Pure.</summary>
internal static class PlanEntries
{
    /// <summary>The entry of a planned file.</summary>
    internal static PulpSyncPlanEntry From(string project, PlannedFile file)
    {
        var (offered, member) = (file.Offered, file.Member);
        // Of what goes, the bytes and words that are held tell more than those that are not taken.
        var held = offered is null || file.Action == PulpPlanAction.Remove;
        var words = held ? member!.Words : offered!.Words;
        var sha256 = held ? member!.Sha256 : offered!.Sha256;
        var hex = sha256 is null ? null : Convert.ToHexStringLower(sha256);
        return new PulpSyncPlanEntry
        {
            Action = file.Action,
            Name = project,
            Version = file.Version,
            FileName = file.FileName,
            Size = held ? member!.Size : offered!.Size ?? member?.Size,
            Reason = file.Reason.ToString()!,
            Fetch = file.Fetch,
            // What is not taken is not fetched: its address need not have what may be a secret.
            Url = offered is null ? null : file.Action == PulpPlanAction.Skip ? HttpAddress.Show(offered.Url) : offered.Url,
            Sha256 = hex,
            Digests = Digests(hex, held ? [] : offered!.Digests),
            RequiresPython = words.RequiresPython,
            Yanked = words.Yanked is not null,
            YankedReason = words.Yanked,
            CoreMetadata = words.CoreMetadata,
            UploadTime = StoreTime.To(words.Uploaded),
            Excluded = file.ByExclude,
        };
    }

    /// <summary>The file of an entry as an index offers it; type and version are told from its name, as on a page.</summary>
    internal static OfferedFile Offer(PulpSyncPlanEntry entry)
    {
        var (type, version) = DistributionFileName.Read(entry.Name, entry.FileName);
        return new OfferedFile
        {
            FileName = entry.FileName,
            Url = HttpAddress.WithoutUser(entry.Url!),
            Sha256 = entry.Sha256 is null ? null : Convert.FromHexString(entry.Sha256),
            Size = entry.Size,
            Digests = ReadDigests(entry).Others,
            Words = new Words(
                entry.RequiresPython, entry.Yanked ? entry.YankedReason ?? "" : null, entry.CoreMetadata, entry.UploadTime is { } time ? StoreTime.From(time) : null),
            PackageType = type!,
            Version = version!,
            Sort = PythonVersion.TryParse(version, out var parsed) ? parsed.SortKey() : null,
            Selected = true,
            Reason = entry.Reason ?? "",
        };
    }

    /// <summary>The digests of an entry; those that are none are left out.</summary>
    internal static FileDigests ReadDigests(PulpSyncPlanEntry entry) => FileDigests.Of(entry.Digests.Select(d => KeyValuePair.Create(d.Type, d.Digest)));

    private static PulpDigest[] Digests(string? sha256, IReadOnlyList<KeyValuePair<string, string>> others)
    {
        if (sha256 is not null && others.Count == 0) return [new PulpDigest { Type = "sha256", Digest = sha256 }];
        var all = sha256 is null ? others : others.Append(KeyValuePair.Create("sha256", sha256));
        return [.. all.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => new PulpDigest { Type = d.Key, Digest = d.Value })];
    }
}
