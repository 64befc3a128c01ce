namespace Pulp.Engine.Sync.Upstream;

/// <summary>What a local folder holds.</summary>
internal enum FolderKind
{
    /// <summary>It is not there, or cannot be listed.</summary>
    Gone,

    /// <summary>Neither pages nor distributions: a volume that is not mounted looks like this, so nothing may be concluded.</summary>
    Empty,

    /// <summary>Pages, a folder for each project.</summary>
    Pages,

    /// <summary>Distributions side by side.</summary>
    Loose,
}

/// <summary>What a local folder holds, looked at once: a sync sees one folder.</summary>
/// <param name="Kind">What.</param>
/// <param name="Pages">The simple root, for <see cref="FolderKind.Pages"/>; else the folder.</param>
/// <param name="PagesBelow">The names between the folder and its simple root.</param>
/// <param name="Fault">Why it is of no use, as a sentence; null: it is.</param>
internal sealed record FolderShape(FolderKind Kind, string Pages, string[] PagesBelow, string? Fault)
{
    private const string SimpleName = "simple";

    internal static FolderShape Look(string root)
    {
        try
        {
            if (!Directory.Exists(root)) return new FolderShape(FolderKind.Gone, root, [], $"The folder {root} is not there.");
            var simple = Path.Combine(root, SimpleName);
            if (Directory.Exists(simple)) return new FolderShape(FolderKind.Pages, simple, [SimpleName], null);
            var loose = LooseFiles.Any(root);
            var named = Path.GetFileName(Path.TrimEndingDirectorySeparator(root)).Equals(SimpleName, StringComparison.OrdinalIgnoreCase);
            if ((named || !loose) && Projects(root).Any()) return new FolderShape(FolderKind.Pages, root, [], null);
            return loose
                ? new FolderShape(FolderKind.Loose, root, [], null)
                : new FolderShape(FolderKind.Empty, root, [], $"The folder {root} holds neither simple/ nor distributions. Is its volume mounted?");
        }
        catch (Exception e) when (FolderFault.Is(e))
        {
            return new FolderShape(FolderKind.Gone, root, [], FolderFault.Describe(root, e));
        }
    }

    /// <summary>The names of the folders in a simple root that hold a page.</summary>
    internal static IEnumerable<string> Projects(string pages) =>
        Directory.EnumerateDirectories(pages).Where(d => File.Exists(Path.Combine(d, "index.json")) || File.Exists(Path.Combine(d, "index.html"))).Select(d => Path.GetFileName(d));
}
