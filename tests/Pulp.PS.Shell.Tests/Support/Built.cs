namespace Pulp.PS.Shell.Tests.Support;

/// <summary>What the build left in out/. The project's reference to the shell sees to it that it is there.</summary>
internal static class Built
{
    public static string Repository { get; } = FindRepository();

    public static string Out => Path.Combine(Repository, "out");

    public static string Module => Path.Combine(Out, "PulpPS");

    public static string Manifest => Path.Combine(Module, "PulpPS.psd1");

    public static string Shell => Path.Combine(Out, "shell");

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!);

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pulp.PS.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        return folder;
    }
}
