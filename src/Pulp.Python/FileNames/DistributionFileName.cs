using System.Buffers;

namespace Pulp.Python;

/// <summary>
/// What kind of distribution a file is and of which version, told from its name and the project that lists it: an index page gives neither.
/// The rule agrees with what indexes themselves say of eggs, installers, archives and wheels, old spellings included.
/// </summary>
public static class DistributionFileName
{
    private static readonly string[] ArchiveEndings =
        [".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar.lz", ".tlz", ".tar.lzma", ".tar.Z", ".tar", ".zip"];

    private static readonly string[] Platforms = ["aix", "cygwin", "darwin", "freebsd", "linux", "macosx", "solaris", "sunos", "win", "Win"];

    private static readonly SearchValues<char> PlatformCharacters =
        SearchValues.Create("-.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Reads a file name.</summary>
    /// <param name="project">The project whose page lists the file, in any spelling.</param>
    /// <param name="fileName">The file name; letter case of endings counts.</param>
    /// <returns>
    /// The package type (<c>sdist</c>, <c>bdist_wheel</c>, <c>bdist_egg</c>, <c>bdist_dumb</c>, <c>bdist_wininst</c>, <c>bdist_msi</c>,
    /// <c>bdist_dmg</c>, <c>bdist_rpm</c>), null when the ending is none of a distribution; and the version as spelt, null when it cannot be told.
    /// </returns>
    public static (string? PackageType, string? Version) Read(string project, string fileName)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(fileName);
        ReadOnlySpan<char> name = fileName;
        if (name.EndsWith(".whl")) return ("bdist_wheel", WheelVersion(name[..^4]));
        if (name.EndsWith(".rpm")) return ("bdist_rpm", RpmVersion(name[..^4]));
        if (name.EndsWith(".egg")) return ("bdist_egg", Shortest(AfterProject(project, name[..^4]), IsEggTail, tailOptional: true));
        if (name.EndsWith(".exe")) return ("bdist_wininst", Shortest(AfterProject(project, name[..^4]), IsDotPlatform, tailOptional: false));
        if (name.EndsWith(".msi")) return ("bdist_msi", Shortest(AfterProject(project, name[..^4]), IsDotPlatform, tailOptional: false));
        if (name.EndsWith(".dmg")) return ("bdist_dmg", Shortest(AfterProject(project, name[..^4]), IsPlatformTail, tailOptional: true));
        return ReadArchive(project, name);
    }

    private static (string? PackageType, string? Version) ReadArchive(string project, ReadOnlySpan<char> name)
    {
        // The rule ignores one line feed at the end of an archive's name; such names are refused before anything is stored.
        if (name.EndsWith("\n")) name = name[..^1];
        foreach (string ending in ArchiveEndings)
        {
            if (!name.EndsWith(ending)) continue;
            ReadOnlySpan<char> rest = AfterProject(project, name[..^ending.Length]);
            string? beforePlatform = Shortest(rest, IsDotPlatform, tailOptional: false);
            return beforePlatform is null ? ("sdist", TextOrNull(rest)) : ("bdist_dumb", beforePlatform);
        }

        return (null, null);
    }

    private static string? WheelVersion(ReadOnlySpan<char> stem)
    {
        if (stem.Count('-') is not (4 or 5)) return null;
        ReadOnlySpan<char> rest = stem[(stem.IndexOf('-') + 1)..];
        return TextOrNull(rest[..rest.IndexOf('-')]);
    }

    /// <summary>NAME-VERSION-RELEASE.ARCH, the name whatever it is: a package of another system often has its own.</summary>
    private static string? RpmVersion(ReadOnlySpan<char> stem)
    {
        int release = stem.LastIndexOf('-');
        if (release < 0) return null;
        int architecture = stem.LastIndexOf('.');
        if (architecture <= release + 1 || architecture == stem.Length - 1) return null;
        int version = stem[..release].LastIndexOf('-');
        return version <= 0 ? null : TextOrNull(stem[(version + 1)..release]);
    }

    /// <summary>What follows the project's name and a dash, any run of <c>-_.</c> standing for any other; empty when the name is another.</summary>
    private static ReadOnlySpan<char> AfterProject(ReadOnlySpan<char> project, ReadOnlySpan<char> stem)
    {
        int at = 0;
        for (int i = 0; i < project.Length;)
        {
            if (at >= stem.Length) return default;
            if (ProjectName.IsSeparator(project[i]))
            {
                int run = RunLength(stem[at..]);
                if (run == 0) return default;
                at += run;
                i += RunLength(project[i..]);
            }
            else if (SameLetter(project[i], stem[at]))
            {
                at++;
                i++;
            }
            else
            {
                return default;
            }
        }

        return at < stem.Length && stem[at] == '-' ? stem[(at + 1)..] : default;
    }

    private static int RunLength(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExcept('-', '_', '.');
        return length < 0 ? text.Length : length;
    }

    private static bool SameLetter(char a, char b) => a == b || ((a | 0x20) == (b | 0x20) && (a | 0x20) is >= 'a' and <= 'z');

    /// <summary>The shortest beginning, one character at least, that a fitting tail follows; the whole where no tail is needed.</summary>
    private static string? Shortest(ReadOnlySpan<char> rest, Func<ReadOnlySpan<char>, int, bool> isTail, bool tailOptional)
    {
        // A tail reaches to the end, so it cannot begin before the last character that no tail has.
        int platformFrom = rest.LastIndexOfAnyExcept(PlatformCharacters) + 1;
        for (int i = Math.Max(1, platformFrom); i < rest.Length; i++)
        {
            if (isTail(rest, i)) return rest[..i].ToString();
        }

        return tailOptional ? TextOrNull(rest) : null;
    }

    private static bool IsDotPlatform(ReadOnlySpan<char> rest, int at) => rest[at] == '.' && IsPlatform(rest[(at + 1)..]);

    private static bool IsPlatformTail(ReadOnlySpan<char> rest, int at) => rest[at] is '.' or '-' && IsPlatform(rest[(at + 1)..]);

    /// <summary>-pyX[.Y][-PLAT], to the end.</summary>
    private static bool IsEggTail(ReadOnlySpan<char> rest, int at)
    {
        ReadOnlySpan<char> tail = rest[at..];
        if (!tail.StartsWith("-py")) return false;
        int digits = DigitCount(tail[3..]);
        if (digits == 0) return false;
        tail = tail[(3 + digits)..];
        if (tail.StartsWith("."))
        {
            int minor = DigitCount(tail[1..]);
            if (minor > 0) tail = tail[(1 + minor)..];
        }

        return tail.IsEmpty || (tail[0] == '-' && IsPlatform(tail[1..]));
    }

    // The caller has seen that nothing but platform characters follows.
    private static bool IsPlatform(ReadOnlySpan<char> text)
    {
        foreach (string platform in Platforms)
        {
            if (text.StartsWith(platform)) return true;
        }

        return false;
    }

    private static int DigitCount(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }

    private static string? TextOrNull(ReadOnlySpan<char> text) => text.IsEmpty ? null : text.ToString();
}
