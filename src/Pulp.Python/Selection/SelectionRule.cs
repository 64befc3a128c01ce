namespace Pulp.Python;

/// <summary>The rule that decided about a file.</summary>
public enum SelectionRule
{
    /// <summary>None yet: what a decision that nobody made says.</summary>
    Undecided,

    /// <summary>Selected: an include matches, or there are no includes.</summary>
    Included,

    /// <summary>An exclude matches.</summary>
    Excluded,

    /// <summary>No include names the project.</summary>
    ProjectNotIncluded,

    /// <summary>Includes name the project, none matches the file.</summary>
    NotIncluded,

    /// <summary>A pre-release that an include would match if it asked for pre-releases.</summary>
    Prerelease,

    /// <summary>Its type is not among those wanted.</summary>
    PackageType,

    /// <summary>It is for a platform that is left out.</summary>
    Platform,

    /// <summary>It is older than the newest versions that are kept.</summary>
    Older,
}
