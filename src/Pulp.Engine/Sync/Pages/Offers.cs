using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pulp.Engine.Store;
using Pulp.Engine.Sync.Planning;
using Pulp.Engine.Sync.Upstream;
using Pulp.Python;

namespace Pulp.Engine.Sync.Pages;

/// <summary>Turns the files of a page and what the selection says of them into what an index offers. Pure.</summary>
internal static class Offers
{
    /// <summary>The files of one project's page, judged, in the page's order.</summary>
    internal static List<OfferedFile> Judge(Selector selector, string project, IReadOnlyList<SimpleFile> files)
    {
        var decisions = selector.Select(project, files);
        var offered = new List<OfferedFile>(files.Count);
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            var decision = decisions[i];
            offered.Add(new OfferedFile
            {
                FileName = file.FileName,
                Url = HttpAddress.WithoutUser(file.Url),
                Sha256 = file.Digests.HasSha256 ? file.Digests.Sha256.ToArray() : null,
                Size = file.Size,
                Digests = file.Digests.Others,
                Words = new Words(file.RequiresPython, file.Yanked, Announced(file.CoreMetadata), file.UploadTime is { } t ? StoreTime.From(t) : null),
                PackageType = file.PackageType,
                Version = file.Version,
                Sort = decision.Selected ? file.ParsedVersion?.SortKey() : null,
                Selected = decision.Selected,
                Excluded = decision.Excluded,
                Reason = decision,
            });
        }

        return offered;
    }

    /// <summary>True when an exclude names a file that the repository holds and the page does not list.</summary>
    internal static bool Excludes(Selector selector, string project, Member member)
    {
        var (type, version) = DistributionFileName.Read(project, member.FileName);
        var file = new SimpleFile
        {
            FileName = member.FileName,
            Url = "",
            Digests = FileDigests.Of([KeyValuePair.Create("sha256", Convert.ToHexStringLower(member.Sha256))]),
            PackageType = type ?? "",
            Version = version ?? "",
        };
        return selector.Select(project, [file])[0].Excluded;
    }

    /// <summary>Why a project that the repository holds is not asked for.</summary>
    internal static string WhyNotAsked(Selector selector, string project) =>
        selector.ExcludeOfProject(project) is { } exclude ? $"excluded by {exclude}" : "no include names its project";

    /// <summary>The key under which it is remembered what a file without sha256 turned out to be: while these are the same, so are its bytes (SYNC rule 9). A digest of them, for a link may have a secret.</summary>
    internal static string SightKey(OfferedFile file, string? stamp) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        [file.Url, file.Size?.ToString(CultureInfo.InvariantCulture) ?? "", stamp ?? "", .. file.Digests.Select(d => $"{d.Key}={d.Value}")]))));

    private static string? Announced(FileDigests? metadata) => metadata switch
    {
        null => null,
        { Count: 0 } => "true",
        { } digests => string.Join(',', digests.All().Select(d => $"{d.Key}={d.Value}")),
    };
}
