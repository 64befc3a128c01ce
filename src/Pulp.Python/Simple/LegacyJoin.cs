namespace Pulp.Python;

/// <summary>Adds to a simple page what the legacy JSON says of the same files. A pure function.</summary>
public static class LegacyJoin
{
    /// <summary>Joins by file name: digests of kinds that the page lacks, and size and upload time where it gives none.</summary>
    /// <param name="page">The simple page; what it says goes before.</param>
    /// <param name="legacy">The legacy JSON of the same project.</param>
    /// <param name="fault">Why the two cannot be of the same files (a different sha256), as a clause; null: they can.</param>
    /// <returns>The page with what was added; the page as it was when there is a fault.</returns>
    public static SimplePage Join(SimplePage page, LegacyPage legacy, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(legacy);
        fault = null;
        var files = new SimpleFile[page.Files.Count];
        for (int i = 0; i < files.Length; i++)
        {
            SimpleFile file = files[i] = page.Files[i];
            if (!legacy.Files.TryGetValue(file.FileName, out LegacyFile? other))
                continue;
            if (file.Digests.HasSha256 && other.Digests.HasSha256 && !file.Digests.Sha256.SequenceEqual(other.Digests.Sha256))
            {
                fault = $"the legacy JSON gives another sha256 for {file.FileName}";
                return page;
            }
            FileDigests digests = FileDigests.Of(file.Digests.All().Concat(other.Digests.All()));
            files[i] = new SimpleFile(file, digests, file.Size ?? other.Size, file.UploadTime ?? other.UploadTime);
        }
        return page with { Files = files };
    }
}
