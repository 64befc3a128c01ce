namespace Pulp.Engine.Sync.Upstream;

/// <summary>
/// Between addresses and paths of a local index (SYNC rule 1): pages are read against a made-up http base, so that one reader serves all; what resolves
/// below the base is mapped back, judged by its text. The base is the same in every process: it is part of what is kept.
/// </summary>
internal sealed class FolderMap(string root)
{
    private const string Origin = "http://folder.invalid/";

    /// <summary>Where the folder pretends to lie. Below a name of its own: what climbs out of the folder does not arrive in it again.</summary>
    internal const string Base = Origin + "folder/";

    /// <summary>The folder, full.</summary>
    internal string Root { get; } = Path.GetFullPath(root);

    /// <summary>The address of something in it; parts are names.</summary>
    internal static string Address(params ReadOnlySpan<string> parts)
    {
        var address = new System.Text.StringBuilder(Base);
        for (var i = 0; i < parts.Length; i++) address.Append(i == 0 ? "" : "/").Append(Uri.EscapeDataString(parts[i]));
        return address.ToString();
    }

    /// <summary>True: the address is one of the pretended ones, in the folder or out of it.</summary>
    internal static bool IsOurs(string url) => url.StartsWith(Origin, StringComparison.OrdinalIgnoreCase);

    /// <summary>The path an address stands for; null: it leads out of the folder, or would somewhere.</summary>
    internal string? ToPath(string url)
    {
        if (!url.StartsWith(Base, StringComparison.Ordinal)) return null;
        var path = Root;
        foreach (var segment in url[Base.Length..].Split('?', '#')[0].TrimEnd('/').Split('/'))
        {
            var name = Uri.UnescapeDataString(segment);
            if (!IsName(name)) return null;
            path = Path.Combine(path, name);
        }

        return path;
    }

    // A name and nothing else: whatever a system takes for a step up, a drive or a stream of a file is refused everywhere.
    private static bool IsName(string name) =>
        name is not ("" or "." or "..") && !name.Any(c => c is '/' or '\\' || char.IsControl(c))
        && !(OperatingSystem.IsWindows() && (name.Contains(':', StringComparison.Ordinal) || name[^1] is '.' or ' '));
}
