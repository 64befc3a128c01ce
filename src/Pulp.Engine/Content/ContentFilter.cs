using Pulp.Engine.Remotes;
using Pulp.Engine.Store;
using Pulp.Model;
using Pulp.Python;

namespace Pulp.Engine.Content;

/// <summary>What of a query is judged row by row.</summary>
internal sealed class ContentFilter
{
    private readonly SpecifierSet? _specifier;
    private readonly string[] _types;
    private readonly HashSet<string> _fileNames;
    private readonly Wildcard[] _filePatterns;
    private readonly HashSet<string> _digests;
    private readonly bool _anyFile;

    /// <summary>Errors: InvalidSpecifier; InvalidFilter for a package type there is not, which would fit nothing and pass for an empty repository.</summary>
    internal ContentFilter(ContentQuery query)
    {
        if (query.VersionSpecifier is { } text && !SpecifierSet.TryParse(text, out _specifier, out string? reason))
            throw new PulpException(PulpErrors.InvalidSpecifier, $"'{text}' is not a version specifier: {reason}.", text);
        var rules = new FilterRules();
        _types = [.. rules.Types(query.PackageTypes)];
        rules.ThrowIfAny();
        _fileNames = query.FileNames.Where(n => !Wildcard.IsPattern(n)).Select(Wildcard.Unescape).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _filePatterns = [.. query.FileNames.Where(Wildcard.IsPattern).Select(n => new Wildcard(n))];
        _digests = query.Sha256.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _anyFile = query.FileNames.Count == 0;
        Latest = query.Latest;
    }

    /// <summary>Only the newest version of each project, of what else fits.</summary>
    internal bool Latest { get; }

    internal bool Fits(ContentRow row) =>
        (_digests.Count == 0 || _digests.Contains(row.Sha256Hex))
        && (_types.Length == 0 || _types.Contains(row.Type, StringComparer.Ordinal))
        && (_anyFile || _fileNames.Contains(row.FileName) || Array.Exists(_filePatterns, p => p.IsMatch(row.FileName)))
        && (_specifier is null || _specifier.Contains(row.Version, prereleases: true));

    /// <summary>Of a project's rows, newest first, those that fit.</summary>
    internal IEnumerable<ContentRow> Choose(IEnumerable<ContentRow> rows)
    {
        byte[]? newest = null;
        foreach (ContentRow row in rows)
        {
            if (!Fits(row)) continue;
            newest ??= row.Sort;
            if (Latest && !newest.AsSpan().SequenceEqual(row.Sort)) yield break;
            yield return row;
        }
    }
}
