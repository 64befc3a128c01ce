using System.Diagnostics.CodeAnalysis;

namespace Pulp.Python;

/// <summary>One clause of a specifier, such as <c>&gt;=1.2</c> (PEP 440). Immutable.</summary>
public sealed class SpecifierClause
{
    private readonly SpecifierOperator _kind;

    // What to compare with: the version named, without its wildcard; null only for ===.
    private readonly PythonVersion? _version;

    // For <: the first version that is refused. It is the version itself, unless that is no pre-release: its own pre-releases are refused too.
    private readonly PythonVersion? _bound;

    private SpecifierClause(SpecifierOperator kind, string symbol, string text, PythonVersion? version)
    {
        _kind = kind;
        _version = version;
        Operator = symbol;
        Version = text;
        if (kind == SpecifierOperator.Less) _bound = version!.IsPrerelease ? version : version.WithDevZero();
    }

    /// <summary>The operator: one of <c>== != &lt; &lt;= &gt; &gt;= ~= ===</c>.</summary>
    public string Operator { get; }

    /// <summary>The version as spelt, with <c>.*</c> where it was given; for <c>===</c> any text.</summary>
    public string Version { get; }

    /// <summary>Does this clause name a pre- or dev-release, and so ask for them? <c>!=</c> and <c>==….*</c> never do.</summary>
    internal bool AsksForPrereleases => _kind is not (SpecifierOperator.NotEqual or SpecifierOperator.NotEqualPrefix or SpecifierOperator.EqualPrefix)
        && (_kind == SpecifierOperator.Arbitrary ? PythonVersion.TryParse(Version, out PythonVersion? named) && named.IsPrerelease : _version!.IsPrerelease);

    internal bool IsArbitrary => _kind == SpecifierOperator.Arbitrary;

    /// <summary>The clause as PEP 440 writes it, without spaces.</summary>
    public override string ToString() => Operator + Version;

    /// <summary>Reads one clause; white space around it and after its operator does not count.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SpecifierClause? clause, [NotNullWhen(false)] out string? reason)
    {
        text = PythonText.Trim(text);
        clause = null;
        string symbol = OperatorAt(text);
        ReadOnlySpan<char> named = PythonText.Trim(text[symbol.Length..]);
        if (symbol.Length == 0)
        {
            reason = $"'{PythonText.Excerpt(text)}' does not begin with an operator; expected one of ==, !=, <, <=, >, >=, ~=, ===";
            return false;
        }

        if (symbol == "===") return TryParseArbitrary(text, named, out clause, out reason);
        bool wildcard = named.EndsWith(".*");
        ReadOnlySpan<char> bare = wildcard ? named[..^2] : named;
        bool spaced = bare.Length > 0 && PythonText.IsSpace(bare[^1]);
        if (spaced || !PythonVersion.TryParse(bare, out PythonVersion? version))
        {
            reason = named.IsEmpty
                ? $"'{symbol}' is followed by no version"
                : $"'{PythonText.Excerpt(named)}' after {symbol} is not a version";
            return false;
        }

        reason = Misfit(symbol, wildcard, version);
        if (reason is not null)
        {
            reason = $"'{PythonText.Excerpt(text)}': {reason}";
            return false;
        }

        clause = new SpecifierClause(KindOf(symbol, wildcard), symbol, named.ToString(), version);
        return true;
    }

    /// <summary>Does a version match, pre-releases counting like others? Text is compared by <c>===</c> only, the parsed version by the rest.</summary>
    internal bool Matches(PythonVersion? candidate, string? text)
    {
        if (_kind == SpecifierOperator.Arbitrary) return PythonText.EqualsIgnoringCase(text ?? candidate!.ToString(), Version);
        if (candidate is null) return false;
        PythonVersion version = _version!;
        return _kind switch
        {
            SpecifierOperator.Equal => IsEqual(candidate, version),
            SpecifierOperator.NotEqual => !IsEqual(candidate, version),
            SpecifierOperator.EqualPrefix => candidate.StartsWith(version, version.ReleaseLength),
            SpecifierOperator.NotEqualPrefix => !candidate.StartsWith(version, version.ReleaseLength),
            SpecifierOperator.Less => candidate.ComparePublic(_bound!) < 0,
            SpecifierOperator.LessOrEqual => candidate.ComparePublic(version) <= 0,
            SpecifierOperator.GreaterOrEqual => candidate.ComparePublic(version) >= 0,
            SpecifierOperator.Greater => candidate.ComparePublic(version) > 0 && !IsPostreleaseOf(candidate, version),
            _ => candidate.ComparePublic(version) >= 0 && candidate.StartsWith(version, version.ReleaseLength - 1),
        };
    }

    /// <summary>Do two clauses say the same (<c>==1.0</c> and <c>==1</c>, but not <c>~=1.0</c> and <c>~=1.0.0</c>)?</summary>
    internal bool SameAs(SpecifierClause other)
    {
        if (_kind != other._kind) return false;
        return _kind switch
        {
            SpecifierOperator.Arbitrary or SpecifierOperator.EqualPrefix or SpecifierOperator.NotEqualPrefix => Version == other.Version,
            SpecifierOperator.Compatible => _version!.ToString() == other._version!.ToString(),
            _ => _version == other._version,
        };
    }

    internal int Hash() => HashCode.Combine(_kind, _version is null ? Version.GetHashCode(StringComparison.Ordinal) : _version.GetHashCode());

    private static bool TryParseArbitrary(
        ReadOnlySpan<char> text, ReadOnlySpan<char> named, [NotNullWhen(true)] out SpecifierClause? clause, [NotNullWhen(false)] out string? reason)
    {
        clause = null;
        reason = null;
        foreach (char c in named)
        {
            if (c is not (';' or ')') && !PythonText.IsSpace(c)) continue;
            reason = $"'{PythonText.Excerpt(text)}': the text after === holds a {(c == ';' ? "semicolon" : c == ')' ? "closing parenthesis" : "space")}";
            return false;
        }

        clause = new SpecifierClause(SpecifierOperator.Arbitrary, "===", named.ToString(), null);
        return true;
    }

    /// <summary>What this operator cannot do with this version; null when they fit.</summary>
    private static string? Misfit(string symbol, bool wildcard, PythonVersion version)
    {
        bool equality = symbol is "==" or "!=";
        if (wildcard && !equality) return $".* is for == and != only, not for {symbol}";
        if (wildcard && (version.IsPrerelease || version.IsPostrelease || version.Local is not null))
            return ".* must follow the release numbers, not a pre-, post-, dev-release or local part";
        if (version.Local is not null && !equality) return $"a local part (+{PythonText.Excerpt(version.Local)}) is for == and != only, not for {symbol}";
        return symbol == "~=" && version.ReleaseLength < 2 ? "~= wants at least two release numbers, such as ~=1.0" : null;
    }

    private static bool IsEqual(PythonVersion candidate, PythonVersion version)
        => version.Local is null ? candidate.ComparePublic(version) == 0 : candidate.Equals(version);

    /// <summary>PEP 440: &gt;V takes no post-release of V, unless V is a post-release itself (and a dev-release has none).</summary>
    private static bool IsPostreleaseOf(PythonVersion candidate, PythonVersion version)
        => candidate.IsPostrelease && !version.IsPostrelease && !version.IsDevrelease && candidate.IsPostreleaseOf(version);

    internal static string OperatorAt(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("===")) return "===";
        foreach (string symbol in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "~=", "<", ">"])
        {
            if (text.StartsWith(symbol)) return symbol;
        }

        return "";
    }

    private static SpecifierOperator KindOf(string symbol, bool wildcard) => symbol switch
    {
        "==" => wildcard ? SpecifierOperator.EqualPrefix : SpecifierOperator.Equal,
        "!=" => wildcard ? SpecifierOperator.NotEqualPrefix : SpecifierOperator.NotEqual,
        "<" => SpecifierOperator.Less,
        "<=" => SpecifierOperator.LessOrEqual,
        ">" => SpecifierOperator.Greater,
        ">=" => SpecifierOperator.GreaterOrEqual,
        _ => SpecifierOperator.Compatible,
    };
}
