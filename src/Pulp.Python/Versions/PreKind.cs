namespace Pulp.Python;

/// <summary>What stands before the post- and dev-number, in the order of versions of one release.</summary>
internal enum PreKind
{
    /// <summary>No pre-release and no post-release but a dev-release: before all others.</summary>
    DevOnly = 0,
    Alpha = 1,
    Beta = 2,
    Candidate = 3,
    None = 4,
}
