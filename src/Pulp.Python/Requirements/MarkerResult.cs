namespace Pulp.Python;

/// <summary>What a marker comes to in an environment.</summary>
public enum MarkerResult
{
    /// <summary>The marker does not hold.</summary>
    False = 0,

    /// <summary>The marker holds.</summary>
    True = 1,

    /// <summary>The marker compares text by an operator for versions only, such as <c>os_name ~= "nt"</c>.</summary>
    UndefinedComparison = 2,

    /// <summary>The marker asks for a value that the environment does not have, such as <c>extras</c>.</summary>
    UndefinedName = 3,
}
