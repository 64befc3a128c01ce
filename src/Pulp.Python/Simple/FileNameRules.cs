using System.Buffers;
using System.Text;

namespace Pulp.Python;

/// <summary>Which names a file of an index may have, so that it can be written on every platform and nowhere but where it should be.</summary>
public static class FileNameRules
{
    private const int LongestName = 255;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*");

    /// <summary>Judges a name. Null: it may be used.</summary>
    public static LinkRefusal? Judge(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name is "." or "..")
            return LinkRefusal.Empty;
        if (name.ContainsAny('/', '\\'))
            return LinkRefusal.Separator;
        if (HasControl(name))
            return LinkRefusal.Control;
        if (name.ContainsAny(Forbidden))
            return LinkRefusal.Character;
        if (name[0] == ' ' || name[^1] is ' ' or '.')
            return LinkRefusal.Edge;
        if (IsDevice(name))
            return LinkRefusal.Device;
        if (LinkText.HasLoneSurrogate(name))
            return LinkRefusal.Undecodable;
        // Up to a third of the limit no name can be too long; most need not be counted.
        if (name.Length > LongestName / 3 && Encoding.UTF8.GetByteCount(name) > LongestName)
            return LinkRefusal.Length;
        return null;
    }

    private static bool HasControl(ReadOnlySpan<char> name)
    {
        if (!name.ContainsAnyExceptInRange(' ', '~'))
            return false;
        foreach (char c in name)
            if (char.IsControl(c))
                return true;
        return false;
    }

    // Windows takes "con", "CON.tar.gz" and "con .txt" for the console, in any folder.
    private static bool IsDevice(ReadOnlySpan<char> name)
    {
        int dot = name.IndexOf('.');
        ReadOnlySpan<char> stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        if (stem.Length is not (3 or 4))
            return false;
        Span<char> upper = stackalloc char[4];
        upper = upper[..stem.ToUpperInvariant(upper)];
        if (upper.Length == 3)
            return upper is "CON" or "PRN" or "AUX" or "NUL";
        return upper[..3] is "COM" or "LPT" && (char.IsAsciiDigit(upper[3]) || upper[3] is '\u00B9' or '\u00B2' or '\u00B3');
    }
}
