using Pulp.Model;

namespace Pulp.Python;

/// <summary>An include or exclude, compiled. Immutable.</summary>
internal sealed class FilterEntry
{
    private readonly SpecifierSet _specifier;

    // Digests by kind in lower case, the digits in lower case; null: the entry has none.
    private readonly Dictionary<string, HashSet<string>>? _digests;
    private readonly HashSet<Sha256Key>? _sha256;

    /// <param name="item">An item that <see cref="SelectionValidator"/> finds no fault with.</param>
    public FilterEntry(PulpFilterItem item)
    {
        Item = FilterItemReader.Read(item, out _);
        Project = ProjectName.Normalize(Item.Name ?? "");
        _specifier = SpecifierSet.TryParse(Item.VersionSpecifier ?? "", out SpecifierSet? set, out string? reason)
            ? set
            : throw new ArgumentException(reason, nameof(item));
        foreach (PulpDigest digest in Item.Digests)
        {
            string kind = digest.Type.ToLowerInvariant(), hex = digest.Digest.ToLowerInvariant();
            _digests ??= new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            if (!_digests.TryGetValue(kind, out HashSet<string>? known))
                _digests.Add(kind, known = new HashSet<string>(StringComparer.Ordinal));
            known.Add(hex);
            if (DigestKinds.IsDigest(kind, hex) && kind == "sha256")
                (_sha256 ??= []).Add(new Sha256Key(Convert.FromHexString(hex)));
        }
    }

    public PulpFilterItem Item { get; }

    /// <summary>The project, normalised.</summary>
    public string Project { get; }

    public bool HasSpecifier => _specifier.Clauses.Count > 0;

    public bool HasDigests => _digests is not null;

    /// <summary>True: it names a project and nothing else.</summary>
    public bool IsNameOnly => !HasSpecifier && !HasDigests;

    /// <summary>True when its own specifier names a pre- or dev-release.</summary>
    public bool AsksForPrereleases => _specifier.Prereleases == true;

    /// <summary>The kinds of digests it lists, lower case.</summary>
    public IEnumerable<string> KindsOfDigests => _digests?.Keys ?? Enumerable.Empty<string>();

    public bool Matches(SimpleFile file) => MatchesVersion(file) && MatchesDigest(file.Digests);

    /// <summary>The specifier alone. What is no version by PEP 440 matches no clause but <c>===</c>.</summary>
    public bool MatchesVersion(SimpleFile file) => !HasSpecifier || _specifier.Contains(file.ParsedVersion, file.Version, prereleases: true);

    public bool MatchesDigest(FileDigests digests)
    {
        if (_digests is null)
            return true;
        if (_sha256 is not null && digests.HasSha256 && _sha256.Contains(new Sha256Key(digests.Sha256)))
            return true;
        foreach ((string kind, string hex) in digests.Others)
            if (_digests.TryGetValue(kind, out HashSet<string>? known) && known.Contains(hex))
                return true;
        return false;
    }

    /// <summary>The entry as an administrator wrote it; many digests are counted, not listed.</summary>
    public override string ToString() => Item.Digests.Count switch
    {
        0 => $"{Item.Name}{Item.VersionSpecifier}",
        1 => $"{Item.Name}{Item.VersionSpecifier} ({Short(Item.Digests[0])})",
        _ => $"{Item.Name}{Item.VersionSpecifier} (one of {Item.Digests.Count} digests)",
    };

    private static string Short(PulpDigest digest) => digest.Digest.Length > 12 ? $"{digest.Type}:{digest.Digest[..12]}…" : digest.ToString();
}
