namespace Pulp.Python;

/// <summary>What is not valid in core metadata.</summary>
/// <param name="Field">The header, lower case (<c>requires-python</c>).</param>
/// <param name="Reason">What is wrong, as a clause that quotes it.</param>
public sealed record MetadataFault(string Field, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Reason}";
}
