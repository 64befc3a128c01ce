namespace Pulp.Python.Tests.Versions;

/// <summary>The made-up versions that speed is measured on, the same each time.</summary>
internal static class MeasuredVersions
{
    public static IEnumerable<string> Spellings()
    {
        uint x = 7;
        for (int i = 0; i < 100_000; i++)
        {
            uint a = Next() % 20, b = Next() % 60, kind = Next() % 20;
            string version = $"{a}.{b}.{i}";
            yield return kind switch
            {
                < 14 => version,
                14 => $"{version}rc{a}",
                15 => $"{version}a{b}",
                16 or 17 => $"{version}.post{a}",
                18 => $"{version}.dev{b}",
                _ => $"v{version}-ALPHA_{a}+Local.{b}",
            };
        }

        uint Next()
        {
            x = unchecked((x * 1664525) + 1013904223);
            return x >> 16;
        }
    }
}
