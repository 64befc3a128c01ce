namespace Pulp.Python;

/// <summary>Tells clauses apart by what they say (<c>==1.0</c> and <c>==1</c> are one).</summary>
internal sealed class SpecifierClauseComparer : IEqualityComparer<SpecifierClause>
{
    public static SpecifierClauseComparer Instance { get; } = new();

    public bool Equals(SpecifierClause? x, SpecifierClause? y) => x is null ? y is null : y is not null && x.SameAs(y);

    public int GetHashCode(SpecifierClause obj) => obj.Hash();
}
