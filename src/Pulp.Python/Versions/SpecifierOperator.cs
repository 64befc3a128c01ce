namespace Pulp.Python;

/// <summary>The operators of version specifiers, the two with a wildcard apart.</summary>
internal enum SpecifierOperator
{
    Equal,
    EqualPrefix,
    NotEqual,
    NotEqualPrefix,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Compatible,
    Arbitrary,
}
