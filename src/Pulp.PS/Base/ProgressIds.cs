namespace Pulp.PS.Base;

/// <summary>The activity ids of progress, one for each kind of wait, so that nested cmdlets do not overwrite each other's.</summary>
internal static class ProgressIds
{
    internal const int Repository = 735101;
    internal const int Task = 735102;
    internal const int Store = 735103;
}
