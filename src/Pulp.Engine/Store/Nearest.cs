namespace Pulp.Engine.Store;

/// <summary>Finds the name that a wrong one was probably meant to be.</summary>
internal static class Nearest
{
    private const int LongestCompared = 128;

    /// <summary>The nearest of some names, when it is near enough for a slip of the keyboard; null otherwise.</summary>
    internal static string? Of(string given, IEnumerable<string> names)
    {
        if (given.Length is 0 or > LongestCompared) return null;
        int best = Math.Max(1, given.Length / 3) + 1;
        string? nearest = null;
        foreach (string name in names)
        {
            if (name.Length > LongestCompared || Math.Abs(name.Length - given.Length) >= best) continue;
            int distance = Distance(given, name);
            if (distance >= best) continue;
            best = distance;
            nearest = name;
        }

        return nearest;
    }

    /// <summary>The end of a sentence that names it, or nothing.</summary>
    internal static string Hint(string given, IEnumerable<string> names) => Of(given, names) is { } near ? $" Did you mean '{near}'?" : "";

    // Insertions, deletions and replacements (Levenshtein), letter case aside.
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                bool same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                int cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[b.Length];
    }
}
