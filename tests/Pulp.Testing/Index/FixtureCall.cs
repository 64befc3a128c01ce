namespace Pulp.Testing;

/// <summary>A request being answered, as faults see it.</summary>
internal sealed class FixtureCall(FixtureIndex index, FixtureRequest request, bool wantsJson)
{
    internal FixtureIndex Index { get; } = index;

    internal FixtureRequest Request { get; } = request;

    /// <summary>Whether the client takes JSON before HTML and this index has it.</summary>
    internal bool WantsJson { get; } = wantsJson;

    /// <summary>True: the connection is closed without an answer.</summary>
    internal bool Drop { get; set; }
}
