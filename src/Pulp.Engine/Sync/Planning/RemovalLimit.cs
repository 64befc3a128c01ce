using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Pulp.Model;

namespace Pulp.Engine.Sync.Planning;

/// <summary>How many files a sync may remove, replaced ones not counted (SYNC rule 13): a number, or a share of what the latest version holds. Pure.</summary>
internal sealed record RemovalLimit
{
    private const int NamesTold = 3;

    private readonly string _text;
    private readonly long? _files;
    private readonly decimal _percent;

    private RemovalLimit(string text, long? files, decimal percent) => (_text, _files, _percent) = (text, files, percent);

    /// <summary>Reads <c>25</c>, <c>10%</c> or <c>2.5 %</c>. False: it is neither, or out of range.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out RemovalLimit? limit)
    {
        limit = null;
        var given = text.Trim();
        if (!given.EndsWith('%'))
        {
            if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var files)) limit = new RemovalLimit(given, files, 0);
        }
        else if (decimal.TryParse(given[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
        {
            limit = new RemovalLimit(given, null, percent);
        }

        return limit is not null;
    }

    /// <summary>The same of a request. Error: InvalidSetting. Null: no limit.</summary>
    internal static RemovalLimit? Of(SyncRequest request)
    {
        if (request.MaximumRemoval is not { } text) return null;
        return TryParse(text, out var limit) ? limit : throw new PulpException(
            PulpErrors.InvalidSetting,
            $"'{text}' is no limit of removals. Give a number of files, such as 25, or a share of the repository's files from 0% to 100%, such as '10%'.",
            text);
    }

    /// <summary>True when more go than may. Nothing is rounded: 10% of five files is half a file, and allows none.</summary>
    /// <param name="removed">Files that would go.</param>
    /// <param name="present">Files of the latest version.</param>
    internal bool IsExceeded(long removed, long present) => _files is { } files ? removed > files : removed * 100m > _percent * present;

    /// <summary>What is told of a sync that exceeds it.</summary>
    /// <param name="repository">The repository's name.</param>
    /// <param name="version">The number of its latest version.</param>
    /// <param name="removed">Files that would go.</param>
    /// <param name="present">Files of the latest version.</param>
    /// <param name="names">The first of those that would go.</param>
    internal string Describe(string repository, int version, long removed, long present, IReadOnlyList<string> names)
    {
        var told = names.Take(NamesTold).ToList();
        var more = removed > told.Count ? $" and {removed - told.Count} more" : "";
        var share = _files is null ? $" ({(long)(_percent * present / 100)} of {present} files)" : _files == 1 ? " file" : " files";
        return $"The sync would remove {removed} of the {present} files of version {version} of '{repository}' ({string.Join(", ", told)}{more}), and the limit is {_text}{share}. "
            + $"Get-PulpSyncPlan {repository} says why each would go; if they may, sync with a higher -MaximumRemoval.";
    }
}
