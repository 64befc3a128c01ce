namespace Pulp.Python;

/// <summary>Pulp's texts for the kinds of distributions.</summary>
public static class PackageTypes
{
    /// <summary>A source distribution.</summary>
    public const string Sdist = "sdist";

    /// <summary>All of them, in code-point order; letter case counts.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["bdist_dmg", "bdist_dumb", "bdist_egg", "bdist_msi", "bdist_rpm", "bdist_wheel", "bdist_wininst", Sdist];
}
