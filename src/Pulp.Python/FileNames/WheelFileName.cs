using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Pulp.Python;

/// <summary>The name of a wheel as packaging reads it: <c>NAME-VERSION[-BUILD]-INTERPRETER-ABI-PLATFORM.whl</c> (PEP 427).</summary>
public sealed class WheelFileName
{
    private readonly string[] _interpreters;
    private readonly string[] _abis;
    private readonly string[] _platforms;

    private WheelFileName(string name, PythonVersion version, WheelBuild? build, string[] interpreters, string[] abis, string[] platforms)
    {
        Name = name;
        Version = version;
        Build = build;
        _interpreters = interpreters;
        _abis = abis;
        _platforms = platforms;
    }

    /// <summary>The normalised name of the project.</summary>
    public string Name { get; }

    /// <summary>The version.</summary>
    public PythonVersion Version { get; }

    /// <summary>The build tag; null when there is none.</summary>
    public WheelBuild? Build { get; }

    /// <summary>All tags, each combination of interpreter, ABI and platform once, in the order of their text. Made anew at each call: a hostile name stands for many.</summary>
    public IReadOnlyList<WheelTag> Tags
    {
        get
        {
            var tags = new List<WheelTag>(_interpreters.Length * _abis.Length * _platforms.Length);
            foreach (string interpreter in _interpreters)
            {
                foreach (string abi in _abis)
                {
                    foreach (string platform in _platforms) tags.Add(new WheelTag(interpreter, abi, platform));
                }
            }

            tags.Sort((x, y) => PythonText.CompareCodePoints(x.ToString(), y.ToString()));
            return tags;
        }
    }

    /// <summary>Reads the name of a wheel.</summary>
    /// <param name="fileName">The file name; letter case of the ending counts.</param>
    /// <param name="wheel">The parts; null when the name is not of this form.</param>
    public static bool TryParse(string? fileName, [NotNullWhen(true)] out WheelFileName? wheel)
    {
        wheel = null;
        ReadOnlySpan<char> stem = fileName;
        if (!stem.EndsWith(".whl")) return false;
        stem = stem[..^4];
        Span<Range> parts = stackalloc Range[7];
        int count = stem.Split(parts, '-');
        if (count is not (5 or 6)) return false;
        ReadOnlySpan<char> name = stem[parts[0]];
        if (!IsEscapedName(name) || !PythonVersion.TryParse(stem[parts[1]], out PythonVersion? version)) return false;
        WheelBuild? build = count == 6 ? WheelBuild.Read(stem[parts[2]]) : null;
        if (count == 6 && build is null) return false;
        string[]? interpreters = TagParts(stem[parts[count - 3]], identifiers: true);
        string[]? abis = TagParts(stem[parts[count - 2]], identifiers: false);
        string[]? platforms = TagParts(stem[parts[count - 1]], identifiers: false);
        if (interpreters is null || abis is null || platforms is null) return false;
        wheel = new WheelFileName(ProjectName.Normalize(name.ToString()), version, build, interpreters, abis, platforms);
        return true;
    }

    /// <summary>Letters and digits of any script, <c>_</c> and <c>.</c>; a doubled underscore would be an empty part.</summary>
    private static bool IsEscapedName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.IndexOf("__") >= 0) return false;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (rune.Value is not ('_' or '.') && !IsWord(Rune.GetUnicodeCategory(rune))) return false;
        }

        return true;
    }

    private static bool IsWord(UnicodeCategory category)
        => category is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static string[]? TagParts(ReadOnlySpan<char> text, bool identifiers)
    {
        var parts = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (part.IsEmpty || (identifiers && !IsIdentifier(part))) return null;
            parts.Add(PythonText.Lower(part.ToString()));
        }

        return [.. parts];
    }

    /// <summary>Python's <c>str.isidentifier</c>.</summary>
    private static bool IsIdentifier(ReadOnlySpan<char> text)
    {
        bool first = true;
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool start = rune.Value == '_' || category is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
            bool further = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
            if (!start && (first || !further)) return false;
            first = false;
        }

        return !first;
    }
}
