namespace Pulp.Python;

/// <summary>Finds the known word that a mistyped one was perhaps meant to be.</summary>
public static class NearestWord
{
    private const int LongestWord = 64;

    /// <summary>The nearest of some words: one that contains what was given or is contained in it, else the one with the fewest letters to change; null when none is near.</summary>
    /// <param name="given">What was given; letter case does not count.</param>
    /// <param name="known">The words it may be.</param>
    public static string? Find(string given, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(known);
        if (given.Length is 0 or > LongestWord)
            return null;
        string lower = given.ToLowerInvariant();
        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string word in known)
        {
            string other = word.ToLowerInvariant();
            bool part = lower.Length > 2 && (other.Contains(lower, StringComparison.Ordinal) || lower.Contains(other, StringComparison.Ordinal));
            int changes = part ? 0 : Distance(lower, other);
            if (changes >= fewest || changes > Math.Max(1, other.Length / 3))
                continue;
            nearest = word;
            fewest = changes;
        }
        return nearest;
    }

    // Letters to add, drop or change.
    private static int Distance(string from, string to)
    {
        int[] above = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            int[] row = new int[to.Length + 1];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
                row[j + 1] = Math.Min(Math.Min(row[j], above[j + 1]) + 1, above[j] + (from[i] == to[j] ? 0 : 1));
            above = row;
        }
        return above[^1];
    }
}
