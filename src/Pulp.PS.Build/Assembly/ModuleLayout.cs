namespace Pulp.PS.Build.Assembly;

/// <summary>What the module is made of. The packaging test holds the same list, file by file.</summary>
internal static class ModuleLayout
{
    public const string ModuleName = "PulpPS";

    /// <summary>The platforms whose native files are shipped; the package has many more.</summary>
    public static readonly IReadOnlyList<string> Platforms =
    [
        "win-x64", "win-arm64", "win-x86",
        "linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64",
        "osx-x64", "osx-arm64",
    ];

    /// <summary>Below <c>lib</c>: a folder for each platform whose code was compiled ahead of time.</summary>
    public const string Precompiled = "precompiled";

    /// <summary>Lies beside Pulp.PS.dll, in PowerShell's own load context, and must not be there twice.</summary>
    public const string Model = "Pulp.Model.dll";
}
