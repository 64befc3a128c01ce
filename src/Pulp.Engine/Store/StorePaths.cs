namespace Pulp.Engine.Store;

/// <summary>Comparing paths of stores. Windows and macOS ignore letter case as a rule; links are followed when a store is opened.</summary>
internal static class StorePaths
{
    internal static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    internal static bool Same(string a, string b) =>
        Comparer.Equals(Path.TrimEndingDirectorySeparator(a), Path.TrimEndingDirectorySeparator(b)) || Comparer.Equals(Real(a), Real(b));

    /// <summary>The path with every symbolic link on it followed, as far as it exists.</summary>
    internal static string Real(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string root = Path.GetPathRoot(full) ?? "";
        string real = root;
        foreach (string part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            try
            {
                if (new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target) real = Real(target.FullName);
            }
            catch (IOException)
            {
                // Not there, or a loop: the rest is taken as it stands.
            }
            catch (UnauthorizedAccessException)
            {
                // Not to be seen.
            }
        }

        return Path.TrimEndingDirectorySeparator(real);
    }
}
