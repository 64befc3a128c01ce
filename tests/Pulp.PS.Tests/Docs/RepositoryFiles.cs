namespace Pulp.PS.Tests.Docs;

/// <summary>The texts of the repository that these tests read.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Docs => Path.Combine(Root, "docs");

    public static IEnumerable<string> CmdletPages => Directory.EnumerateFiles(Docs, "*-*.md").Order(StringComparer.Ordinal);

    public static IEnumerable<string> AboutTopics => Directory.EnumerateFiles(Docs, "about_*.help.txt").Order(StringComparer.Ordinal);

    public static IEnumerable<string> ExampleScripts => Directory.EnumerateFiles(Path.Combine(Root, "examples"), "*.ps1").Order(StringComparer.Ordinal);

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path])).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pulp.PS.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
