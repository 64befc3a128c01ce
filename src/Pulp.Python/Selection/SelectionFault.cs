namespace Pulp.Python;

/// <summary>What is wrong with a selection.</summary>
/// <param name="Part">Which part, by Pulp's names: <c>includes</c>, <c>excludes</c>, <c>package_types</c>, <c>exclude_platforms</c>, <c>keep_latest_packages</c>.</param>
/// <param name="Index">Which entry of the part, counted from 0; -1 where the part is no list.</param>
/// <param name="Field">Which field of the entry: <c>name</c>, <c>version_specifier</c>, <c>digests</c>, or <c>item</c> for the entry as given; empty where entries have none.</param>
/// <param name="Reason">What is wrong, as a clause that quotes it.</param>
/// <param name="Nearest">The known value that was perhaps meant; null: none is near.</param>
public sealed record SelectionFault(string Part, int Index, string Field, string Reason, string? Nearest = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Part}{(Index < 0 ? "" : $"[{Index}]")}{(Field.Length == 0 ? "" : $": {Field}")}: {Reason}{(Nearest is null ? "" : $"; was {Nearest} meant?")}";
}
